import { beforeAll, expect, test } from 'vitest';
import { raiseExceptions, resolveExceptions, type NewException } from '../../../sync/central/exceptions.ts';
import { keepHouse } from '../../../sync/central/housekeeping.ts';
import { createFeedReader } from './feed-reader.ts';
import { DAY_MS, startTestCentral, type TestCentral } from './test-central.ts';

const starting = startTestCentral();
let shops: TestCentral;

beforeAll(async () => {
  shops = await starting;
});

test('an exception is shown at its shop’s tills, raised once, until a month after somebody resolved it', async () => {
  const { pool, clock } = shops;
  const [till, other] = [await shops.joinTill('S1'), await shops.joinTill('S2')];
  const raised: NewException = {
    kind: 'coupon-void',
    registerId: till.id,
    epoch: 1,
    seq: 7,
    atUtcMs: 1_000,
    subject: 'C-1',
    amountMinor: 500,
    points: 0,
  };
  await raiseExceptions(pool, [raised, raised], clock.nowUtcMs);
  await raiseExceptions(pool, [raised], clock.nowUtcMs);
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM exception');
  expect(rows).toHaveLength(1);
  const key = `exception ${rows[0]!.id}`;
  const [here, there] = [createFeedReader(till), createFeedReader(other)];
  await Promise.all([here.catchUp(), there.catchUp()]);
  expect(here.known.get(key)).toMatchObject({ subject: 'C-1', amountMinor: 500, isResolved: false });
  expect(there.known.has(key)).toBe(false);

  const resolution = { by: 'Grace', note: 'Paid by the customer' };
  const ids = rows.map(({ id }) => id);
  expect(await resolveExceptions(pool, ids, resolution, clock.nowUtcMs)).toBe(1);
  expect(await resolveExceptions(pool, ids, resolution, clock.nowUtcMs)).toBe(0);
  await here.catchUp();
  expect(here.known.get(key)).toMatchObject({ isResolved: true, note: 'Paid by the customer' });

  clock.nowUtcMs += 31 * DAY_MS;
  await keepHouse(shops.central);
  await till.signIn();
  await here.catchUp();
  expect(here.known.has(key)).toBe(false);
  const { rowCount } = await pool.query('SELECT FROM exception');
  expect(rowCount).toBe(1);
});

test('codes that nobody used in time are forgotten, those that somebody did are kept', async () => {
  const { pool, clock } = shops;
  await shops.joinTill();
  await shops.makeCode();
  clock.nowUtcMs += 40 * DAY_MS;
  await keepHouse(shops.central);
  const { rows } = await pool.query('SELECT used_by IS NULL AS "isUnused" FROM enrolment_code');
  expect(rows.filter(({ isUnused }) => isUnused as boolean)).toEqual([]);
  expect(rows.length).toBeGreaterThan(0);
});

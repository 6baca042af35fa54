import { beforeAll, expect, test } from 'vitest';
import { resolveExceptions } from '../../../sync/central/exceptions.ts';
import { revokeRegister } from '../../../sync/central/registers.ts';
import { CLOCK_WRONG_MS } from '../../../sync/protocol/limits.ts';
import { createFeedReader } from './feed-reader.ts';
import { startTestCentral, type TestCentral } from './test-central.ts';
import type { WireTill } from './wire-till.ts';

const YEAR_MS = 365 * 86_400_000;
const starting = startTestCentral();
let shops: TestCentral;

beforeAll(async () => {
  shops = await starting;
});

/** Sends one more entry by a clock that is so far ahead. */
async function pushAhead(till: WireTill, aheadMs: number): Promise<void> {
  const entry = till.write('cash.moved', {});
  const { body } = await till.push([entry], { sentAtUtcMs: shops.clock.nowUtcMs + aheadMs });
  expect(body['status']).toBe('stored');
}

/** The register's exceptions in the order in which they were raised: the seq that each was raised at, and whether it is open. */
async function raised(till: WireTill): Promise<[number, boolean][]> {
  const { rows } = await shops.pool.query<{ seq: number; isOpen: boolean }>(
    `SELECT seq, resolved_at_utc_ms IS NULL AS "isOpen" FROM exception
     WHERE register = $1 AND kind = 'clock-wrong' ORDER BY seq`,
    [till.id],
  );
  return rows.map(({ seq, isOpen }) => [seq, isOpen]);
}

test('a clock that is far off is put before people once, and settled when it is right again', async () => {
  const till = await shops.joinTill();
  await pushAhead(till, CLOCK_WRONG_MS);
  expect(await raised(till)).toEqual([]);
  await pushAhead(till, -5 * YEAR_MS);
  await pushAhead(till, -4 * YEAR_MS);
  await pushAhead(till, YEAR_MS);
  expect(await raised(till)).toEqual([[2, true]]);
  await pushAhead(till, -CLOCK_WRONG_MS);
  expect(await raised(till)).toEqual([[2, false]]);
  await pushAhead(till, CLOCK_WRONG_MS + 1);
  expect(await raised(till)).toEqual([
    [2, false],
    [6, true],
  ]);
});

test('the shop’s tills are told, with what the clock said', async () => {
  const till = await shops.joinTill('S2');
  const reader = createFeedReader(await shops.joinTill('S2'));
  const sentAtUtcMs = Date.UTC(2021, 10, 24, 13, 34, 56);
  await till.push([till.write('cash.moved', {})], { sentAtUtcMs });
  await reader.catchUp();
  const told = [...reader.known].filter(([key]) => key.startsWith('exception '));
  expect(told.map(([, value]) => value)).toMatchObject([
    { kind: 'clock-wrong', registerId: till.id, subject: '2021-11-24 13:34:56 UTC', isResolved: false },
  ]);
  await pushAhead(till, 0);
  await reader.catchUp();
  const after = [...reader.known].filter(([key]) => key.startsWith('exception '));
  expect(after.map(([, value]) => value)).toMatchObject([{ kind: 'clock-wrong', isResolved: true }]);
});

test('one that a person resolved is not raised again while the clock stays wrong', async () => {
  const till = await shops.joinTill();
  await pushAhead(till, YEAR_MS);
  const { rows } = await shops.pool.query<{ id: string }>('SELECT id FROM exception WHERE register = $1', [
    till.id,
  ]);
  const ids = rows.map(({ id }) => id);
  await resolveExceptions(shops.pool, ids, { by: 'Ann', note: 'a new battery' }, shops.clock.nowUtcMs);
  await pushAhead(till, YEAR_MS);
  expect(await raised(till)).toEqual([[1, false]]);
});

test('of a register that was put out nobody is told', async () => {
  const till = await shops.joinTill();
  await pushAhead(till, 0);
  await revokeRegister(shops.pool, till.id, shops.clock.nowUtcMs);
  await pushAhead(till, YEAR_MS);
  expect(await raised(till)).toEqual([]);
});

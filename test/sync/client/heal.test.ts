import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { signWithTillKey } from '../../../db/till-key.ts';
import { syncPort } from '../../../register/service/sync-port.ts';
import { publish, type Published } from '../../../sync/central/changes.ts';
import { openCentral, type Central } from '../../../sync/client/central.ts';
import { createPuller, type Puller } from '../../../sync/client/pull.ts';
import { openTransport } from '../../../sync/client/transport.ts';
import { repullAnswer } from '../../../sync/protocol/feed.ts';
import { FEED_CHANGES_MAX } from '../../../sync/protocol/limits.ts';
import { nobodysAccount } from '../../register/chain-till.ts';
import { okOf } from '../../register/till.ts';
import { startTestCentral, type TestCentral } from '../central/test-central.ts';
import { hasty, startTill, type JoinedTill } from './joined-till.ts';

const ACCOUNTS = 400;
/** Of a till that was in another chain before, as it were. */
const STRAYS = 50_000;

const starting = startTestCentral();
let shops: TestCentral;
let till: JoinedTill;
let central: Central;
let known: readonly string[];

const tell = (...changes: Published[]) => publish(shops.pool, changes, Date.now());
const account = (key: string, points: number): Published => ({
  scope: 'account',
  key,
  shop: null,
  value: { ...nobodysAccount, expiring: [], pending: [], points },
});
const article = (key: string, priceE4: number): Published => ({
  scope: 'article',
  key,
  shop: null,
  value: {
    name: key,
    priceE4,
    floorPriceE4: null,
    department: 'general',
    taxCode: null,
    unit: 'each',
    brand: '',
    packSize: '',
    minimumAge: null,
    depositCode: null,
    isActive: true,
    barcodes: [],
  },
});

beforeAll(async () => {
  shops = await starting;
  known = Array.from({ length: ACCOUNTS }, () => uuidv7());
  await tell(...known.map((id) => account(id, 10)), article('tea', 1));
});
beforeEach(async () => {
  // The test pulls, page by page: the till itself comes to it within the hour.
  till = startTill({ ...hasty, pullEveryMs: 3_600_000 });
  const input = { url: shops.url, code: await shops.makeCode(), tillCode: null, caFile: null };
  okOf(await till.sync.enrol('command', input));
  await till.until('all is there', ({ store }) => store.chain.account(known.at(-1)!) !== null);
  await till.sync.syncNow();
  const { registerId } = till.read(({ identity }) => identity);
  const transport = openTransport({ url: new URL(shops.url), ca: null, progressTimeoutMs: 5_000 });
  central = openCentral(transport, { registerId, sign: (text) => signWithTillKey(till.folder, text) });
});
afterEach(async () => {
  central.close();
  await till.stop();
});

const newPuller = (): Puller =>
  createPuller(
    syncPort(till.keeper, till.folder),
    central,
    () => undefined,
    () => undefined,
  );
const askForAll = async () =>
  okOf(
    (await central.ask({
      method: 'POST',
      target: '/v1/repull',
      body: { scopes: ['account', 'article'] },
      answer: repullAnswer,
    })) as { ok: true; value: unknown },
  );
const pointsOf = (id: string) => till.read(({ store }) => store.chain.account(id)?.points ?? null);
const countAccounts = () =>
  till.read(({ store }) =>
    store.db.prepare<[], number>('SELECT COUNT(*) FROM central_account').pluck().get(),
  ) ?? 0;
const damage = (work: (id: string, save: (points: number | null) => void) => void, ids: readonly string[]) =>
  till.do(({ store }) => {
    store.commit((writer) => {
      for (const id of ids) {
        work(id, (points) =>
          writer.chain.saveAccount(id, points === null ? null : { ...nobodysAccount, points }),
        );
      }
    });
    return { ok: true, value: null };
  });

/** Steps until nothing more is there, with a look after each. */
async function pullAll(puller: Puller, look: (step: number) => Promise<void> | void = () => undefined) {
  for (let step = 0; ; step += 1) {
    const done = await puller.step();
    await look(step);
    if (done.ok && done.value === 'done') return step;
    expect(done).toEqual({ ok: true, value: 'more' });
  }
}

async function expectAsCentral(): Promise<void> {
  const { rows } = await shops.pool.query<{ key: string; points: number }>(
    `SELECT key, (value::jsonb ->> 'points')::bigint AS points FROM reference WHERE scope = 'account' AND value IS NOT NULL`,
  );
  expect(rows.filter(({ key, points }) => pointsOf(key) !== points)).toEqual([]);
  expect(countAccounts()).toBe(rows.length);
}

test('what central changes while a scope comes whole is there with the next page, and stays', async () => {
  const strays = Array.from({ length: 30 }, () => uuidv7());
  damage((_, save) => save(1), strays);
  damage((_, save) => save(99), known.slice(0, 5));
  damage((_, save) => save(null), known.slice(-5));
  await askForAll();
  // In front of all that come, in their middle, and behind them.
  const early = '00000000-0000-7000-8000-000000000001';
  const added = [early, known[ACCOUNTS / 2]!.replace(/.$/, 'x').replace('x', '0'), uuidv7()];
  const untouched = known.slice(20, 40);
  const seen: string[] = [];
  const last = await pullAll(newPuller(), async (step) => {
    if (untouched.some((id) => pointsOf(id) !== 10)) seen.push(`something is missing after step ${step}`);
    if (step === 2) await tell(...added.map((id) => account(id, 7)), article('tea', 2));
    if (step <= 2) return;
    seen.push(
      `${added.map(pointsOf).join(' ')}, ${till.read(({ store }) => store.catalogue.byCode('tea')?.priceE4)}`,
    );
  });
  expect(new Set(seen)).toEqual(new Set(['7 7 7, 2']));
  expect(last).toBeGreaterThan(3);
  expect(strays.filter((id) => pointsOf(id) !== null)).toEqual([]);
  await expectAsCentral();
  await tell(
    article('tea', 1),
    ...added.map((key): Published => ({ scope: 'account', key, shop: null, value: null })),
  );
});

test('a till that is ended while a scope comes whole goes on where it was, and all of it is healed', async () => {
  // Around every one of central's, so that each part has something to take out.
  const strays = known.map((id) => id.replace(/^.{4}/, 'ffff')).concat(known.map(() => uuidv7()));
  damage((_, save) => save(1), strays);
  damage((_, save) => save(99), known);
  await askForAll();
  let steps = 0;
  for (let isOver = false; !isOver; steps += 1) {
    // Each puller is a service that was begun anew and comes to a few steps.
    const puller = newPuller();
    for (let step = 0; step < 3 && !isOver; step += 1) {
      const done = await puller.step();
      isOver = done.ok && done.value === 'done';
    }
  }
  expect(steps).toBeGreaterThan(2);
  await expectAsCentral();
});

test('however much is not there any more, no step takes out more than a page', async () => {
  const strays = Array.from({ length: STRAYS }, () => uuidv7());
  damage((_, save) => save(1), strays);
  await askForAll();
  let before = countAccounts();
  let most = 0;
  await pullAll(newPuller(), () => {
    const now = countAccounts();
    most = Math.max(most, before - now);
    before = now;
  });
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(FEED_CHANGES_MAX);
  await expectAsCentral();
}, 120_000);

test('while very much is taken out, what central changes is there all the same', async () => {
  const strays = Array.from({ length: 3 * STRAYS }, () => uuidv7());
  damage((_, save) => save(1), strays);
  await askForAll();
  const puller = newPuller();
  // They are newer than all that central has, so they come with the last part.
  while (countAccounts() === ACCOUNTS + strays.length) await puller.step();
  await tell(article('tea', 3));
  const price = () => till.read(({ store }) => store.catalogue.byCode('tea')?.priceE4);
  for (let step = 0; price() !== 3; step += 1) {
    expect(await puller.step()).toEqual({ ok: true, value: 'more' });
    // All of it takes more steps than these, of a thousand at most.
    expect(step).toBeLessThan(120);
  }
  expect(countAccounts()).toBeGreaterThan(ACCOUNTS);
}, 120_000);

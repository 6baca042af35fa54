import type { PoolClient } from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { publish, type Published } from '../../../sync/central/changes.ts';
import { withTransaction } from '../../../sync/central/database.ts';
import { createFeedReader } from './feed-reader.ts';
import { startTestCentral, type TestCentral } from './test-central.ts';
import type { WireTill } from './wire-till.ts';

const ENTRIES = process.env['GUITAI_LONG'] === '1' ? 2_000 : 150;
/** What an account counts of the one register and of all others: told apart in one number. */
const OWN = 1_000_000;

const starting = startTestCentral();
let shops: TestCentral;

beforeAll(async () => {
  shops = await starting;
});

/** An account whose points say which entries are in it. */
async function tellAccount(client: PoolClient, own: number, other: number): Promise<void> {
  const value = {
    points: own * OWN + other,
    availablePoints: 0,
    expiring: [],
    pending: [],
    tier: null,
    reviewOn: null,
    isInGrace: false,
    measured: 0,
    spentMinor: 0,
    visits: 0,
  };
  await publish(client, [{ scope: 'account', key: 'one', shop: null, value }], shops.clock.nowUtcMs);
}

/** One entry after the other goes into the account, as projections do it: with it goes how far the register is. */
async function project(till: WireTill, isOwn: boolean): Promise<void> {
  for (let count = 0; count < ENTRIES; count += 1) {
    await withTransaction(shops.pool, async (client) => {
      const { rows } = await client.query<{ own: number; other: number }>(
        `UPDATE tally SET ${isOwn ? 'own = own + 1' : 'other = other + 1'} RETURNING own, other`,
      );
      const { own, other } = rows[0]!;
      await tellAccount(client, own, other);
      await client.query('UPDATE applied SET seq = seq + 1 WHERE register = $1', [till.id]);
    });
  }
}

/** Changes something else in transactions that last, so that there is always one that is older than what is told. */
async function dawdle(name: string, isOver: () => boolean): Promise<void> {
  for (let round = 0; !isOver(); round += 1) {
    await withTransaction(shops.pool, async (client) => {
      const change: Published = { scope: 'setting', key: name, shop: null, value: { value: round } };
      await publish(client, [change], shops.clock.nowUtcMs);
      await client.query('SELECT pg_sleep(0.02)');
    });
  }
}

test('whenever a register has read to the end, an account has just the entries that it is told are applied', async () => {
  const [till, other] = [await shops.joinTill(), await shops.joinTill()];
  await shops.pool.query('CREATE TABLE tally AS SELECT 0 AS own, 0 AS other');
  await withTransaction(shops.pool, (client) => tellAccount(client, 0, 0));
  await till.signIn();
  const reader = createFeedReader(till);
  const working = new AbortController();
  const isOver = () => working.signal.aborted;
  const seen = new Set<number>();
  const reading = (async () => {
    while (!isOver()) {
      await reader.catchUp();
      const { points } = reader.known.get('account one') as { points: number };
      const { seq } = reader.known.get(`applied ${till.id}`) as { seq: number };
      expect(Math.floor(points / OWN)).toBe(seq);
      seen.add(seq);
    }
  })();
  const dawdling = [dawdle('a', isOver), dawdle('b', isOver)];
  const projecting = Promise.all([project(till, true), project(other, false)]).finally(() => working.abort());
  await Promise.all([projecting, reading, ...dawdling]);
  // It was read while it changed.
  expect(seen.size).toBeGreaterThan(2);
});

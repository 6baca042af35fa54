import { setTimeout } from 'node:timers/promises';
import type { Pool } from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { publish, type Published } from '../../../sync/central/changes.ts';
import { withTransaction } from '../../../sync/central/database.ts';
import { createFeedReader } from './feed-reader.ts';
import { startTestCentral, type TestCentral } from './test-central.ts';

const WRITERS = 16;
const TRANSACTIONS = process.env['GUITAI_LONG'] === '1' ? 400 : 40;
const KEYS_EACH = 3;

const starting = startTestCentral();
let shops: TestCentral;

beforeAll(async () => {
  shops = await starting;
});

function uses(key: string): Published {
  return { scope: 'rule-use', key, shop: null, value: { uses: 1, amountMinor: 1 } };
}

/** Writes in transactions that end in another order than they begin: each waits a while between its changes. */
async function writeSlowly(pool: Pool, writer: number): Promise<void> {
  for (let round = 0; round < TRANSACTIONS; round += 1) {
    await withTransaction(pool, async (client) => {
      for (let index = 0; index < KEYS_EACH; index += 1) {
        await publish(client, [uses(`${writer}-${round}-${index}`)], shops.clock.nowUtcMs);
        await client.query('SELECT pg_sleep($1)', [((writer * 7 + round * 3 + index) % 5) / 1_000]);
      }
    });
  }
}

/** The reader that everybody writes first: what has a higher number than the last that was seen. */
async function readNaively(pool: Pool, isOver: () => boolean): Promise<Set<string>> {
  const seen = new Set<string>();
  let last = 0;
  for (let isLastLook = false; ; isLastLook = isOver()) {
    const { rows } = await pool.query<{ key: string; change: number }>(
      `SELECT key, change FROM reference WHERE scope = 'rule-use' AND change > $1 ORDER BY change LIMIT 1000`,
      [last],
    );
    for (const { key, change } of rows) {
      seen.add(key);
      last = change;
    }
    if (isLastLook && rows.length === 0) return seen;
    await setTimeout(1);
  }
}

test('16 slow writers at once, and the feed misses nothing that a cursor on their sequence does', async () => {
  const till = await shops.joinTill();
  const reader = createFeedReader(till, 50);
  const writing = new AbortController();
  const isOver = () => writing.signal.aborted;
  const naive = readNaively(shops.pool, isOver);
  const following = (async () => {
    for (let isLastLook = false; ; isLastLook = isOver()) {
      const { isMore } = await reader.next();
      // A till asks now and then, and central answers so many questions in a time.
      shops.clock.nowUtcMs += 100;
      if (isLastLook && !isMore) return;
    }
  })();
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => writeSlowly(shops.pool, writer)));
  writing.abort();
  const [seenNaively] = await Promise.all([naive, following]);
  const written = WRITERS * TRANSACTIONS * KEYS_EACH;
  const seen = [...reader.known.keys()].filter((key) => key.startsWith('rule-use '));
  expect(seen).toHaveLength(written);
  // The canary: were there nothing to miss, the feed would have proved nothing.
  expect(seenNaively.size).toBeLessThan(written);
  expect(seenNaively.size).toBeGreaterThan(0);
});

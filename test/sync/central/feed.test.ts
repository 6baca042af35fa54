import type { PoolClient } from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { publish, type Published } from '../../../sync/central/changes.ts';
import { openChain } from '../../../sync/central/chain.ts';
import { withTransaction } from '../../../sync/central/database.ts';
import { feedPosition } from '../../../sync/central/feed.ts';
import { readCursor, wholeOf, writeCursor, type FeedCursor } from '../../../sync/central/feed-cursor.ts';
import { forgetGone } from '../../../sync/central/housekeeping.ts';
import { scopes } from '../../../sync/protocol/feed.ts';
import { CURSOR_LENGTH_MAX } from '../../../sync/protocol/limits.ts';
import { createFeedReader, type FeedReader } from './feed-reader.ts';
import { DAY_MS, startTestCentral, type TestCentral } from './test-central.ts';
import type { WireTill } from './wire-till.ts';

const starting = startTestCentral();
let shops: TestCentral;

beforeAll(async () => {
  shops = await starting;
});

function article(key: string, priceE4: number): Published {
  const value = {
    name: `Article ${key}`,
    priceE4,
    floorPriceE4: null,
    department: 'D1',
    taxCode: null,
    unit: 'each' as const,
    brand: '',
    packSize: '',
    minimumAge: null,
    depositCode: null,
    isActive: true,
    barcodes: [],
  };
  return { scope: 'article', key, shop: null, value };
}

function setting(key: string, value: unknown, shop: string | null = null): Published {
  return { scope: 'setting', key, shop, value: { value } };
}

/** Told in one transaction. */
function tell(...changes: Published[]): Promise<void> {
  return withTransaction(shops.pool, (client) => publish(client, changes, shops.clock.nowUtcMs));
}

async function readerAtEnd(till: WireTill, limit?: number): Promise<FeedReader> {
  const reader = createFeedReader(till, limit);
  await reader.catchUp();
  reader.pages.length = 0;
  return reader;
}

function keysOf(reader: FeedReader): string[] {
  return reader.pages.flatMap(({ changes }) => changes.map(({ scope, key }) => `${scope} ${key}`));
}

test('a register is sent what is there, then what changes, as it is now', async () => {
  const till = await shops.joinTill();
  await tell(article('a1', 10_000), article('a2', 20_000));
  const reader = createFeedReader(till);
  await reader.catchUp();
  expect(reader.known.get('article a1')).toEqual(article('a1', 10_000).value);
  reader.pages.length = 0;
  for (let price = 1; price <= 50; price += 1) await tell(article('a1', price));
  await reader.catchUp();
  expect(keysOf(reader)).toEqual(['article a1']);
  expect(reader.known.get('article a1')).toEqual(article('a1', 50).value);
});

test('nothing new leaves the cursor as it is', async () => {
  const reader = await readerAtEnd(await shops.joinTill());
  const { cursor } = reader;
  await reader.catchUp();
  expect(reader.pages).toMatchObject([{ cursor, isMore: false, changes: [] }]);
});

test('what is told again as it was is not sent again', async () => {
  await tell(article('same', 1));
  const reader = await readerAtEnd(await shops.joinTill());
  await tell(article('same', 1));
  await reader.catchUp();
  expect(keysOf(reader)).toEqual([]);
});

test('what is gone is sent as gone', async () => {
  await tell(article('gone', 1));
  const reader = await readerAtEnd(await shops.joinTill());
  await tell({ ...article('gone', 1), value: null });
  await reader.catchUp();
  expect(reader.pages[0]?.changes).toEqual([{ scope: 'article', key: 'gone', value: null }]);
});

test("a register is sent all shops' and its own shop's", async () => {
  const [here, there] = [
    await readerAtEnd(await shops.joinTill('S1')),
    await readerAtEnd(await shops.joinTill('S2')),
  ];
  await tell(setting('all', 1), setting('one', 2, 'S1'));
  await Promise.all([here.catchUp(), there.catchUp()]);
  expect([keysOf(here), keysOf(there)]).toEqual([['setting all', 'setting one'], ['setting all']]);
});

test('a page ends between transactions, and one that is longer than a page is cut', async () => {
  const reader = await readerAtEnd(await shops.joinTill(), 4);
  await tell(article('c1', 1), article('c2', 1), article('c3', 1));
  await tell(article('d1', 1), article('d2', 1), article('d3', 1));
  await tell(...Array.from({ length: 9 }, (_, index) => article(`e${index}`, 1)));
  await reader.catchUp();
  const pages = reader.pages.map(({ changes }) => changes.map(({ key }) => key).join(' '));
  expect(pages).toEqual(['c1 c2 c3', 'd1 d2 d3', 'e0 e1 e2 e3', 'e4 e5 e6 e7', 'e8']);
  expect(reader.pages.map(({ isMore }) => isMore)).toEqual([true, true, true, true, false]);
});

test('a page has a megabyte of values at most, unless one alone has more', async () => {
  const reader = await readerAtEnd(await shops.joinTill());
  for (const key of ['big1', 'big2', 'big3']) await tell(setting(key, 'x'.repeat(600_000)));
  await tell(setting('huge', 'x'.repeat(3_000_000)));
  await reader.catchUp();
  const pages = reader.pages.map(({ changes }) => changes.map(({ key }) => key).join(' '));
  expect(pages).toEqual(['big1 big2', 'big3 huge']);
});

/** Publishes and leaves the transaction open. */
async function tellAndWait(...changes: Published[]): Promise<PoolClient> {
  const client = await shops.pool.connect();
  await client.query('BEGIN');
  await publish(client, changes, shops.clock.nowUtcMs);
  return client;
}

async function commit(client: PoolClient): Promise<void> {
  await client.query('COMMIT');
  client.release();
}

test('what commits late is sent, and holds up nothing that committed before it', async () => {
  const reader = await readerAtEnd(await shops.joinTill());
  const slow = await tellAndWait(article('slow', 1));
  await tell(article('quick', 1));
  await reader.catchUp();
  expect(keysOf(reader)).toEqual(['article quick']);
  await commit(slow);
  await reader.catchUp();
  expect(new Set(keysOf(reader))).toEqual(new Set(['article quick', 'article slow']));
  reader.pages.length = 0;
  await reader.catchUp();
  expect(keysOf(reader)).toEqual([]);
});

test('more than a page behind a running transaction waits for its end', async () => {
  const reader = await readerAtEnd(await shops.joinTill(), 3);
  const slow = await tellAndWait(article('late', 1));
  for (let index = 0; index < 8; index += 1) await tell(article(`many${index}`, index));
  await reader.catchUp();
  expect(keysOf(reader)).toEqual([]);
  await commit(slow);
  await reader.catchUp();
  expect(new Set(keysOf(reader)).size).toBe(9);
});

test('the last page says up to where the own journal is in the accounts, once', async () => {
  const till = await shops.joinTill();
  const reader = createFeedReader(till);
  await reader.catchUp();
  expect(reader.known.get(`applied ${till.id}`)).toEqual({ epoch: 1, seq: 0 });
  await withTransaction(shops.pool, (client) =>
    client.query('UPDATE applied SET seq = 7 WHERE register = $1', [till.id]),
  );
  reader.pages.length = 0;
  await reader.catchUp();
  expect(reader.pages[0]?.changes).toEqual([{ scope: 'applied', key: till.id, value: { epoch: 1, seq: 7 } }]);
  await reader.next();
  expect(reader.pages[1]?.changes).toEqual([]);
  const other = await readerAtEnd(await shops.joinTill());
  expect([...other.known.keys()].filter((key) => key.startsWith('applied'))).toHaveLength(1);
});

/** What central has for a register of `S1`, by scope and key. */
async function allThere(): Promise<[string, unknown][]> {
  const { rows } = await shops.pool.query<{ name: string; value: string }>(
    `SELECT scope || ' ' || key AS name, value FROM reference WHERE value IS NOT NULL AND shop IN ('', 'S1')`,
  );
  return sorted(rows.map(({ name, value }) => [name, JSON.parse(value)]));
}

function sorted(entries: Iterable<[string, unknown]>): [string, unknown][] {
  return [...entries].filter(([name]) => !name.startsWith('applied ')).sort(([a], [b]) => (a < b ? -1 : 1));
}

test('who begins from nothing is sent each scope whole, by key, and then told of its own journal', async () => {
  const till = await shops.joinTill();
  await tell(...['z', 'Ä', 'a', 'B', '可', '\u{1F34E}', '\uFF21'].map((key) => article(`order ${key}`, 1)));
  const reader = createFeedReader(till, 3);
  await reader.catchUp();
  expect(sorted(reader.known)).toEqual(await allThere());
  const parts = reader.pages.map(({ whole }) => whole);
  expect(new Set(parts.map((part) => part?.scope))).toEqual(new Set(scopes));
  const ordered = reader.pages.flatMap(({ changes }) =>
    changes.filter(({ key }) => key.startsWith('order ')),
  );
  expect(ordered.map(({ key }) => key.slice('order '.length))).toEqual([
    'B',
    'a',
    'z',
    'Ä',
    '可',
    '\uFF21',
    '\u{1F34E}',
  ]);
  const told = reader.pages.map(({ changes }) => changes.some(({ scope }) => scope === 'applied'));
  expect(told.indexOf(true)).toBe(reader.pages.length - 1);
});

test('a scope that is asked for anew comes whole, and what changes meanwhile comes with the next page', async () => {
  const till = await shops.joinTill();
  await tell(...Array.from({ length: 9 }, (_, index) => article(`r${index}`, 1)), setting('unasked', 1));
  // Half of a page is for what changes.
  const reader = await readerAtEnd(till, 8);
  const before = reader.known.get('article r8');
  reader.known.set('article r3 is none of central’s', 1);
  reader.known.set('article r5', 'other');
  expect((await till.ask('POST', '/v1/repull', { scopes: ['article'] })).status).toBe(200);
  await reader.next();
  await tell(article('r0', 5), setting('unasked', 2), article('r00', 1), {
    ...article('r7', 1),
    value: null,
  });
  await reader.next();
  // All but what comes whole is as it is now, and of that nothing is missing.
  expect(reader.known.get('article r0')).toEqual(article('r0', 5).value);
  expect(reader.known.get('setting unasked')).toEqual({ value: 2 });
  expect([reader.known.has('article r00'), reader.known.has('article r7')]).toEqual([true, false]);
  expect(reader.known.get('article r8')).toEqual(before);
  await reader.catchUp();
  expect(sorted(reader.known)).toEqual(await allThere());
  expect(new Set(reader.pages.map(({ whole }) => whole?.scope))).toEqual(new Set(['article']));
  const { cursor } = reader;
  reader.pages.length = 0;
  await reader.catchUp();
  expect(reader.pages).toMatchObject([{ cursor, changes: [] }]);
});

test('what is asked for anew while more is on its way comes as well', async () => {
  const till = await shops.joinTill();
  const reader = await readerAtEnd(till, 2);
  await till.ask('POST', '/v1/repull', { scopes: ['article', 'promotion'] });
  await reader.next();
  await till.ask('POST', '/v1/repull', { scopes: ['setting'] });
  reader.pages.length = 0;
  await reader.catchUp();
  expect(new Set(reader.pages.map(({ whole }) => whole?.scope))).toEqual(
    new Set(['setting', 'article', 'promotion']),
  );
});

test('a cursor is too old once what was gone since is forgotten', async () => {
  await tell(article('forgotten', 1));
  const [old, current] = [
    await readerAtEnd(await shops.joinTill()),
    await readerAtEnd(await shops.joinTill()),
  ];
  await tell({ ...article('forgotten', 1), value: null });
  await current.catchUp();
  shops.clock.nowUtcMs += 31 * DAY_MS;
  await forgetGone(shops.central);
  const till = await shops.joinTill();
  const answer = await till.ask('GET', `/v1/feed?cursor=${old.cursor}`);
  expect([answer.status, answer.body['error']]).toEqual([410, 'cursor-too-old']);
  expect((await till.ask('GET', `/v1/feed?cursor=${current.cursor}`)).status).toBe(200);
  const fresh = await readerAtEnd(till);
  expect(fresh.known.has('article forgotten')).toBe(false);
});

test('the feed goes on from a copy that one transaction made', async () => {
  const till = await shops.joinTill();
  const slow = await tellAndWait(article('during', 1));
  const copy = await withTransaction(
    shops.pool,
    async (client) => {
      const cursor = await feedPosition(client);
      const { rows } = await client.query<{ key: string }>(
        `SELECT key FROM reference WHERE value IS NOT NULL`,
      );
      return { cursor, keys: rows.map(({ key }) => key) };
    },
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  );
  await commit(slow);
  await tell(article('after', 1));
  const reader = createFeedReader(till);
  reader.cursor = copy.cursor;
  await reader.catchUp();
  expect(copy.keys).not.toContain('during');
  expect(keysOf(reader)).toEqual(['article during', 'article after', `applied ${till.id}`]);
});

test('in another PostgreSQL all is told anew, and cursors from before are not taken', async () => {
  const { pool, central, clock } = shops;
  const till = await shops.joinTill();
  const reader = await readerAtEnd(till);
  // As a dump loaded into a server that has run fewer transactions.
  await pool.query(`UPDATE reference SET xid = '900000000000' WHERE key = 'a1'`);
  await openChain(pool, central.keys, 'Corner Shops', clock.nowUtcMs);
  expect((await till.ask('GET', `/v1/feed?cursor=${reader.cursor}`)).body['error']).toBe('cursor-too-old');
  const fresh = createFeedReader(till);
  await fresh.catchUp();
  expect(fresh.known).toEqual(reader.known);
});

test('what is no cursor is malformed', async () => {
  const till = await shops.joinTill();
  for (const cursor of [
    'x',
    '1.2.3',
    '........',
    `${'z'.repeat(11)}.1.1.0.0....`,
    '1; DROP TABLE chain; --',
  ]) {
    const answer = await till.ask('GET', `/v1/feed?cursor=${encodeURIComponent(cursor)}`);
    expect([cursor, answer.status]).toEqual([cursor, 400]);
  }
  expect((await till.ask('GET', '/v1/feed?limit=0')).status).toBe(400);
});

test('the longest cursor fits its field', () => {
  const most = { xid: Number.MAX_SAFE_INTEGER, change: Number.MAX_SAFE_INTEGER };
  const cursor: FeedCursor = {
    generation: 2_147_483_647,
    position: most,
    repullId: 2_147_483_647,
    whole: wholeOf(scopes, '\uFFFD'.repeat(200)),
    applied: { epoch: 2_147_483_647, seq: 2_147_483_647 },
  };
  const text = writeCursor(cursor);
  expect(text.length).toBeLessThanOrEqual(CURSOR_LENGTH_MAX);
  expect(readCursor(text)).toEqual(cursor);
});

test('a cursor from before scopes were sent by key is good', () => {
  expect(readCursor('1.2n9c.0.0.3...1.m9')).toEqual({
    generation: 1,
    position: { xid: Number.parseInt('2n9c', 36), change: 0 },
    repullId: 3,
    whole: null,
    applied: { epoch: 1, seq: Number.parseInt('m9', 36) },
  });
});

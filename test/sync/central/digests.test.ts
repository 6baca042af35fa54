import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { canonicalJson } from '../../../domain/facts/canonical-json.ts';
import { publish, type Published } from '../../../sync/central/changes.ts';
import { withTransaction } from '../../../sync/central/database.ts';
import { foldSums } from '../../../sync/central/digests.ts';
import { digestsAnswer, type DigestsAnswer } from '../../../sync/protocol/feed.ts';
import { DIGEST_CHANGED_MAX } from '../../../sync/protocol/limits.ts';
import { createFeedReader, type FeedReader } from './feed-reader.ts';
import { startTestCentral, type TestCentral } from './test-central.ts';
import type { WireTill } from './wire-till.ts';

const starting = startTestCentral();
let shops: TestCentral;

beforeAll(async () => {
  shops = await starting;
});

function setting(key: string, value: unknown, shop: string | null = null): Published {
  return { scope: 'setting', key, shop, value: { value } };
}

function tell(...changes: Published[]): Promise<void> {
  return publish(shops.pool, changes, shops.clock.nowUtcMs);
}

async function askDigests(till: WireTill, reader: FeedReader): Promise<DigestsAnswer> {
  const answer = await till.ask('POST', '/v1/digests', {
    cursor: reader.cursor,
    scopes: ['setting', 'staff'],
  });
  return digestsAnswer.strict().parse(answer.body);
}

/** As the protocol describes it, from what the register knows. */
function digestOf(reader: FeedReader, scope: string, changed: readonly string[] = []) {
  let [count, digest] = [0, 0n];
  for (const [name, value] of reader.known) {
    const key = name.slice(scope.length + 1);
    if (!name.startsWith(`${scope} `) || changed.includes(key)) continue;
    const text = canonicalJson([scope, key, value]);
    digest ^= BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 32)}`);
    count += 1;
  }
  return { scope, count, digest: digest.toString(16).padStart(32, '0'), changed };
}

test("a register's digest of a scope is central's, whatever was changed and taken away", async () => {
  const till = await shops.joinTill('S1');
  await tell(setting('one', { a: 1, ä: '可乐' }), setting('two', 'x"\\\n'), setting('theirs', 1, 'S2'));
  await tell(setting('mine', null, 'S1'), { ...setting('one', 1), value: null }, setting('two', 7));
  const reader = createFeedReader(till);
  await reader.catchUp();
  const equal = { digests: [digestOf(reader, 'setting'), digestOf(reader, 'staff')] };
  expect(equal.digests.map(({ count }) => count)).toEqual([2, 0]);
  expect(await askDigests(till, reader)).toEqual(equal);
  await foldSums(shops.central);
  await foldSums(shops.central);
  expect(await askDigests(till, reader)).toEqual(equal);
  const { rows } = await shops.pool.query<{ count: number }>('SELECT count(*) AS count FROM reference_sum');
  expect(rows[0]?.count).toBe(3);
});

test('what changed after the cursor is left out, and told by its keys', async () => {
  const till = await shops.joinTill('S1');
  await tell(setting('kept', 1), setting('changing', 1), setting('going', 1));
  const reader = createFeedReader(till);
  await reader.catchUp();
  await tell(setting('changing', 2), { ...setting('going', 1), value: null });
  await tell(setting('coming', 1), setting('of another shop', 1, 'S2'));
  const { digests } = await askDigests(till, reader);
  expect(new Set(digests[0]?.changed)).toEqual(new Set(['changing', 'going', 'coming']));
  expect(digests[0]).toEqual(digestOf(reader, 'setting', digests[0]?.changed));
  await reader.catchUp();
  expect((await askDigests(till, reader)).digests[0]).toEqual(digestOf(reader, 'setting'));
});

test('a scope of which too much has changed is not compared, and the others are', async () => {
  const till = await shops.joinTill('S1');
  const reader = createFeedReader(till);
  await reader.catchUp();
  const many = Array.from({ length: DIGEST_CHANGED_MAX + 1 }, (_, index) => setting(`many ${index}`, 1));
  await tell(...many);
  expect((await askDigests(till, reader)).digests.map(({ scope }) => scope)).toEqual(['staff']);
  await tell(...many.map((one): Published => ({ ...one, scope: 'setting', value: null })));
});

test('nothing is compared that is being sent whole', async () => {
  const till = await shops.joinTill('S1');
  const reader = createFeedReader(till, 2);
  await reader.catchUp();
  await till.ask('POST', '/v1/repull', { scopes: ['setting'] });
  expect(await askDigests(till, reader)).toEqual({ digests: [] });
  await reader.next();
  expect(await askDigests(till, reader)).toEqual({ digests: [] });
  await reader.catchUp();
  expect((await askDigests(till, reader)).digests).toHaveLength(2);
});

/** Changes, adds and takes away without end, in transactions of which some last longer than others. */
async function keepChanging(name: string, isOver: () => boolean): Promise<void> {
  for (let round = 0; !isOver(); round += 1) {
    const key = `${name} ${round % 7}`;
    const change = setting(key, round);
    await withTransaction(shops.pool, async (client) => {
      const told = round % 3 === 0 ? { ...change, value: null } : change;
      await publish(client, [told], shops.clock.nowUtcMs);
      await client.query('SELECT pg_sleep($1)', [round % 2 === 0 ? 0 : 0.01]);
    });
  }
}

test('while things change without end, what a register has is what central says at its cursor', async () => {
  const till = await shops.joinTill('S1');
  const reader = createFeedReader(till);
  const working = new AbortController();
  const changing = ['a', 'b', 'c'].map((name) => keepChanging(name, () => working.signal.aborted));
  let changedCount = 0;
  try {
    await reader.catchUp();
    for (let round = 0; round < 60; round += 1) {
      const { digests } = await askDigests(till, reader);
      expect(digests[0]).toEqual(digestOf(reader, 'setting', digests[0]?.changed));
      changedCount += digests[0]?.changed.length ?? 0;
      await reader.next();
      if (round % 20 === 10) await foldSums(shops.central);
    }
  } finally {
    working.abort();
    await Promise.all(changing);
  }
  expect(changedCount).toBeGreaterThan(0);
});

test('a digest for what is no cursor is malformed', async () => {
  const till = await shops.joinTill('S1');
  const answer = await till.ask('POST', '/v1/digests', { cursor: 'x', scopes: ['setting'] });
  expect([answer.status, answer.body['error']]).toEqual([400, 'malformed']);
});

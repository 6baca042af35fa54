import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { canonicalJson } from '../../../domain/facts/canonical-json.ts';
import { publish, type Published } from '../../../sync/central/changes.ts';
import { digestsAnswer, type DigestsAnswer } from '../../../sync/protocol/feed.ts';
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
function digestOf(reader: FeedReader, scope: string): string {
  let digest = 0n;
  for (const [name, value] of reader.known) {
    if (!name.startsWith(`${scope} `)) continue;
    const text = canonicalJson([scope, name.slice(scope.length + 1), value]);
    digest ^= BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 32)}`);
  }
  return digest.toString(16).padStart(32, '0');
}

test("a register's digest of a scope is central's, whatever was changed and taken away", async () => {
  const till = await shops.joinTill('S1');
  await tell(setting('one', { a: 1, ä: '可乐' }), setting('two', 'x"\\\n'), setting('theirs', 1, 'S2'));
  await tell(setting('mine', null, 'S1'), { ...setting('one', 1), value: null }, setting('two', 7));
  const reader = createFeedReader(till);
  await reader.catchUp();
  expect(await askDigests(till, reader)).toEqual({
    isCurrent: true,
    digests: [
      { scope: 'setting', count: 2, digest: digestOf(reader, 'setting') },
      { scope: 'staff', count: 0, digest: '0'.repeat(32) },
    ],
  });
});

test('a digest that was added up before counts only until something changed', async () => {
  const till = await shops.joinTill('S1');
  const reader = createFeedReader(till);
  for (const value of [1, 2, null]) {
    const change = setting('changing', value);
    await tell(value === null ? { ...change, value: null } : change);
    await reader.catchUp();
    const [first, again] = [await askDigests(till, reader), await askDigests(till, reader)];
    expect(first.digests[0]?.digest).toBe(digestOf(reader, 'setting'));
    expect(again).toEqual(first);
  }
});

test('a register that has not heard of all is told to catch up first', async () => {
  const till = await shops.joinTill('S1');
  const reader = createFeedReader(till);
  await reader.catchUp();
  await tell(setting('news', 1));
  expect(await askDigests(till, reader)).toEqual({ isCurrent: false, digests: [] });
  await reader.catchUp();
  expect((await askDigests(till, reader)).isCurrent).toBe(true);
  await tell(setting('of another shop', 1, 'S2'));
  expect((await askDigests(till, reader)).isCurrent).toBe(true);
});

test('a digest for what is no cursor is malformed', async () => {
  const till = await shops.joinTill('S1');
  const answer = await till.ask('POST', '/v1/digests', { cursor: 'x', scopes: ['setting'] });
  expect([answer.status, answer.body['error']]).toEqual([400, 'malformed']);
});

import { beforeAll, expect, test } from 'vitest';
import { createLimiter } from '../../../sync/central/request-limits.ts';
import { startTestCentral, type TestCentral } from './test-central.ts';
import { createWireTill, joined } from './wire-till.ts';

const starting = startTestCentral();
let shops: TestCentral;

beforeAll(async () => {
  shops = await starting;
});

test('a burst is let through, then one after each interval, for each name by itself', () => {
  const limiter = createLimiter({ burst: 2, refillMs: 100 });
  expect([limiter.take('a', 0), limiter.take('a', 0), limiter.take('a', 0)]).toEqual([0, 0, 100]);
  expect([limiter.take('b', 0), limiter.look('a', 40), limiter.take('a', 100)]).toEqual([0, 60, 0]);
  expect([limiter.take('a', 100), limiter.take('a', 10_000), limiter.take('a', 10_000)]).toEqual([100, 0, 0]);
});

test('a clock that goes back gives nothing and takes nothing', () => {
  const limiter = createLimiter({ burst: 1, refillMs: 100 });
  expect([limiter.take('a', 1_000), limiter.take('a', 0), limiter.take('a', 1_100)]).toEqual([0, 100, 0]);
});

test('whoever guesses codes waits, and may then join with a right one', async () => {
  const till = createWireTill(shops.url);
  const guesses = [];
  for (let index = 0; index < 31; index += 1)
    guesses.push((await till.enrol(`AAAA-BBBB-${1_000 + index}`)).body['error']);
  expect(guesses.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 'code-unknown'));
  const code = await shops.makeCode();
  const refused = await till.enrol(code);
  expect([refused.body['error'], refused.headers.get('retry-after')]).toEqual(['busy', '2']);
  shops.clock.nowUtcMs += 2_000;
  joined(await till.enrol(code));
});

test('a register that asks without end waits, and the others do not', async () => {
  const [greedy, other] = [await shops.joinTill(), await shops.joinTill()];
  await Promise.all([greedy.signIn(), other.signIn()]);
  const statuses = new Set<number>();
  for (let round = 0; round < 26; round += 1) {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => greedy.ask('GET', '/v1/feed?limit=1')),
    );
    for (const { status } of answers) statuses.add(status);
  }
  expect(statuses).toEqual(new Set([200, 503]));
  expect((await other.ask('GET', '/v1/feed?limit=1')).status).toBe(200);
});

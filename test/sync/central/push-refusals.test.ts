import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { startTestCentral, type TestCentral } from './test-central.ts';
import { chainEntry, createWireTill, send, type WireTill } from './wire-till.ts';

const starting = startTestCentral();
let shops: TestCentral;

beforeAll(async () => {
  shops = await starting;
});

async function storedCount(till: WireTill): Promise<number> {
  const { rowCount } = await shops.pool.query('SELECT FROM entry WHERE register = $1', [till.id]);
  return rowCount ?? 0;
}

test.each([
  ['no JSON', Buffer.from('{"entries":'), {}],
  ['nothing', Buffer.alloc(0), {}],
  ['no gzip', Buffer.from('hello'), { 'content-encoding': 'gzip' }],
  ['a packing of another kind', Buffer.from('hello'), { 'content-encoding': 'br' }],
  [
    'no entries',
    Buffer.from('{"entries":[],"salts":{},"waiting":{"entries":0,"oldestAtUtcMs":null},"sentAtUtcMs":1}'),
    {},
  ],
  ['a list', Buffer.from('[]'), {}],
])('a push that is %s is malformed', async (_what, bytes, headers) => {
  const till = await shops.joinTill();
  const options = { bytes, headers: { 'content-type': 'application/json', ...headers } };
  const answer = await till.ask('POST', '/v1/push', undefined, options);
  expect([answer.status, answer.body['error']]).toEqual([400, 'malformed']);
});

test.each([
  ['a number that no column holds', { seq: 2 ** 40 }],
  ['a character that no text has', { actor: 'a\u0000b' }],
  ['a payload with one', { payload: '{"a":"\u0000"}' }],
  ['a moment in the year 3000', { atUtcMs: Date.UTC(3000, 0) }],
  ['a moment in the year 999', { atUtcMs: Date.UTC(1000, 0) - 1 }],
  ['a business date in the year 3000', { businessDate: '3000-01-01' }],
])('an entry with %s is malformed and nothing of it is stored', async (_what, changes) => {
  const till = await shops.joinTill();
  const entry = chainEntry(till.id, undefined, 'cash.moved', '{}', { seq: 1, ...changes });
  const answer = await till.push([entry]);
  const isRefused = answer.status === 400 || answer.body['status'] === 'expected';
  expect(isRefused).toBe(true);
  expect(await storedCount(till)).toBe(0);
});

test.each([
  ['is past every year', { sentAtUtcMs: Number.MAX_SAFE_INTEGER }],
  ['is before every year', { sentAtUtcMs: Number.MIN_SAFE_INTEGER }],
  [
    'says that something waits since then',
    { waiting: { entries: 1, oldestAtUtcMs: Number.MAX_SAFE_INTEGER } },
  ],
])('a push whose clock %s is malformed, and the register is listed as before', async (_what, changes) => {
  const till = await shops.joinTill();
  const answer = await till.push([till.write('cash.moved', {})], changes);
  expect([answer.status, answer.body['error']]).toEqual([400, 'malformed']);
  const { rows } = await shops.pool.query(
    'SELECT clock_ahead_ms, waiting_oldest_at_utc_ms FROM register WHERE id = $1',
    [till.id],
  );
  expect(rows).toEqual([{ clock_ahead_ms: null, waiting_oldest_at_utc_ms: null }]);
});

test.each([Date.UTC(2999, 11, 31), Date.UTC(1000, 0), 0])(
  'a clock that says %i is wrong, and its sales are taken',
  async (sentAtUtcMs) => {
    const till = await shops.joinTill();
    const entry = till.write('cash.moved', {}, { atUtcMs: sentAtUtcMs });
    expect((await till.push([entry], { sentAtUtcMs })).body['status']).toBe('stored');
    const { rows } = await shops.pool.query('SELECT clock_ahead_ms AS ahead FROM register WHERE id = $1', [
      till.id,
    ]);
    expect(rows).toEqual([{ ahead: sentAtUtcMs - shops.clock.nowUtcMs }]);
  },
);

test('a body that unpacks to more than it may is refused before it is unpacked', async () => {
  const till = await shops.joinTill();
  const bomb = gzipSync(Buffer.alloc(50_000_000));
  expect(bomb.length).toBeLessThan(100_000);
  const options = {
    bytes: bomb,
    headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
  };
  const answer = await till.ask('POST', '/v1/push', undefined, options);
  expect([answer.status, answer.body['error']]).toEqual([413, 'too-large']);
});

test('fifty megabytes are not read, and the next request is answered', async () => {
  const till = await shops.joinTill();
  till.write('cash.moved', {});
  const bytes = Buffer.alloc(50_000_000, 0x20);
  // Central ends the connection, so that whoever still sends may see that before the answer.
  const refused = await till.ask('POST', '/v1/push', undefined, { bytes }).then(
    ({ status }) => status,
    () => 'the connection ended',
  );
  expect([413, 'the connection ended']).toContain(refused);
  const unsigned = await send(`${shops.url}/v1/push`, {
    method: 'POST',
    headers: { 'guitai-protocol': '1' },
    body: bytes,
  }).then(
    ({ status }) => status,
    () => 'the connection ended',
  );
  expect([401, 'the connection ended']).toContain(unsigned);
  expect((await till.push(till.journal)).body['status']).toBe('stored');
});

test('another till pushes nothing into this journal', async () => {
  const till = await shops.joinTill();
  till.write('cash.moved', {});
  till.write('cash.moved', {});
  const thief = await shops.joinTill();
  expect((await thief.push(till.journal)).body['status']).toBe('fork');
  expect(await storedCount(till)).toBe(0);
  expect(await storedCount(thief)).toBe(0);
  expect((await createWireTill(shops.url, till.id).push(till.journal)).status).toBe(401);
});

import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { centralError, errorStatus } from '../../../sync/protocol/errors.ts';
import { startTestCentral, type TestCentral } from './test-central.ts';
import type { Answer, WireTill } from './wire-till.ts';
import { chainEntry, send } from './wire-till.ts';

const RUNS = process.env['GUITAI_LONG'] === '1' ? 10_000 : 200;

const starting = startTestCentral();
let shops: TestCentral;
let till: WireTill;

beforeAll(async () => {
  shops = await starting;
  till = await shops.joinTill();
  for (let index = 0; index < 3; index += 1) till.write('cash.moved', { index });
  await till.push(till.journal);
  await till.signIn();
});

const paths = [
  '/v1/enrol',
  '/v1/challenge',
  '/v1/session',
  '/v1/push',
  '/v1/feed',
  '/v1/digests',
  '/v1/repull',
  '/v1/journal',
  '/v1/holds',
  '/v1/holds/x',
  '/v1/leases',
  '/v1/receipts/reserve',
  '/v1/days',
  '/v1/snapshot',
  '/v1/snapshot/x/0',
  '/v1/none',
];
const methods = fc.constantFrom('GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'HEAD', 'OPTIONS');
const fields = fc.constantFrom(
  ...'entries salts waiting sentAtUtcMs registerId challenge signature code publicKey saleId memberId'.split(
    ' ',
  ),
  ...'points couponIds cursor scopes receiptNumber refundSaleId epoch'.split(' '),
);
const values = fc.oneof(
  fc.jsonValue(),
  fc.uuid(),
  fc.base64String(),
  fc.constantFrom(-1, 2 ** 31, 2 ** 53, '\u0000', '__proto__', 'member', "'; DROP TABLE entry; --"),
  fc.array(fc.uuid(), { maxLength: 3 }),
);
const records = fc.dictionary(fields, values, { maxKeys: 6 });
/** A push that is right but for one field of an entry. */
const nearlyPushes = fc.record({
  field: fc.constantFrom('epoch', 'seq', 'id', 'type', 'schema', 'atUtcMs', 'payload', 'hash', 'actor'),
  value: values,
});
const texts = fc.oneof(
  records.map((record) => JSON.stringify(record)),
  fc.json(),
  fc.string({ maxLength: 2_000 }),
  nearlyPushes.map(({ field, value }) =>
    JSON.stringify({
      entries: [
        { ...chainEntry('01900000-0000-7000-8000-000000000000', undefined, 't', '{}'), [field]: value },
      ],
      salts: {},
      waiting: { entries: 0, oldestAtUtcMs: null },
      sentAtUtcMs: 1,
    }),
  ),
);
/** What unpacks to a little more than a body may have, and to much more. */
const bombs = [3_000_000, 50_000_000].map((bytes) => gzipSync(Buffer.alloc(bytes, 0x31)));
const bodies = fc.oneof(
  texts.map((text) => ({ bytes: Buffer.from(text), headers: {} })),
  texts.map((text) => ({ bytes: gzipSync(text), headers: { 'content-encoding': 'gzip' } })),
  fc
    .uint8Array({ maxLength: 3_000 })
    .map((bytes) => ({ bytes: Buffer.from(bytes), headers: { 'content-encoding': 'gzip' } })),
  fc.constantFrom(...bombs).map((bytes) => ({ bytes, headers: { 'content-encoding': 'gzip' } })),
);
const queries = fc.oneof(
  fc.constant(''),
  fc.webQueryParameters().map((query) => `?${query}`),
  fc.tuple(fields, fc.webQueryParameters()).map(([field, query]) => `?${field}=${query.replaceAll('&', '')}`),
);
const requests = fc.record({
  method: methods,
  path: fc.constantFrom(...paths),
  query: queries,
  body: bodies,
  isSigned: fc.boolean(),
});

/** Sent as a program would that is not ours. */
async function sendAny({
  method,
  path,
  query,
  body,
  isSigned,
}: typeof requests extends fc.Arbitrary<infer T> ? T : never): Promise<Answer> {
  // As the parser of addresses writes it, which is what is signed.
  const { pathname, search } = new URL(path + query, shops.url);
  const hasBody = !['GET', 'HEAD'].includes(method);
  const headers = { 'content-type': 'application/json', ...body.headers };
  const options = { bytes: hasBody ? body.bytes : Buffer.alloc(0), headers: hasBody ? headers : {} };
  if (isSigned) return till.ask(method, pathname + search, undefined, options);
  return send(shops.url + pathname + search, {
    method,
    headers: { 'guitai-protocol': '1', ...options.headers },
    ...(hasBody ? { body: options.bytes } : {}),
  });
}

test('whatever is sent, central answers as the protocol says, writes nothing wrong and stays', async () => {
  const before = await stored();
  const statuses = new Set<number>([200, 404, ...Object.values(errorStatus)]);
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      // Each counts as a minute later, so that limits are not what answers; the token stays good.
      shops.clock.nowUtcMs += 60;
      const { status, body } = await sendAny(request);
      expect(statuses).toContain(status);
      if (status >= 400 && request.method !== 'HEAD') centralError.parse(body);
    }),
    { numRuns: RUNS },
  );
  expect(await stored()).toEqual(before);
  const next = till.write('cash.moved', {});
  await shops.pool.query(`UPDATE register SET state = 'active' WHERE id = $1`, [till.id]);
  expect((await till.push([next])).body['status']).toBe('stored');
});

/** What garbage may not change: journals, registers but for their state, and what registers are told. */
async function stored(): Promise<unknown> {
  const { rows } = await shops.pool.query(
    `SELECT (SELECT count(*) FROM entry) AS entries, (SELECT count(*) FROM register) AS registers,
       (SELECT count(*) FROM reference WHERE scope <> 'exception') AS told, (SELECT count(*) FROM member_salt) AS salts`,
  );
  return rows[0];
}

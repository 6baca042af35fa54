import type { FastifyInstance } from 'fastify';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { readProxies, trustNearProxy, type TrustsProxy } from '../../../sync/central/proxies.ts';
import { createServer } from '../../../sync/central/server.ts';
import { startTestCentral, type TestCentral } from './test-central.ts';
import { createWireTill } from './wire-till.ts';

/** As many wrong codes as one address may send at once. */
const FAILURES = 30;
const starting = startTestCentral();
let shops: TestCentral;
let app: FastifyInstance | null = null;

beforeAll(async () => {
  shops = await starting;
});
afterEach(() => app?.close());

/** A server of its own, which has counted nobody's failures yet. */
async function listen(trustsProxy?: TrustsProxy): Promise<string> {
  app = createServer(shops.central, trustsProxy ? { trustsProxy } : {});
  return app.listen({ host: '127.0.0.1', port: 0 });
}

/** Tries a code that nobody made; what came before the proxy, and the address that the proxy saw, are in the header. */
async function guess(url: string, forwardedFor: string): Promise<unknown> {
  const { body } = await createWireTill(url).enrol('0000-0000-0000', {}, undefined, {
    'x-forwarded-for': forwardedFor,
  });
  return body['error'];
}

async function guessAs(url: string, forwardedFor: (turn: number) => string): Promise<unknown[]> {
  const said: unknown[] = [];
  for (let turn = 0; turn <= FAILURES; turn += 1) said.push(await guess(url, forwardedFor(turn)));
  return said;
}

const limited = [...Array.from({ length: FAILURES }, () => 'code-unknown'), 'busy'];

test('whoever guesses codes is stopped, whatever addresses they say are theirs', async () => {
  const url = await listen(trustNearProxy());
  expect(await guessAs(url, (turn) => `198.51.100.${turn}, 203.0.113.9`)).toEqual(limited);
  expect(await guess(url, '203.0.113.9, 192.168.0.1, 203.0.113.9')).toBe('busy');
});

test('nobody shuts a shop out by saying that they are it', async () => {
  const url = await listen(trustNearProxy());
  expect(await guessAs(url, () => '192.0.2.50, 203.0.113.9')).toEqual(limited);
  expect(await guess(url, '192.0.2.50')).toBe('code-unknown');
});

test('without a proxy nobody is believed', async () => {
  const url = await listen();
  expect(await guessAs(url, (turn) => `198.51.100.${turn}`)).toEqual(limited);
});

test('of proxies that are named no other is believed, though it is near', async () => {
  const url = await listen(readProxies('192.0.2.0/24')!);
  expect(await guessAs(url, (turn) => `198.51.100.${turn}`)).toEqual(limited);
});

test('proxies behind each other are believed where all of them are named', async () => {
  const url = await listen(readProxies('127.0.0.1, 192.0.2.0/24')!);
  expect(await guessAs(url, (turn) => `198.51.100.${turn}, 203.0.113.9, 192.0.2.7`)).toEqual(limited);
  expect(await guess(url, '203.0.113.10, 192.0.2.7')).toBe('code-unknown');
});

test.each([
  ['127.0.0.1', true],
  ['::1', true],
  ['10.1.2.3', true],
  ['172.31.255.255', true],
  ['::ffff:192.168.1.1', true],
  ['fd00::1', true],
  ['fe80::1%eth0', true],
  ['172.32.0.1', false],
  ['203.0.113.9', false],
  ['2001:db8::1', false],
  ['::ffff:203.0.113.9', false],
  ['nowhere', false],
])('a proxy at %s that is connected is near: %s', (address, isNear) => {
  expect(trustNearProxy()(address, 0)).toBe(isNear);
  expect(trustNearProxy()(address, 1)).toBe(false);
});

test.each(['', 'proxy.example.org', '10.0.0.0/33', '10.0.0.0/x', '10.0.0.0/8/8', '127.0.0.1,', '::1/129'])(
  'proxies are not named by “%s”',
  (text) => {
    expect(readProxies(text)).toBeNull();
  },
);

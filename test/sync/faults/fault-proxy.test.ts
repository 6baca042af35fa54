import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRandom } from '../../faults/random.ts';
import { openFaultProxy, type FaultProxy } from './fault-proxy.ts';

let server: Server;
let proxy: FaultProxy;
let served: string[];

beforeEach(async () => {
  served = [];
  server = createServer((message, answer) => {
    const serve = (body: string): void => {
      served.push(body);
      answer.end(`got ${body}`);
    };
    // A request that was cut off is none.
    text(message).then(serve, () => answer.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await openFaultProxy((server.address() as AddressInfo).port, createRandom(1));
});

afterEach(async () => {
  await proxy.close();
  server.closeAllConnections();
  server.close();
});

async function post(body: string, timeoutMs = 10_000): Promise<string> {
  const call = request({ port: proxy.port, method: 'POST', agent: false, timeout: timeoutMs });
  call.on('timeout', () => call.destroy(new Error('no answer')));
  call.end(body);
  const [answer] = (await once(call, 'response')) as [NodeJS.ReadableStream];
  return text(answer);
}

test('a healthy network passes a request and its answer', async () => {
  expect(await post('one')).toBe('got one');
  expect(served).toEqual(['one']);
});

test('one that loses answers carries the request out, and its sender learns nothing', async () => {
  proxy.set({ losesAnswers: true });
  await expect(post('two')).rejects.toThrow(/hang up|ECONNRESET/);
  expect(served).toEqual(['two']);
});

test('one that refuses takes no request, and one that is silent keeps it to itself until it is mended', async () => {
  proxy.set({ state: 'refused' });
  await expect(post('three')).rejects.toThrow(/hang up|ECONNRESET/);
  proxy.set({ state: 'silent' });
  await expect(post('four', 100)).rejects.toThrow('no answer');
  proxy.set({ state: 'up' });
  expect(await post('five')).toBe('got five');
  expect(served).not.toContain('three');
});

test('one that repeats delivers a request twice and answers it once', async () => {
  proxy.set({ repeatsRequests: true });
  expect(await post('six')).toBe('got six');
  await expect.poll(() => served).toEqual(['six', 'six']);
});

test('one that loses connections breaks about so many of them off', async () => {
  proxy.set({ lossShare: 0.5 });
  const body = 'x'.repeat(20_000);
  const sent = await Promise.allSettled(Array.from({ length: 40 }, () => post(body)));
  const lost = sent.filter(({ status }) => status === 'rejected').length;
  expect(lost).toBeGreaterThan(8);
  expect(lost).toBeLessThan(32);
  expect(proxy.figures().broken).toBe(lost);
});

test('a slow one takes the time that its pace says', async () => {
  proxy.set({ bytesPerSecond: 20_000 });
  const startMs = performance.now();
  await post('x'.repeat(4_000));
  expect(performance.now() - startMs).toBeGreaterThan(190);
});

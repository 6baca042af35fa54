import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { findService } from '../../../register/service/service-file.ts';
import { CONNECTIONS_MAX } from '../../../register/service/web-socket-host.ts';
import { createFolder, startServiceProcess, type ServiceProcess } from './service-process.ts';

const folder = createFolder();
let service: ServiceProcess;

beforeAll(async () => {
  service = await startServiceProcess(folder);
});

interface Attempt {
  readonly token?: string;
  readonly path?: string;
  readonly host?: string;
  readonly origin?: string;
}

/** Tries to connect; `open`, or the HTTP status that refused. */
async function attempt({ token, path, ...headers }: Attempt): Promise<'open' | number> {
  const query = token === undefined ? '' : `?token=${token}`;
  const socket = new WebSocket(`ws://127.0.0.1:${service.address.port}${path ?? '/'}${query}`, { headers });
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      socket.terminate();
      resolve('open');
    });
    socket.once('unexpected-response', (_request, { statusCode }) => {
      socket.terminate();
      resolve(statusCode ?? 0);
    });
    socket.once('error', reject);
  });
}

describe('the socket of the service', () => {
  test('admits a program that knows a token of this start, and no other', async () => {
    const { counter, command } = service.address.tokens;
    expect(await attempt({ token: counter })).toBe('open');
    expect(await attempt({ token: command })).toBe('open');
    expect(await attempt({})).toBe(401);
    expect(await attempt({ token: '' })).toBe(401);
    expect(await attempt({ token: counter.slice(1) })).toBe(401);
    expect(await attempt({ token: `${counter}a` })).toBe(401);
    expect(await attempt({ token: 'A'.repeat(43) })).toBe(401);
    expect(await attempt({ token: counter, path: '/elsewhere' })).toBe(404);
  });

  test('refuses a foreign web page even with the token, and admits a page of its own', async () => {
    const token = service.address.tokens.counter;
    const { port } = service.address;
    expect(await attempt({ token, origin: 'https://example.com' })).toBe(403);
    expect(await attempt({ token, origin: 'null' })).toBe(403);
    expect(await attempt({ token, origin: `http://127.0.0.1:${port + 1}` })).toBe(403);
    expect(await attempt({ token, origin: `http://127.0.0.1.example.com:${port}` })).toBe(403);
    expect(await attempt({ token, origin: `http://127.0.0.1:${port}` })).toBe('open');
    expect(await attempt({ token, origin: `http://localhost:${port}` })).toBe('open');
  });

  test('refuses a name that was made to point to this machine', async () => {
    const token = service.address.tokens.counter;
    const { port } = service.address;
    expect(await attempt({ token, host: `shop.example.com:${port}` })).toBe(403);
    expect(await attempt({ token, host: '127.0.0.1' })).toBe(403);
    expect(await attempt({ token, host: `localhost:${port}` })).toBe('open');
  });

  test('answers plain HTTP with nothing', async () => {
    const asked = request({ port: service.address.port, path: '/service.json' }).end();
    const [response] = (await once(asked, 'response')) as [{ statusCode: number; resume(): void }];
    response.resume();
    expect(response.statusCode).toBe(426);
  });

  test(`takes ${CONNECTIONS_MAX} connections, and again one when one is gone`, async () => {
    const other = await startServiceProcess(createFolder());
    const open = await Promise.all(Array.from({ length: CONNECTIONS_MAX }, () => other.connect('counter')));
    await expect(other.connect('counter')).rejects.toThrow('cannot be reached');
    for (const { client } of open) await client.session.who();
    open[0]!.close();
    await expect.poll(() => other.connect('counter').catch(() => null)).not.toBeNull();
    for (const connection of open) connection.close();
  });
});

describe('the address file of the service', () => {
  test.skipIf(process.platform === 'win32')('is readable by its owner only', () => {
    expect(statSync(join(folder, 'service.json')).mode & 0o777).toBe(0o600);
  });

  test('has other tokens after a start, and is gone after the end', async () => {
    const other = createFolder();
    const first = await startServiceProcess(other);
    await first.end('SIGTERM');
    expect(findService(other)).toBeNull();
    const second = await startServiceProcess(other);
    expect(second.address.tokens).not.toEqual(first.address.tokens);
    expect(
      new Set([...Object.values(second.address.tokens), ...Object.values(first.address.tokens)]).size,
    ).toBe(4);
  });

  test('that a killed service left behind counts as none', async () => {
    const other = createFolder();
    const killed = await startServiceProcess(other);
    await killed.end('SIGKILL');
    expect(readFileSync(join(other, 'service.json'), 'utf8')).toContain(String(killed.address.pid));
    expect(findService(other)).toBeNull();
  });

  test('keeps the tokens out of the log', () => {
    const log = readFileSync(join(folder, 'logs', 'service.log'), 'utf8');
    expect(log).toContain('"started"');
    expect(log).not.toContain(service.address.tokens.counter);
    expect(log).not.toContain(service.address.tokens.command);
  });
});

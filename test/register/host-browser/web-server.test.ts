import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countPages } from '../../../register/host-browser/page-count.ts';
import { openWebServer, type WebServer } from '../../../register/host-browser/web-server.ts';
import { readRendererFiles } from '../../../register/host/renderer-files.ts';
import { startServiceProcess } from '../../../register/host/service-process.ts';
import { superviseService, type Supervisor } from '../../../register/host/service-supervisor.ts';
import { findService } from '../../../register/service/service-file.ts';
import { createFolder, openCounter, valueOf } from '../service/service-process.ts';
import { ask, connectPage, createScreens, enter, openSocket } from './fixture-host.ts';

const folder = createFolder();
const pages = countPages();
let supervisor: Supervisor;
let server: WebServer;
let port: number;
let cookie: string;
let origin: string;

beforeAll(async () => {
  supervisor = superviseService(() => startServiceProcess({ folder }));
  const files = readRendererFiles(createScreens());
  server = await openWebServer({ files, supervisor, pages, port: 0 });
  ({ port, cookie } = await enter(server.ticketAddress()));
  origin = `http://127.0.0.1:${port}`;
  await supervisor.whenReady(20_000);
});
afterAll(async () => {
  await server.close();
  await supervisor.stop();
});

describe('a ticket', () => {
  test('is exchanged once for a cookie that no script and no other site has', async () => {
    const { pathname, search } = new URL(server.ticketAddress());
    const first = await ask(port, `${pathname}${search}`);
    expect(first).toMatchObject({ status: 303, headers: { location: '/' } });
    expect(first.headers['set-cookie']).toEqual([
      expect.stringMatching(/^guitai-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    const second = await ask(port, `${pathname}${search}`);
    expect(second.status).toBe(403);
    expect(second.headers['set-cookie']).toBeUndefined();
  });

  test('that was used brings who has the cookie to the register again', async () => {
    const { pathname, search } = new URL(server.ticketAddress());
    await ask(port, `${pathname}${search}`);
    expect(await ask(port, `${pathname}${search}`, { cookie })).toMatchObject({ status: 303 });
  });

  test('is given to a program that knows the token of the host, and to no page', async () => {
    const authorization = `Bearer ${server.hostToken}`;
    const given = await ask(port, '/host/ticket', { authorization }, 'POST');
    expect((await enter(given.body)).cookie).toBe(cookie);
    const refused = [
      await ask(port, '/host/ticket', { authorization: 'Bearer x' }, 'POST'),
      await ask(port, '/host/ticket', { cookie }, 'POST'),
      await ask(port, '/host/ticket', { authorization, origin }, 'POST'),
      await ask(port, '/host/ticket', { authorization }, 'GET'),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  });

  test('is forgotten when sixteen newer ones were given', async () => {
    const oldest = new URL(server.ticketAddress());
    for (let given = 0; given < 16; given += 1) server.ticketAddress();
    expect((await ask(port, `/${oldest.search}`)).status).toBe(403);
  });
});

describe('without the cookie', () => {
  const paths = ['/', '/index.html', '/assets/page-1a2b.js', '/service/state', '/nothing', '/?ticket=x'];
  test.each(paths)('%s answers with the page that says how to open the register', async (path) => {
    for (const headers of [{}, { cookie: `guitai-${port}=x` }, { cookie: cookie.slice(0, -1) }] as const) {
      const { status, body } = await ask(port, path, headers);
      expect(status).toBe(403);
      expect(body).toContain('npm start');
      expect(body).toContain('请点击收银台图标');
    }
  });
});

describe('with the cookie', () => {
  test('the screens are there, also after a reload', async () => {
    for (const path of ['/', '/', '/index.html']) {
      const { status, headers, body } = await ask(port, path, { cookie });
      expect(status).toBe(200);
      expect(headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
      });
      expect(body).toContain('<title>fixture</title>');
    }
  });

  test('the customer’s screen is there, by one path only, and may connect to nothing', async () => {
    const { status, headers, body } = await ask(port, '/display', { cookie });
    expect({ status, body }).toMatchObject({ status: 200, body: expect.stringContaining('customer') });
    expect(headers['content-security-policy']).toContain("connect-src 'none'");
    expect((await ask(port, '/display.html', { cookie })).status).toBe(404);
    expect((await ask(port, '/display')).status).toBe(403);
  });

  test('a file that is named by its content may be kept, and has its type', async () => {
    const { headers } = await ask(port, '/assets/page-1a2b.js', { cookie: `other=1; ${cookie}` });
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(headers['cache-control']).toContain('immutable');
  });

  const strays = [
    '/../../../etc/passwd',
    '/..%2f..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/../../package.json',
    '/assets/..\\..\\package.json',
    '/assets/',
    '/notes.unknown',
    '/index.html%00.js',
    '/%',
    '//etc/passwd',
    '/INDEX.HTML',
  ];
  test.each(strays)('%s leads to no file', async (path) => {
    const { status, body } = await ask(port, path, { cookie });
    expect([403, 404]).toContain(status);
    expect(body).not.toContain('root:');
  });

  test('nothing but reading is answered', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      expect((await ask(port, '/', { cookie }, method)).status, method).toBe(405);
    }
    expect(await ask(port, '/', { cookie }, 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  test('the state of the service is told, and nothing that admits to it', async () => {
    const { body } = await ask(port, '/service/state', { cookie });
    expect(JSON.parse(body)).toEqual({ state: 'ready' });
  });
});

describe('another name or page', () => {
  const hosts = (own: number) => [
    `shop.example.com:${own}`,
    `localhost:${own}`,
    '127.0.0.1',
    `127.0.0.1:${own + 1}`,
  ];

  test('that points to this machine is refused, with the ticket and with the cookie', async () => {
    for (const host of hosts(port)) {
      const { search } = new URL(server.ticketAddress());
      expect((await ask(port, `/${search}`, { host })).status, host).toBe(403);
      expect((await ask(port, '/', { host, cookie })).status, host).toBe(403);
      expect(await openSocket(port, { host, cookie, origin }), host).toBe(403);
    }
  });

  test('opens no socket, nor does one without the cookie or on another path', async () => {
    const foreign = [
      'https://example.com',
      'null',
      `http://127.0.0.1:${port + 1}`,
      `http://localhost:${port}`,
    ];
    for (const other of foreign) expect(await openSocket(port, { cookie, origin: other }), other).toBe(403);
    expect(await openSocket(port, { cookie })).toBe(403);
    expect(await openSocket(port, { origin })).toBe(403);
    expect(await openSocket(port, { cookie, origin }, '/')).toBe(404);
    expect(await openSocket(port, { cookie, origin }, '/service?token=x')).toBe(404);
  });
});

describe('every answer', () => {
  test('carries the policy that keeps the page to itself', async () => {
    const answers = [
      await ask(port, '/', { cookie }),
      await ask(port, '/'),
      await ask(port, '/nothing', { cookie }),
      await ask(port, '/assets/page-1a2b.js', { cookie }),
      await ask(port, new URL(server.ticketAddress()).search.replace('?', '/?')),
      await ask(port, '/', { host: 'example.com' }),
      await ask(port, '/', {}, 'POST'),
      await ask(port, '/service/state', { cookie }),
    ];
    for (const { headers } of answers) {
      const policy = String(headers['content-security-policy']);
      for (const rule of [
        "default-src 'self'",
        "script-src 'self'",
        `connect-src 'self' ws://127.0.0.1:${port}`,
        "frame-ancestors 'none'",
        "form-action 'none'",
        "base-uri 'none'",
        "object-src 'none'",
      ]) {
        expect(policy.split('; ')).toContain(rule);
      }
      expect(policy).not.toContain('unsafe');
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
    }
  });

  test('is one, also to what is no request', async () => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.end('\u0001\u0002 garbage\r\n\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 400 [^]*Content-Security-Policy: default-src 'self'/);
  });
});

describe('the page', () => {
  test('goes on with its sale when the service is killed under it', async () => {
    const page = await connectPage(port, cookie);
    await openCounter(page.client);
    valueOf(await page.client.basket.addDepartmentSale({ department: 'general', unitPriceE4: 19_900 }));
    const before = valueOf(await page.client.basket.read());
    const cut = once(page.socket, 'close');
    process.kill(findService(folder)!.pid, 'SIGKILL');
    await cut;
    // The host waits for the service that it starts again.
    const again = await connectPage(port, cookie);
    await openCounter(again.client).catch(() => undefined);
    expect(valueOf(await again.client.basket.read())).toEqual(before);
    again.socket.terminate();
  });

  test('is counted while it is connected', async () => {
    const { socket } = await connectPage(port, cookie);
    expect(pages.wasOpened()).toBe(true);
    const patience = new AbortController();
    const none = pages.whenNone(1, patience.signal);
    socket.terminate();
    expect(await none).toBe(true);
  });

  test('is told with 503 that no service came', async () => {
    const stopped = superviseService(() => startServiceProcess({ folder: createFolder() }));
    await stopped.stop();
    const files = readRendererFiles(createScreens());
    const other = await openWebServer({ files, supervisor: stopped, pages: countPages(), port: 0 });
    const { cookie: own } = await enter(other.ticketAddress());
    const headers = { cookie: own, origin: `http://127.0.0.1:${other.port}` };
    expect(await openSocket(other.port, headers)).toBe(503);
    await other.close();
  });
});

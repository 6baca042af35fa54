import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { openTransport, parseCentralUrl, type WireRequest } from '../../../sync/client/transport.ts';
import { startScripted, type Script } from './scripted-server.ts';

const PROGRESS_MS = 150;
const get: WireRequest = { method: 'GET', target: '/x', headers: {}, body: null, answerBytesMax: 1_000 };
const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

async function serve(script: Script) {
  const server = await startScripted(script);
  endings.push(() => server.close());
  return { server, transport: connect(server.url) };
}

function connect(url: string, ca: string | null = null, progressTimeoutMs = PROGRESS_MS) {
  const transport = openTransport({ url: new URL(url), ca, progressTimeoutMs });
  endings.push(() => transport.close());
  return transport;
}

describe('the address of central', () => {
  test('is HTTPS, or plain HTTP to this machine', () => {
    expect(parseCentralUrl('central.example')?.href).toBe('https://central.example/');
    expect(parseCentralUrl('https://central.example:8443/shop')?.href).toBe(
      'https://central.example:8443/shop',
    );
    expect(parseCentralUrl('http://127.0.0.1:8080')?.href).toBe('http://127.0.0.1:8080/');
    expect(parseCentralUrl('http://[::1]:8080')?.hostname).toBe('[::1]');
    for (const url of [
      'http://central.example',
      'ftp://127.0.0.1',
      'https://me:pw@x.example',
      'https://x.example?a=1',
      '::',
    ]) {
      expect(parseCentralUrl(url), url).toBeNull();
    }
  });
});

describe('a request', () => {
  test('brings back status, headers and the unpacked body', async () => {
    const { server, transport } = await serve((_, response) => {
      response.writeHead(201, { 'content-encoding': 'gzip', 'x-said': 'yes' });
      response.end(gzipSync('hello'));
    });
    const answered = await transport.send({ ...get, method: 'POST', body: Buffer.alloc(100_000, 'a') });
    expect(answered).toMatchObject({ ok: true, value: { status: 201, headers: { 'x-said': 'yes' } } });
    expect(answered.ok && answered.value.body.toString()).toBe('hello');
    expect(server.heard[0]?.rawBody.length).toBe(100_000);
  });

  test('that nobody answers ends after the time without progress, and says that it was slow', async () => {
    const { transport } = await serve(() => undefined);
    const beganAtMs = performance.now();
    expect(await transport.send(get)).toMatchObject({
      ok: false,
      error: { kind: 'unreachable', isSlow: true },
    });
    expect(performance.now() - beganAtMs).toBeLessThan(PROGRESS_MS * 10);
  });

  test('may take longer than that while bytes come', async () => {
    const { transport } = await serve((_, response) => {
      response.writeHead(200);
      let left = 8;
      const timer = setInterval(() => {
        left -= 1;
        if (left > 0) return void response.write('x');
        clearInterval(timer);
        response.end();
      }, PROGRESS_MS / 3);
    });
    const answered = await transport.send(get);
    expect(answered.ok && answered.value.body.length).toBe(7);
  });

  test('that somebody waits for ends at its deadline though bytes come', async () => {
    const { transport } = await serve((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    });
    const answered = await transport.send({ ...get, deadlineMs: 100 });
    expect(answered).toMatchObject({ ok: false, error: { kind: 'unreachable', isSlow: true } });
  });

  test('is cut where the answer is longer than any of central’s, packed or not', async () => {
    const packed = gzipSync(Buffer.alloc(50_000_000));
    for (const isPacked of [false, true]) {
      let sent = 0;
      const { transport } = await serve((_, response) => {
        if (isPacked) {
          response.writeHead(200, { 'content-encoding': 'gzip' });
          return void response.end(packed);
        }
        response.writeHead(200);
        const piece = Buffer.alloc(65_536);
        const more = (): void => {
          while (!response.destroyed && sent < 50_000_000) {
            sent += piece.length;
            if (!response.write(piece)) return void response.once('drain', more);
          }
          response.end();
        };
        more();
      });
      expect(await transport.send(get)).toMatchObject({
        ok: false,
        error: { kind: 'malformed', isTooLong: true },
      });
      expect(sent).toBeLessThan(20_000_000);
    }
  });

  test('that breaks in the middle of its answer was not answered', async () => {
    for (const headers of [{}, { 'content-encoding': 'gzip' }]) {
      const { transport } = await serve((_, response) => {
        response.writeHead(200, { ...headers, 'content-length': '500' });
        response.write(gzipSync('half of it'), () => response.destroy());
      });
      expect(await transport.send(get)).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
    }
  });

  test('to a port where nobody listens, or one that hangs up, was not answered', async () => {
    const silent = createServer((socket: Socket) => socket.destroy());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const transport = connect(`http://127.0.0.1:${port}`);
    expect(await transport.send(get)).toMatchObject({ error: { kind: 'unreachable', isSlow: false } });
    await new Promise((resolve) => silent.close(resolve));
    expect(await transport.send(get)).toMatchObject({
      error: { kind: 'unreachable', detail: 'ECONNREFUSED' },
    });
  });

  test('ends at once when the till ends, and none begins after it', async () => {
    const { transport } = await serve(() => undefined);
    const pending = transport.send(get);
    transport.close();
    expect(await pending).toEqual({ ok: false, error: { kind: 'stopped' } });
    expect(await transport.send(get)).toEqual({ ok: false, error: { kind: 'stopped' } });
  });
});

describe('over TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-tls-'));
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const words = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '2',
  ];
  const name = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync('openssl', [...words, ...name, '-keyout', keyFile, '-out', certFile], { stdio: 'ignore' });
  const tls = { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8') };
  rmSync(folder, { recursive: true });

  test('a certificate that goes back to nobody known is refused; pinned, it is taken', async () => {
    const server = await startScripted((_, response) => response.end('{}'), tls);
    endings.push(() => server.close());
    expect(await connect(server.url).send(get)).toMatchObject({ error: { kind: 'certificate' } });
    expect(server.heard).toHaveLength(0);
    expect((await connect(server.url, tls.cert, 5_000).send(get)).ok).toBe(true);
  });
});

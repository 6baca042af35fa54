import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { WebSocket } from 'ws';
import type { ServiceClient } from '../../../register/service/client.ts';
import { createFolder } from '../service/service-process.ts';

/** The screens of these tests: a page whose script says on it that it reached the service, and then closes the window. */
export function createScreens(): string {
  const folder = createFolder();
  mkdirSync(join(folder, 'assets'));
  const page = `<!doctype html><title>fixture</title><script type="module" src="./assets/page-1a2b.js"></script>`;
  writeFileSync(join(folder, 'index.html'), page);
  writeFileSync(join(folder, 'display.html'), '<!doctype html><title>customer</title>');
  writeFileSync(
    join(folder, 'assets', 'page-1a2b.js'),
    `const socket = new WebSocket('ws://' + location.host + '/service');
     socket.onopen = async () => { await fetch('/service/state'); window.close(); };`,
  );
  writeFileSync(join(folder, 'notes.unknown'), 'not for anybody');
  return folder;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks a host as the bytes are given: no path is made tidy, and every header may be forged. */
export async function ask(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<Answer> {
  const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false }).end();
  const [response] = (await once(asked, 'response')) as [import('node:http').IncomingMessage];
  let body = '';
  for await (const piece of response.setEncoding('utf8')) body += String(piece);
  return { status: response.statusCode ?? 0, headers: response.headers, body };
}

/** Exchanges the ticket of an address for the cookie, as a browser would keep it. */
export async function enter(address: string): Promise<{ readonly port: number; readonly cookie: string }> {
  const { port, pathname, search } = new URL(address);
  const { headers } = await ask(Number(port), `${pathname}${search}`);
  return { port: Number(port), cookie: headers['set-cookie']![0]!.split(';')[0]! };
}

/** Opens a socket to a host; the socket, or the status that refused it. */
export function openSocket(
  port: number,
  headers: Readonly<Record<string, string>>,
  path = '/service',
): Promise<WebSocket | number> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.once('unexpected-response', (_request, { statusCode }) => {
      socket.terminate();
      resolve(statusCode ?? 0);
    });
    socket.once('error', reject);
  });
}

/** The contract as the page has it: through the host, with its cookie. */
export async function connectPage(
  port: number,
  cookie: string,
): Promise<{ readonly socket: WebSocket; readonly client: ServiceClient }> {
  const socket = await openSocket(port, { cookie, origin: `http://127.0.0.1:${port}` });
  if (typeof socket === 'number') throw new Error(`the host refused with ${socket}`);
  const websocket = socket as unknown as globalThis.WebSocket;
  return { socket, client: createORPCClient(new RPCLink({ websocket })) };
}

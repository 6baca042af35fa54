import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { CallConnection } from './call-handler.ts';
import { FRAME_MAX_LENGTH } from './frame.ts';
import type { ServiceAddress } from './service-file.ts';
import type { Caller } from './till-keeper.ts';

/** Serves the contract to this machine only, on a port that the system picks. */
export interface WebSocketHost {
  readonly port: number;
  readonly tokens: ServiceAddress['tokens'];
  close(): Promise<void>;
}

export const CONNECTIONS_MAX = 8;
// Importing the module would read every name of it, and one of them loads a whole fetch client: 100 ms of a start.
const { createServer } = process.getBuiltinModule('node:http');
const HOST = '127.0.0.1';
const HEADERS_MAX_BYTES = 8_192;
/** For a request that does not get to its end. */
const REQUEST_TIMEOUT_MS = 5_000;
/** Closing codes of RFC 6455, 7.4.1. */
const UNSUPPORTED_DATA = 1003;
const POLICY_VIOLATION = 1008;
const GOING_AWAY = 1001;

type Connect = (caller: Caller, send: (frame: string) => void) => CallConnection;

/**
 * Opens the socket. A connection must know a token of this start, and must come from a program or from a page of this
 * very address: any web page can make a browser connect to 127.0.0.1, but not forge its `Origin` or `Host`.
 */
export async function openWebSocketHost(connect: Connect): Promise<WebSocketHost> {
  const tokens = { counter: createToken(), command: createToken() };
  const server = createServer({ maxHeaderSize: HEADERS_MAX_BYTES, requestTimeout: REQUEST_TIMEOUT_MS });
  server.maxConnections = CONNECTIONS_MAX * 2;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_MAX_LENGTH,
    perMessageDeflate: false,
  });
  server.on('request', (_request, response) => response.writeHead(426).end());
  server.on('upgrade', (request, stream, head) => {
    const admitted = admit(request, tokens);
    if (typeof admitted === 'number') return refuse(stream, admitted);
    if (sockets.clients.size >= CONNECTIONS_MAX) return refuse(stream, 503);
    sockets.handleUpgrade(request, stream, head, (socket) => serve(socket, connect, admitted));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, HOST, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    tokens,
    close() {
      for (const socket of sockets.clients) {
        socket.close(GOING_AWAY);
        socket.terminate();
      }
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Who calls, or the HTTP status that says why not. */
function admit(request: IncomingMessage, tokens: ServiceAddress['tokens']): Caller | number {
  const port = request.socket.localPort;
  const hosts = [`${HOST}:${port}`, `localhost:${port}`];
  const { host, origin } = request.headers;
  if (host === undefined || !hosts.includes(host)) return 403;
  if (origin !== undefined && !hosts.some((own) => origin === `http://${own}`)) return 403;
  const [path, query = ''] = (request.url ?? '').split('?', 2);
  if (path !== '/') return 404;
  const given = new URLSearchParams(query).get('token') ?? '';
  // Both are compared whatever the first says, so that the time tells nothing.
  const isCounter = isSameToken(given, tokens.counter);
  const isCommand = isSameToken(given, tokens.command);
  if (isCounter) return 'counter';
  return isCommand ? 'command' : 401;
}

/** Compares digests: they are of one length, which `timingSafeEqual` needs, whatever was given. */
function isSameToken(given: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

function refuse(stream: Duplex, status: number): void {
  stream.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function serve(socket: WebSocket, connect: Connect, caller: Caller): void {
  const connection = connect(caller, (frame) => {
    if (socket.readyState === socket.OPEN) socket.send(frame);
  });
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) socket.close(UNSUPPORTED_DATA);
    else void receive(data.toString('utf8'));
  });
  // A frame that is too long, or broken, is an error of the socket; `ws` closes it with the code that fits.
  socket.on('error', () => connection.close());
  socket.on('close', () => connection.close());

  async function receive(frame: string): Promise<void> {
    if (!(await connection.receive(frame))) socket.close(POLICY_VIOLATION);
  }
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** A request as it came, its body unpacked. */
export interface Heard {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingMessage['headers'];
  readonly rawBody: Buffer;
  readonly body: unknown;
}

export type Script = (heard: Heard, response: ServerResponse, count: number) => void;

export interface ScriptedServer {
  readonly url: string;
  readonly heard: readonly Heard[];
  /** Says from now on how to answer. */
  answer(script: Script): void;
  close(): Promise<void>;
}

/** A server on this machine that answers each request as a script says: what central should never do. */
export async function startScripted(
  script: Script,
  tls: { readonly key: string; readonly cert: string } | null = null,
): Promise<ScriptedServer> {
  const heard: Heard[] = [];
  const sockets = new Set<Socket>();
  let current = script;
  const take = (request: IncomingMessage, response: ServerResponse): void => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const rawBody = Buffer.concat(pieces);
      const plain = request.headers['content-encoding'] === 'gzip' ? gunzipSync(rawBody) : rawBody;
      const one: Heard = {
        method: request.method ?? '',
        target: request.url ?? '',
        headers: request.headers,
        rawBody,
        body: plain.toString('utf8', 0, 1) === '{' ? (JSON.parse(plain.toString()) as unknown) : null,
      };
      heard.push(one);
      current(one, response, heard.length);
    });
  };
  const server = tls ? createTlsServer(tls, take) : createServer(take);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    heard,
    answer: (next) => void (current = next),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function sendJson(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

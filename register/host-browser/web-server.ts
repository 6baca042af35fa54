import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RendererFile } from '../host/renderer-files.ts';
import type { Supervisor } from '../host/service-supervisor.ts';
import type { PageCount } from './page-count.ts';
import { answerRequest, answerUpgrade, createSite, refuseSocket, ticketAddress } from './site.ts';

/** The screens and the way to the service, for a browser on this machine. */
export interface WebServer {
  readonly port: number;
  /** What another start on the same data folder shows to get a ticket. */
  readonly hostToken: string;
  /** An address that opens the register once. */
  readonly ticketAddress: () => string;
  close(): Promise<void>;
}

export interface WebServerOptions {
  readonly files: ReadonlyMap<string, RendererFile>;
  readonly supervisor: Supervisor;
  readonly pages: PageCount;
  /** The port to listen on; 0 takes any. */
  readonly port: number;
}

const HOST = '127.0.0.1';
const HEADERS_MAX_BYTES = 8_192;
const REQUEST_TIMEOUT_MS = 5_000;
const CONNECTIONS_MAX = 64;

/** Opens the server, on 127.0.0.1 only. Rejects with the system's error where the port is taken. */
export async function openWebServer(options: WebServerOptions): Promise<WebServer> {
  const server = createServer({ maxHeaderSize: HEADERS_MAX_BYTES, requestTimeout: REQUEST_TIMEOUT_MS });
  server.maxConnections = CONNECTIONS_MAX;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, HOST, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const site = createSite(options, HOST, port);
  server.on('request', (request, response) => answerRequest(site, request, response));
  server.on('upgrade', (request, stream, head) => void answerUpgrade(site, request, stream, head));
  server.on('clientError', (_error, stream) => refuseSocket(site, stream, 400));
  return {
    port,
    hostToken: site.access.hostToken,
    ticketAddress: () => ticketAddress(site),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

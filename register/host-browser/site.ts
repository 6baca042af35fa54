import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { contentSecurityPolicy } from '../host/content-security-policy.ts';
import { DISPLAY_PATH, type RendererFile } from '../host/renderer-files.ts';
import { shownState, type Supervisor } from '../host/service-supervisor.ts';
import { createAccess, type Access } from './access.ts';
import { closedPage } from './closed-page.ts';
import { TICKET_PATH } from './host-file.ts';
import type { PageCount } from './page-count.ts';
import { joinService } from './service-proxy.ts';

/** What the server answers with. */
export interface Site {
  readonly files: ReadonlyMap<string, RendererFile>;
  readonly supervisor: Supervisor;
  readonly pages: PageCount;
  readonly access: Access;
  /** The one `Host` that is answered, and the `Origin` of its pages. */
  readonly host: string;
  readonly origin: string;
  /** Of every answer. */
  readonly headers: Readonly<Record<string, string>>;
}

const TEXT = 'text/plain; charset=utf-8';

/** The site at an address of this machine. Any number of them may run at once, each on its port. */
export function createSite(
  { files, supervisor, pages }: Pick<Site, 'files' | 'supervisor' | 'pages'>,
  address: string,
  port: number,
): Site {
  const host = `${address}:${port}`;
  return {
    files,
    supervisor,
    pages,
    access: createAccess(`guitai-${port}`, () => performance.now()),
    host,
    origin: `http://${host}`,
    headers: {
      'Content-Security-Policy': contentSecurityPolicy(["'self'", `ws://${host}`]),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'no-store',
    },
  };
}

/** An address that opens the register once. */
export function ticketAddress({ origin, access }: Site): string {
  return `${origin}/?ticket=${access.issueTicket()}`;
}

/**
 * Answers a request. Any web page can make a browser ask 127.0.0.1, also under a name of its own (DNS rebinding); so the
 * `Host` must be this address, and all but a ticket needs the cookie.
 */
export function answerRequest(site: Site, request: IncomingMessage, response: ServerResponse): void {
  for (const [name, value] of Object.entries(site.headers)) response.setHeader(name, value);
  request.resume();
  const { url = '', method, headers } = request;
  if (headers.host !== site.host || !URL.canParse(url, site.origin)) return sendClosed(response, 403);
  const { pathname, searchParams } = new URL(url, site.origin);
  if (pathname === TICKET_PATH) return answerAnotherStart(site, request, response);
  if (method !== 'GET' && method !== 'HEAD') return sendClosed(response, 405);
  const isAdmitted = site.access.admits(headers.cookie);
  const ticket = pathname === '/' ? searchParams.get('ticket') : null;
  if (ticket !== null) return answerTicket(site, response, ticket, isAdmitted);
  if (!isAdmitted) return sendClosed(response, 403);
  answerPage(site, response, pathname);
}

/** Another start of the host wants a window of its own. A page cannot: it has no token, and its `Origin` shows it. */
function answerAnotherStart(
  site: Site,
  { method, headers }: IncomingMessage,
  response: ServerResponse,
): void {
  const isProgram = method === 'POST' && headers.origin === undefined;
  if (!isProgram || !site.access.admitsHost(headers.authorization)) return sendClosed(response, 403);
  send(response, 200, TEXT, ticketAddress(site));
}

/** The ticket leaves the address at once, so that it stays in no history. */
function answerTicket({ access }: Site, response: ServerResponse, ticket: string, isAdmitted: boolean): void {
  if (access.redeem(ticket)) response.setHeader('Set-Cookie', access.cookie);
  else if (!isAdmitted) return sendClosed(response, 403);
  response.writeHead(303, { Location: '/' }).end();
}

function answerPage({ files, pages, supervisor }: Site, response: ServerResponse, path: string): void {
  if (path === '/service/state') {
    return send(response, 200, 'application/json', JSON.stringify(shownState(supervisor.current())));
  }
  const file = files.get(path);
  if (!file) return send(response, 404, TEXT, 'Not found.\n');
  if (path === '/') pages.opened();
  if (path === DISPLAY_PATH) response.setHeader('Content-Security-Policy', contentSecurityPolicy([]));
  if (file.isImmutable) response.setHeader('Cache-Control', 'private, max-age=31536000, immutable');
  send(response, 200, file.contentType, file.body);
}

/** Joins a page's socket with the service: of this very page only, which its `Origin` and its cookie prove. */
export async function answerUpgrade(
  site: Site,
  request: IncomingMessage,
  stream: Duplex,
  head: Buffer,
): Promise<void> {
  const { host, origin, cookie } = request.headers;
  if (host !== site.host || origin !== site.origin || !site.access.admits(cookie)) {
    return refuseSocket(site, stream, 403);
  }
  if (request.url !== '/service') return refuseSocket(site, stream, 404);
  stream.once('close', site.pages.connecting());
  if (!(await joinService(request, stream, head, site.supervisor))) refuseSocket(site, stream, 503);
}

/** Ends a socket that is no request's any more with an answer of its own. */
export function refuseSocket({ headers }: Site, stream: Duplex, status: number): void {
  if (stream.destroyed) return;
  const lines = Object.entries({ ...headers, Connection: 'close', 'Content-Length': '0' });
  const text = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  stream.end(`HTTP/1.1 ${status} Refused\r\n${text}\r\n`);
}

function sendClosed(response: ServerResponse, status: number): void {
  send(response, status, 'text/html; charset=utf-8', closedPage);
}

function send(response: ServerResponse, status: number, contentType: string, body: string | Buffer): void {
  response
    .writeHead(status, { 'Content-Type': contentType, 'Content-Length': Buffer.byteLength(body) })
    .end(body);
}

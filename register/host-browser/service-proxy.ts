import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Supervisor } from '../host/service-supervisor.ts';

/** How long a page's connection waits for a service that starts. */
const READY_TIMEOUT_MS = 3_000;
/** What of a page's request the service needs to see (RFC 6455, 4.1). */
const FORWARDED = [
  'sec-websocket-key',
  'sec-websocket-version',
  'sec-websocket-extensions',
  'sec-websocket-protocol',
];

/**
 * Joins a page's socket with a new one to the service, adding the token that the page never sees. From then on the bytes
 * pass as they are. Resolves with true once they do; with false where there was no service to join within 3 s.
 */
export async function joinService(
  request: IncomingMessage,
  page: Duplex,
  head: Buffer,
  supervisor: Supervisor,
): Promise<boolean> {
  page.on('error', () => page.destroy());
  const service = await reachService(request, page, supervisor, performance.now() + READY_TIMEOUT_MS);
  if (!service) return false;
  page.once('close', () => service.destroy());
  service.once('close', () => page.destroy());
  service.write(head);
  page.pipe(service).pipe(page);
  return true;
}

/** A socket on which the service that is ready, or becomes so before `deadlineMs` (of `performance.now`), has answered. */
async function reachService(
  request: IncomingMessage,
  page: Duplex,
  supervisor: Supervisor,
  deadlineMs: number,
): Promise<Socket | null> {
  const leftMs = () => Math.max(0, deadlineMs - performance.now());
  while (leftMs() > 0) {
    const ready = await supervisor.whenReady(leftMs());
    if (!ready || page.destroyed) return null;
    const service = await openUpgraded(ready.port, upgradeRequest(request, ready.port, ready.counterToken));
    if (service && !page.destroyed) return service;
    service?.destroy();
    // It died just now, and its supervisor is about to hear of it.
    await changeWithin(supervisor, leftMs());
  }
  return null;
}

/**
 * Connects and asks for the socket. A process that dies may still have its connections taken by the system, so only its
 * first answer, which stays to be read, says that it is there; null where none came.
 */
async function openUpgraded(port: number, upgrade: string): Promise<Socket | null> {
  const service = connect({ host: '127.0.0.1', port, noDelay: true });
  const hasAnswered = await new Promise<boolean>((resolve) => {
    service.once('connect', () => service.write(upgrade));
    service.once('readable', () => resolve(service.readableLength > 0));
    service.once('close', () => resolve(false)).on('error', () => resolve(false));
  });
  if (hasAnswered) return service;
  service.destroy();
  return null;
}

function changeWithin(supervisor: Supervisor, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      clearTimeout(patience);
      forget();
      resolve();
    };
    const patience = setTimeout(settle, timeoutMs);
    const forget = supervisor.onChange(settle);
  });
}

function upgradeRequest({ headers }: IncomingMessage, port: number, token: string): string {
  const forwarded = FORWARDED.flatMap((name) => {
    const value = headers[name];
    return typeof value === 'string' ? [`${name}: ${value}`] : [];
  });
  const lines = [
    `GET /?token=${token} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    ...forwarded,
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

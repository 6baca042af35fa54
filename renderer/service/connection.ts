import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '../../register/contract/contract.ts';
import type { RegisterError } from '../../domain/errors.ts';
import { fail, type Result } from '../../domain/result.ts';
import { shell } from './shell.ts';

/** The contract as the screens have it: every call a function. */
type ServiceClient = ContractRouterClient<typeof contract>;

/** What the service's own errors cannot say: that it is not there. Texts in `text/service-text.ts`. */
export type ServiceFault =
  { readonly code: 'service-away' } | { readonly code: 'service-failed'; readonly incident: string };
export type ScreenError = RegisterError | ServiceFault;

/** How long a call waits for the service to come back before it says that it is away. */
const PATIENCE_MS = 3_000;
const RECONNECT_AFTER_MS = 150;

type Listener = (isConnected: boolean) => void;

const listeners = new Set<Listener>();
const waiting = new Set<(client: ServiceClient | null) => void>();
/** Ends each call that is under way when its connection is lost. */
const underWay = new Set<() => void>();
let client: ServiceClient | null = null;

/** Tells of every connection made and lost, beginning with the present state. Returns how to stop. */
export function onConnection(listener: Listener): () => void {
  listeners.add(listener);
  listener(client !== null);
  return () => listeners.delete(listener);
}

/** Connects to the register service and stays connected: over the shell's port in Electron, over a socket elsewhere. */
export function connect(): void {
  if (shell) connectThroughShell(shell);
  else openSocket();
}

/**
 * Asks the service. The answer is what the use case returned; a service that restarts is waited for. A call that was under
 * way when the service died fails with `service-away`, because nobody knows whether it was done: read before asking again.
 */
export async function ask<T, E extends RegisterError>(
  call: (service: ServiceClient) => Promise<Result<T, E>>,
): Promise<Result<T, E | ServiceFault>> {
  const service = client ?? (await waitForClient());
  if (!service) return fail({ code: 'service-away' });
  try {
    return await endWithConnection(call(service));
  } catch (error) {
    const incident = incidentOf(error);
    return fail(incident === null ? { code: 'service-away' } : { code: 'service-failed', incident });
  }
}

/** A port says nothing of what is sent into it after the other end is gone: such a call would never be answered. */
function endWithConnection<T>(call: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const lose = () => reject(new Error('the connection was lost'));
    underWay.add(lose);
    call.then(resolve, reject).finally(() => underWay.delete(lose));
  });
}

/** Follows a stream of the service until it ends. Throws what the connection throws. */
export async function serviceForStream(): Promise<ServiceClient | null> {
  return client ?? waitForClient();
}

/** The number of a bug in the service's log, or null where the call was lost on its way. */
function incidentOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  const { data } = error as { data?: { incident?: string } };
  return data?.incident ?? String(error.code);
}

function waitForClient(): Promise<ServiceClient | null> {
  return new Promise((resolve) => {
    const settle = (service: ServiceClient | null) => {
      waiting.delete(settle);
      clearTimeout(timer);
      resolve(service);
    };
    const timer = setTimeout(() => settle(null), PATIENCE_MS);
    waiting.add(settle);
  });
}

function setClient(next: ServiceClient | null): void {
  client = next;
  for (const lose of underWay) lose();
  if (next) for (const settle of waiting) settle(next);
  for (const listener of listeners) listener(next !== null);
}

function openSocket(): void {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${location.host}/service`);
  socket.addEventListener('open', () =>
    setClient(createORPCClient<ServiceClient>(new SocketLink({ websocket: socket }))),
  );
  socket.addEventListener('close', () => {
    if (client) setClient(null);
    setTimeout(openSocket, RECONNECT_AFTER_MS);
  });
}

function connectThroughShell(bridge: NonNullable<typeof shell>): void {
  window.addEventListener('message', (event: MessageEvent<{ type?: string } | null>) => {
    if (event.source !== window) return;
    const [port] = event.ports;
    if (event.data?.type === 'service-port' && port) {
      port.start();
      setClient(createORPCClient<ServiceClient>(new PortLink({ port })));
    }
    if (event.data?.type === 'service-gone') setClient(null);
  });
  bridge.connect();
}

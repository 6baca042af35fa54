import type { ChildProcess } from 'node:child_process';
import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from '../contract/contract.ts';
import type { ServiceAddress } from './service-file.ts';
import type { Caller } from './till-keeper.ts';

/** The contract as a caller has it: every call a function. */
export type ServiceClient = ContractRouterClient<typeof contract>;

/** Calls from the process that started the service as its child, over their message channel. */
export function clientOfChild(child: ChildProcess): ServiceClient {
  const onFrame = (take: (frame: string) => void) =>
    child.on('message', (message) => {
      if (typeof message === 'string') take(message);
    });
  const port = {
    // What a child that ends does not take any more is answered by its disconnection.
    postMessage: (frame: string) => void child.send(frame, () => undefined),
    onMessage: { addListener: onFrame },
    onDisconnect: { addListener: (take: () => void) => child.once('disconnect', take) },
  };
  return createORPCClient(new PortLink({ port }));
}

export interface SocketClient {
  readonly client: ServiceClient;
  readonly close: () => void;
}

/** Connects to a running service, as the counter or as a command of IT's. Rejects where it does not answer or refuses. */
export async function connectToService(
  { port, tokens }: ServiceAddress,
  caller: Caller,
): Promise<SocketClient> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/?token=${tokens[caller]}`);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', () => reject(new Error('the service cannot be reached')), {
      once: true,
    });
  });
  return { client: createORPCClient(new SocketLink({ websocket: socket })), close: () => socket.close() };
}

import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ServiceClient } from '../service/client.ts';

/** An end of a port whose other end the service has; a Node, web or Electron port fits. */
export interface ClientPort {
  postMessage(message: unknown): void;
  on(event: string, take: (event?: { data: unknown }) => void): unknown;
}

/** The contract over a port that was handed to the service. */
export function clientOfPort(port: ClientPort): ServiceClient {
  return createORPCClient(new RPCLink({ port: port as ConstructorParameters<typeof RPCLink>[0]['port'] }));
}

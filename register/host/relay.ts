import { FRAME_MAX_LENGTH } from '../service/frame.ts';
import type { RelayMessage } from '../service/process-host.ts';
import type { ServiceChild } from './service-supervisor.ts';

/** One page's end of a connection, as a shell holds it. */
export interface RelayedPort {
  postMessage(frame: string): void;
  on(event: 'message', take: (message: { readonly data: unknown }) => void): unknown;
  on(event: 'close', take: () => void): unknown;
  start(): void;
  close(): void;
}

/**
 * Carries the frames of many ports over the one message channel of a service under Node, which takes no ports. A port is
 * closed when its connection is refused, when it sends what is no frame, and when the service is gone.
 */
export function relayPorts(child: ServiceChild): (port: RelayedPort) => void {
  const ports = new Map<number, RelayedPort>();
  let last = 0;
  const send = (message: RelayMessage): void => child.send(message);

  function close(connection: number): void {
    ports.get(connection)?.close();
    ports.delete(connection);
  }

  child.onMessage((message) => {
    if (!isRelayed(message)) return;
    if (message.kind === 'frame') ports.get(message.connection)?.postMessage(message.frame);
    else close(message.connection);
  });
  child.onExit(() => {
    for (const connection of ports.keys()) close(connection);
  });
  return (port) => {
    last += 1;
    const connection = last;
    ports.set(connection, port);
    send({ kind: 'open', connection });
    const end = (): void => {
      if (!ports.has(connection)) return;
      close(connection);
      send({ kind: 'close', connection });
    };
    port.on('message', ({ data: frame }) => {
      if (typeof frame !== 'string' || frame.length > FRAME_MAX_LENGTH) return end();
      send({ kind: 'frame', connection, frame });
    });
    port.on('close', end);
    port.start();
  };
}

function isRelayed(message: unknown): message is RelayMessage {
  return typeof message === 'object' && message !== null && 'connection' in message;
}

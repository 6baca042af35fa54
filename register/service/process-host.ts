import type { CallConnection } from './call-handler.ts';
import type { FramePort, ParentChannel } from './parent-channel.ts';
import type { Caller } from './till-keeper.ts';

type Connect = (caller: Caller, send: (frame: string) => void) => CallConnection;

/**
 * What a shell that relays for its pages says, and hears: a connection for each page, told apart by a number. Electron
 * hands over a port for each instead, with `{ kind: 'open' }`.
 */
export type RelayMessage =
  | { readonly kind: 'open'; readonly connection: number }
  | { readonly kind: 'frame'; readonly connection: number; readonly frame: string }
  | { readonly kind: 'close'; readonly connection: number };

/** More pages than a shell ever has. */
const RELAYED_MAX = 16;

/**
 * Serves the contract to the process that started this one. Its messages that are text are frames of a connection of its
 * own; messages with a port, or with the number of a connection, are of the pages that it has.
 */
export function serveParentProcess(channel: ParentChannel, connect: Connect): void {
  const own = connect('counter', (frame) => channel.send(frame));
  const relayed = new Map<number, CallConnection>();

  function openRelayed(id: number): void {
    if (relayed.has(id) || relayed.size >= RELAYED_MAX) return closeRelayed(id);
    relayed.set(
      id,
      connect('counter', (frame) =>
        channel.send({ kind: 'frame', connection: id, frame } satisfies RelayMessage),
      ),
    );
  }

  /** Whoever sent what is no frame is told that its connection is over, as on a socket. */
  function closeRelayed(id: number): void {
    relayed.get(id)?.close();
    relayed.delete(id);
    channel.send({ kind: 'close', connection: id } satisfies RelayMessage);
  }

  async function takeRelayed(message: RelayMessage): Promise<void> {
    const id = message.connection;
    if (message.kind === 'open') return openRelayed(id);
    const connection = relayed.get(id);
    if (!connection) return;
    if (message.kind === 'close' || !(await connection.receive(message.frame))) closeRelayed(id);
  }

  channel.onMessage((message, [port]) => {
    if (typeof message === 'string') void own.receive(message);
    else if (port && isOpen(message)) servePort(port, connect);
    else if (isRelayed(message)) void takeRelayed(message);
  });
  channel.onStop(() => {
    own.close();
    for (const connection of relayed.values()) connection.close();
    relayed.clear();
  });
}

/** Serves one page over a port of its own. What is no frame ends it: the page may ask its shell for another. */
function servePort(port: FramePort, connect: Connect): void {
  const connection = connect('counter', (frame) => port.postMessage(frame));
  port.on('message', ({ data }) => void receive(data));
  port.on('close', () => connection.close());
  port.start();

  async function receive(data: unknown): Promise<void> {
    if (typeof data === 'string' && (await connection.receive(data))) return;
    connection.close();
    port.close();
  }
}

function isOpen(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'open';
}

function isRelayed(message: unknown): message is RelayMessage {
  return typeof message === 'object' && message !== null && 'connection' in message;
}

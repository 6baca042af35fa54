import type { CallConnection } from './call-handler.ts';
import type { Caller } from './till-keeper.ts';

/** Serves the contract to the process that started this one, over Node's own message channel. */
export function serveParentProcess(
  connect: (caller: Caller, send: (frame: string) => void) => CallConnection,
): void {
  if (!process.send) return;
  const connection = connect('counter', (frame) => {
    if (process.connected) process.send?.(frame);
  });
  process.on('message', (message) => {
    // Frames are text; anything else is between the shell and its child.
    if (typeof message === 'string') void connection.receive(message);
  });
  process.once('disconnect', () => connection.close());
}

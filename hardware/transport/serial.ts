import type { SerialPort } from 'serialport';
import type { DeviceFault } from '../../domain/devices/device-fault.ts';
import type { SerialLine } from '../../domain/devices/device-settings.ts';
import { fail, ok } from '../../domain/result.ts';
import { serialFaultOf } from '../serial/serial-fault.ts';
import type { Channel, OpenChannel, Sent } from './channel.ts';
import { within, type Deadline } from './deadline.ts';

/** How much is handed over at once: an eighth of a second at 19,200 baud. */
const PIECE_BYTES = 256;
const RELEASE_MS = 2_000;

/**
 * How a device on a serial line is reached. A port of its own for each conversation: one that was unplugged still takes
 * bytes, and what it read half stays in it.
 */
export function serialOpener(line: SerialLine): OpenChannel {
  return async (timeoutMs) => {
    const driver = await loadSerialDriver();
    if (driver === null) return fail({ code: 'not-found' });
    const { path, baud, dataBits, parity, stopBits } = line;
    const port = new driver({ path, baudRate: baud, dataBits, parity, stopBits, autoOpen: false });
    const opening = new Promise<Error | null>((resolve) => port.open(resolve));
    const error = await within(opening, timeoutMs, 'late' as const);
    if (error === 'late') {
      // Where it opens after all nobody needs it any more; left open it would keep others out.
      void opening.then(() => release(port));
      return fail({ code: 'unreachable' });
    }
    if (error !== null) return fail({ code: serialFaultOf(error, 'unreachable') });
    return ok(serialChannel(port));
  };
}

/** The driver of serial ports; null where its binary is not there for this machine, or does not load. */
export async function loadSerialDriver(): Promise<typeof SerialPort | null> {
  try {
    return (await import('serialport')).SerialPort;
  } catch {
    return null;
  }
}

function serialChannel(port: SerialPort): Channel {
  const { promise: gone, resolve: tellGone } = Promise.withResolvers<DeviceFault>();
  let fault: DeviceFault | null = null;
  let take: (bytes: Uint8Array) => void = () => {};
  const goAway = (error: unknown): void => {
    fault ??= serialFaultOf(error, 'closed');
    tellGone(fault);
  };
  port.on('data', (bytes: Uint8Array) => take(bytes));
  port.on('close', goAway);
  port.on('error', goAway);

  async function send(bytes: Uint8Array, progressMs: number, deadline: Deadline): Promise<Sent> {
    let left: 'none' | 'some' = 'none';
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      // A closed port would take the bytes and never say what became of them.
      if (fault !== null || !port.isOpen) return { left, fault: fault ?? 'closed' };
      const timeoutMs = Math.min(progressMs, deadline.leftMs());
      if (timeoutMs === 0) return { left, fault: 'timed-out' };
      left = 'some';
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      const taken = settled((done) => port.write(piece, done));
      const why = await within(Promise.race([taken, gone]), timeoutMs, 'timed-out' as const);
      if (why !== null) return { left, fault: why };
    }
    return { left: 'all' };
  }

  return {
    send,
    listen: (taker) => (take = taker),
    gone,
    finish: async (timeoutMs) => {
      const drained = fault === null && port.isOpen ? settled((done) => port.drain(done)) : gone;
      const why = await within(Promise.race([drained, gone]), timeoutMs, 'timed-out' as const);
      await release(port);
      return why;
    },
    close: () => release(port),
  };
}

function settled(start: (done: (error?: Error | null) => void) => void): Promise<DeviceFault | null> {
  return new Promise((resolve) => {
    start((error) => resolve(error ? serialFaultOf(error, 'closed') : null));
  });
}

/** Lets a port go; one whose driver does not let it is left behind. */
async function release(port: SerialPort): Promise<void> {
  if (!port.isOpen) return;
  const released = new Promise<void>((resolve) => port.close(() => resolve()));
  await within(released, RELEASE_MS, null);
}

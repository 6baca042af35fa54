import type { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { DeviceFault } from '../../domain/devices/device-fault.ts';
import type { Channel, Sent } from './channel.ts';
import { within, type Deadline } from './deadline.ts';
import { systemFaultOf } from './system-fault.ts';

/** How much is handed over at once; progress is told by such pieces. */
const PIECE_BYTES = 4_096;
/**
 * How long a device that ends early has to be noticed before this side ends too. An end that arrives after ours cannot
 * be told from the answer to it, though bytes may have been under way.
 */
const SETTLE_MS = 25;

/**
 * A conversation over a stream that both sides can end, such as a TCP connection opened with `allowHalfOpen`: without that
 * an early end of the device would look like an answer to ours.
 */
export function streamChannel(stream: Duplex): Channel {
  const { promise: gone, resolve: tellGone } = Promise.withResolvers<DeviceFault>();
  const { promise: closed, resolve: tellClosed } = Promise.withResolvers<DeviceFault | null>();
  let fault: DeviceFault | null = null;
  let hasFinished = false;
  let take: (bytes: Uint8Array) => void = () => {};

  const goAway = (why: DeviceFault): void => {
    fault ??= why;
    tellGone(fault);
  };
  stream.on('data', (bytes: Uint8Array) => take(bytes));
  stream.on('end', () => {
    if (!hasFinished) goAway('closed');
  });
  stream.on('error', (error) => goAway(systemFaultOf(error, 'closed')));
  stream.on('close', () => {
    if (!hasFinished) goAway('closed');
    tellClosed(fault);
  });

  async function send(bytes: Uint8Array, progressMs: number, deadline: Deadline): Promise<Sent> {
    let left: 'none' | 'some' = 'none';
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      if (fault !== null) return { left, fault };
      const timeoutMs = Math.min(progressMs, deadline.leftMs());
      if (timeoutMs === 0) return { left, fault: 'timed-out' };
      // A write that fails may have passed some of its bytes on before, and says nothing about them.
      left = 'some';
      const taken = write(stream, bytes.subarray(at, at + PIECE_BYTES));
      const why = await within(Promise.race([taken, gone]), timeoutMs, 'timed-out' as const);
      if (why !== null) return { left, fault: why };
    }
    return { left: 'all' };
  }

  async function close(): Promise<void> {
    stream.destroy();
    await closed;
  }

  return {
    send,
    listen: (taker) => (take = taker),
    gone,
    close,
    finish: async (timeoutMs) => {
      await within(gone, Math.min(SETTLE_MS, timeoutMs), null);
      // One turn more, in which what has arrived by now is heard however late this process is.
      await setImmediate();
      hasFinished = true;
      if (!stream.destroyed) stream.end();
      const ended = await within(closed, timeoutMs, 'timed-out' as const);
      await close();
      return fault ?? ended;
    },
  };
}

/** Null once the operating system has taken the bytes. */
function write(stream: Duplex, bytes: Uint8Array): Promise<DeviceFault | null> {
  return new Promise((resolve) => {
    stream.write(bytes, (error) => resolve(error ? systemFaultOf(error, 'closed') : null));
  });
}

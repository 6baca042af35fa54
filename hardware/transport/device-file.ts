import { constants, type Stats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { DeviceFault } from '../../domain/devices/device-fault.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Channel, OpenChannel, Sent } from './channel.ts';
import { startDeadline, type Deadline } from './deadline.ts';
import { systemCodeOf, systemFaultOf } from './system-fault.ts';

/** How soon a device that could take, or say, nothing is tried again. */
const RETRY_MS = 10;
const READ_BYTES = 256;

/**
 * How a device file such as `/dev/usb/lp0` is reached. It is opened so that neither opening, reading nor writing waits in
 * the operating system: a device that takes nothing must not hold a thread of this process. (`usblp` honours that.)
 */
export function deviceFileOpener(path: string): OpenChannel {
  return async (timeoutMs) => {
    const deadline = startDeadline(timeoutMs);
    for (;;) {
      try {
        const flags = openFlags(await stat(path));
        return ok(fileChannel(await open(path, flags), (flags & constants.O_RDWR) !== 0));
      } catch (error) {
        // A FIFO has no reader yet: one may come.
        if (systemCodeOf(error) !== 'ENXIO' || deadline.leftMs() === 0) {
          return fail({ code: systemFaultOf(error, 'unreachable') });
        }
      }
      await wait(RETRY_MS);
    }
  };
}

/** Only a device is read from: a FIFO that is open for both would be its own reader. */
function openFlags(stats: Stats): number {
  const both = stats.isCharacterDevice() ? constants.O_RDWR : constants.O_WRONLY;
  const append = stats.isFile() ? constants.O_APPEND : 0;
  // Windows has neither flag.
  return both | append | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);
}

/** What is known of an opened file. */
interface FileState {
  readonly file: FileHandle;
  readonly goAway: (error: unknown) => void;
  fault: DeviceFault | null;
  isClosed: boolean;
}

function fileChannel(file: FileHandle, isReadable: boolean): Channel {
  const { promise: gone, resolve: tellGone } = Promise.withResolvers<DeviceFault>();
  const goAway = (error: unknown): void => {
    state.fault ??= systemFaultOf(error, 'closed');
    tellGone(state.fault);
  };
  const state: FileState = { file, goAway, fault: null, isClosed: false };
  let reading: Promise<void> | null = null;
  let take: (bytes: Uint8Array) => void = () => {};

  async function close(): Promise<void> {
    if (state.isClosed) return;
    state.isClosed = true;
    await reading;
    // A device that went away cannot be closed in order, and needs not be.
    await file.close().catch(goAway);
  }

  return {
    send: (bytes, progressMs, deadline) => write(state, bytes, progressMs, deadline),
    listen: (taker) => {
      take = taker;
      if (isReadable) reading ??= read(state, (bytes) => take(bytes));
    },
    gone,
    finish: async () => {
      await close();
      return state.fault;
    },
    close,
  };
}

async function write(
  state: FileState,
  bytes: Uint8Array,
  progressMs: number,
  deadline: Deadline,
): Promise<Sent> {
  let sentCount = 0;
  let progress = startDeadline(progressMs);
  while (sentCount < bytes.length && state.fault === null && !state.isClosed) {
    try {
      const { bytesWritten } = await state.file.write(bytes, sentCount, bytes.length - sentCount);
      sentCount += bytesWritten;
      if (bytesWritten > 0) {
        progress = startDeadline(progressMs);
        continue;
      }
    } catch (error) {
      if (!isBusy(error)) state.goAway(error);
    }
    if (progress.leftMs() === 0 || deadline.leftMs() === 0) state.fault ??= 'timed-out';
    else await wait(RETRY_MS);
  }
  if (sentCount === bytes.length) return { left: 'all' };
  return { left: sentCount === 0 ? 'none' : 'some', fault: state.fault ?? 'closed' };
}

async function read(state: FileState, take: (bytes: Uint8Array) => void): Promise<void> {
  while (!state.isClosed && state.fault === null) {
    try {
      const { bytesRead, buffer } = await state.file.read(Buffer.alloc(READ_BYTES), 0, READ_BYTES, null);
      if (bytesRead > 0) take(buffer.subarray(0, bytesRead));
      else await wait(RETRY_MS);
    } catch (error) {
      if (isBusy(error)) await wait(RETRY_MS);
      else state.goAway(error);
    }
  }
}

function isBusy(error: unknown): boolean {
  const code = systemCodeOf(error);
  return code === 'EAGAIN' || code === 'EINTR';
}

import type { DeviceFault } from '../../domain/devices/device-fault.ts';
import { fail, type Result } from '../../domain/result.ts';
import type { DeviceError } from '../printer/printer.ts';

/** One opening of a device's line: bytes both ways until it breaks or is closed. It is never opened again. */
export interface OpenedPort {
  /** Hands bytes to the machine; they may still be on their way when it settles. */
  write(bytes: Uint8Array): Promise<Result<null, DeviceError>>;
  /** Forgets what arrived and was not read yet. */
  discard(): Promise<void>;
  close(): Promise<void>;
}

/** What an opened port tells. After `onBroken` it tells nothing more. */
export interface PortEvents {
  readonly onBytes: (bytes: Uint8Array) => void;
  readonly onBroken: (fault: DeviceFault) => void;
}

/** Opens a device's line once. */
export type OpenPort = (events: PortEvents) => Promise<Result<OpenedPort, DeviceError>>;

export interface LineHandlers {
  /** Called at each opening; what it returns takes the bytes of that opening alone, so that no half frame outlives one. */
  readonly connect: () => (bytes: Uint8Array) => void;
  /** Why the line is not open, or null when it is. Called when the first opening came to something, and when that changes. */
  readonly onState: (fault: DeviceFault | null) => void;
}

/** A line that is opened again whenever it breaks, until it is closed. */
export interface DeviceLine {
  /** Fails where the line is not open, or the device takes nothing within two seconds. Nothing is kept for later. */
  write(bytes: Uint8Array): Promise<Result<null, DeviceError>>;
  discard(): Promise<void>;
  close(): Promise<void>;
}

const FIRST_DELAY_MS = 100;
/** How long a device that was plugged in again waits for its till, at most. */
const DELAY_MAX_MS = 2_000;

/** Keeps a line open: a port that breaks is let go and a fresh one opened, after delays that double up to two seconds. */
export function keepLineOpen(openPort: OpenPort, { connect, onState }: LineHandlers): DeviceLine {
  let port: OpenedPort | null = null;
  /** Undefined until the first opening has come to something. */
  let fault: DeviceFault | null | undefined;
  let isClosed = false;
  let delayMs = FIRST_DELAY_MS;
  let timer: NodeJS.Timeout | undefined;

  const tell = (now: DeviceFault | null): void => {
    if (now === fault || isClosed) return;
    fault = now;
    onState(now);
  };
  const lose = (why: DeviceFault): void => {
    port = null;
    tell(why);
    if (isClosed) return;
    timer = setTimeout(() => void (opening = open()), delayMs);
    delayMs = Math.min(delayMs * 2, DELAY_MAX_MS);
  };

  const open = async (): Promise<void> => {
    const take = connect();
    let isBroken = false;
    const opened = await openPort({
      onBytes: (bytes) => {
        // Only bytes prove a device: some adapters open, and break at once, for as long as nothing hangs on them.
        delayMs = FIRST_DELAY_MS;
        if (!isBroken && !isClosed) take(bytes);
      },
      onBroken: (why) => {
        isBroken = true;
        lose(why);
      },
    });
    if (isBroken) return;
    if (!opened.ok) lose(opened.error.code);
    else if (isClosed) await opened.value.close();
    else {
      port = opened.value;
      tell(null);
    }
  };

  let opening = open();
  return {
    write: async (bytes) => (port === null ? fail({ code: fault ?? 'unreachable' }) : port.write(bytes)),
    discard: async () => port?.discard(),
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await opening;
      await port?.close();
      port = null;
    },
  };
}

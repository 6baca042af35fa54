import { stat } from 'node:fs/promises';
import type { SerialPort } from 'serialport';
import type { SerialLine } from '../../domain/devices/device-settings.ts';
import { fail, ok } from '../../domain/result.ts';
import type { OpenPort, OpenedPort, PortEvents } from './device-line.ts';
import { within } from '../transport/deadline.ts';
import { loadSerialDriver } from '../transport/serial.ts';
import { serialFaultOf } from './serial-fault.ts';

/** How often a port that says nothing is looked for: some drivers keep a vanished one open, and it takes writes. */
const LOOK_EVERY_MS = 1_000;
/** How long a device may take none of what is written. */
const WRITE_TIMEOUT_MS = 2_000;

/** How a serial port is opened once. Each opening has a port of its own: serialport's do not survive being opened twice. */
export function serialPortOpener(line: SerialLine): OpenPort {
  return async (events) => {
    const driver = await loadSerialDriver();
    // Where the machine has no driver, it has no serial port either, as far as this program goes.
    if (driver === null) return fail({ code: 'not-found' });
    const { path, baud, dataBits, parity, stopBits } = line;
    const port = new driver({ path, baudRate: baud, dataBits, parity, stopBits, autoOpen: false });
    const error = await new Promise<Error | null>((resolve) => port.open(resolve));
    if (error) return fail({ code: serialFaultOf(error, 'unreachable') });
    return ok(await watchPort(port, path, events));
  };
}

async function watchPort(port: SerialPort, path: string, events: PortEvents): Promise<OpenedPort> {
  let isOver = false;
  const isSameDevice = await rememberDevice(path);
  const end = (error: unknown): void => {
    if (isOver) return;
    isOver = true;
    clearInterval(timer);
    events.onBroken(serialFaultOf(error, 'closed'));
  };
  const release = (): Promise<void> =>
    new Promise((resolve) => (port.isOpen ? port.close(() => resolve()) : resolve()));
  const look = async (): Promise<void> => {
    if ((await isSameDevice()) || isOver) return;
    end(new Error('no such device'));
    await release();
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  port.on('data', (bytes: Uint8Array) => {
    if (!isOver) events.onBytes(bytes);
  });
  port.on('close', end);
  port.on('error', end);
  if (!port.isOpen) end(new Error('closed'));
  return {
    write: async (bytes) => {
      // A closed port would take the bytes and never say what became of them.
      if (isOver || !port.isOpen) return fail({ code: 'closed' });
      const written = new Promise<Error | null | undefined>((resolve) => port.write(bytes, resolve));
      const error = await within(written, WRITE_TIMEOUT_MS, 'late' as const);
      if (error !== 'late') return error ? fail({ code: serialFaultOf(error, 'closed') }) : ok(null);
      // What still waits in a port that takes nothing would come out of turn later.
      end(new Error('closed'));
      await release();
      return fail({ code: 'timed-out' });
    },
    discard: () => new Promise((resolve) => (port.isOpen ? port.flush(() => resolve()) : resolve())),
    close: async () => {
      isOver = true;
      clearInterval(timer);
      await release();
    },
  };
}

/** Whether the path still leads to the device that it led to. Windows has no such paths and reports an unplugging itself. */
async function rememberDevice(path: string): Promise<() => Promise<boolean>> {
  if (process.platform === 'win32') return () => Promise.resolve(true);
  const opened = await deviceAt(path);
  return async () => (await deviceAt(path)) === opened;
}

async function deviceAt(path: string): Promise<string | null> {
  try {
    const { rdev, ino } = await stat(path);
    return `${rdev} ${ino}`;
  } catch {
    return null;
  }
}

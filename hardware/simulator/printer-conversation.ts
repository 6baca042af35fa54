import type { Duplex } from 'node:stream';
import type { PrinterDialect } from '../../domain/devices/device-settings.ts';
import { readCommand } from './printer-commands.ts';
import type { FaultDetails, PrinterFault } from './printer-faults.ts';
import type { CommandSource, PrinterMechanism } from './printer-mechanism.ts';

/** The printer behind its connection. */
export interface PrinterDevice {
  readonly dialect: PrinterDialect;
  readonly mechanism: PrinterMechanism;
  fault(): PrinterFault | null;
  details(): FaultDetails;
  /** Prints what it has, as far as it can. */
  work(): void;
  /** The connection is over. */
  gone(): void;
}

/** A connection from the printer's side. */
export interface DeviceConversation extends CommandSource {
  /** Tries again what may have become possible. */
  goOn(): void;
}

/** Serves one connection, with the fault that the printer has. */
export function converseAsPrinter(
  device: PrinterDevice,
  stream: Duplex,
  reset: () => void,
): DeviceConversation {
  let received = 0;
  let isBreaking = false;
  const conversation: DeviceConversation = {
    answer: (bytes) => answer(device, stream, bytes),
    end: () => {
      // A connection whose end was begun in good order can no longer be reset.
      if (!isBreaking && !stream.writableEnded) stream.end();
    },
    goOn: () => {
      if (device.fault() !== 'never-reads' && device.mechanism.hasRoom()) stream.resume();
      else stream.pause();
    },
  };
  const reader = readFrom(device, conversation);

  /** How many more bytes it takes before it breaks off; null where it does not. */
  const untilBreak = (): number | null => {
    const fault = device.fault();
    const breaks = fault === 'resets' || fault === 'closes-early';
    return breaks ? Math.max(0, device.details().afterBytes - received) : null;
  };
  const breakOff = (hasUnread: boolean): void => {
    isBreaking = true;
    reader.end();
    // An operating system that holds bytes which nobody read breaks a connection off, whoever ends it in good order.
    if (device.fault() === 'resets' || hasUnread) reset();
    else if (!stream.writableEnded) stream.end(() => stream.destroy());
  };
  const endReading = (): void => {
    if (untilBreak() === null) reader.end();
    else breakOff(false);
  };
  const leave = (): void => {
    reader.end();
    device.gone();
  };

  stream.on('data', (bytes: Uint8Array) => {
    if (isBreaking) return;
    const limit = untilBreak() ?? bytes.length;
    received += Math.min(limit, bytes.length);
    reader.take(bytes.subarray(0, limit));
    if (untilBreak() === 0) breakOff(bytes.length > limit);
    else conversation.goOn();
  });
  stream.on('end', endReading);
  if (stream.closed) queueMicrotask(leave);
  else stream.on('close', leave);
  if (untilBreak() === 0) breakOff(false);
  // Whoever gave up before its turn, without a byte, has ended unheard.
  else if (stream.readableEnded && !stream.closed) endReading();
  else conversation.goOn();
  return conversation;
}

function answer(device: PrinterDevice, stream: Duplex, bytes: Uint8Array): void {
  const send = (): void => {
    if (!stream.destroyed && stream.writable) stream.write(bytes);
  };
  if (device.fault() === 'answers-late') setTimeout(send, device.details().lateMs).unref();
  else send();
}

/** Takes what comes over a connection apart for the mechanism. */
function readFrom(device: PrinterDevice, from: CommandSource) {
  const { dialect, mechanism } = device;
  let rest: Uint8Array = new Uint8Array();
  let hasEnded = false;
  return {
    take: (bytes: Uint8Array): void => {
      rest = Buffer.concat([rest, bytes]);
      for (let next = readCommand(dialect, rest); next !== null; next = readCommand(dialect, rest)) {
        rest = rest.subarray(next.length);
        mechanism.take(next.command, next.length, from);
      }
      device.work();
    },
    /** Nothing more comes; a command whose rest is missing is none. */
    end: (): void => {
      if (hasEnded) return;
      hasEnded = true;
      mechanism.takeRest(rest.length);
      mechanism.takeEnd(from);
      device.work();
    },
  };
}

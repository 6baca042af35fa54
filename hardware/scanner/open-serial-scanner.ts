import type { DeviceFault } from '../../domain/devices/device-fault.ts';
import type { SerialScannerSettings } from '../../domain/devices/device-settings.ts';
import { keepLineOpen, type OpenPort } from '../serial/device-line.ts';
import { serialPortOpener } from '../serial/serial-port.ts';
import { simulatedPortOpener, type SimulatedDevice } from '../simulator/simulated-port.ts';
import { createScanFramer, type ScanFrame } from './scan-framing.ts';
import { decodeScan } from './scan-text.ts';

export interface ScannerHandlers {
  /** A whole code, as it was read: control characters such as GS are in it. */
  readonly onScan: (code: string) => void;
  /** What is wrong with it, or null: `garbled` after bytes that were no whole code. Called when that changes. */
  readonly onState: (fault: DeviceFault | null) => void;
}

export interface SerialScanner {
  close(): Promise<void>;
}

/** The pause that ends a code where nothing else does: longer than between two bytes at 300 baud, shorter than between two scans. */
const SILENCE_MS = 50;
/** A pause in the middle of a code after which its end will not come; what comes then is another code. */
const LOST_AFTER_MS = 2_000;

/**
 * Opens a scanner on a serial line and keeps it open, through unplugging and plugging in, until it is closed. A simulated one
 * needs its `simulator`.
 */
export function openSerialScanner(
  { connection, framing }: SerialScannerSettings,
  handlers: ScannerHandlers,
  simulator?: SimulatedDevice,
): SerialScanner {
  if (connection.kind === 'serial') return readScans(serialPortOpener(connection), framing, handlers);
  if (simulator === undefined) throw new Error('a simulated scanner needs its simulator');
  return readScans(simulatedPortOpener(simulator), framing, handlers);
}

function readScans(
  openPort: OpenPort,
  framing: SerialScannerSettings['framing'],
  { onScan, onState }: ScannerHandlers,
): SerialScanner {
  let timer: NodeJS.Timeout | undefined;
  let lineFault: DeviceFault | null = 'unreachable';
  let isGarbled = false;
  const take = (frame: ScanFrame): void => {
    const wasGarbled = isGarbled;
    isGarbled = frame.kind === 'lost';
    if (wasGarbled !== isGarbled) onState(isGarbled ? 'garbled' : null);
    if (frame.kind === 'scan') onScan(decodeScan(frame.bytes));
  };
  const line = keepLineOpen(openPort, {
    connect: () => {
      // The scan that the last opening had begun is lost with it.
      clearTimeout(timer);
      const framer = createScanFramer(framing);
      const pauseMs = framing === 'silence' ? SILENCE_MS : LOST_AFTER_MS;
      return (bytes) => {
        clearTimeout(timer);
        for (const frame of framer.take(bytes)) take(frame);
        timer = setTimeout(() => framer.rest().forEach(take), pauseMs);
      };
    },
    onState: (fault) => {
      if (fault !== null) clearTimeout(timer);
      lineFault = fault;
      isGarbled = false;
      onState(lineFault);
    },
  });
  return {
    close: async () => {
      clearTimeout(timer);
      await line.close();
      clearTimeout(timer);
    },
  };
}

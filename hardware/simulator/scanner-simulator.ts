import type { ScanFraming } from '../../domain/devices/device-settings.ts';
import type { SimulatedDevice } from './simulated-port.ts';

/** A scanner inside the program, or at the far end of a cable. */
export interface ScannerSimulator extends SimulatedDevice {
  /** Reads a code: what is printed, in the scanner's encoding, with its beginning and end. */
  scan(code: string | Uint8Array): void;
}

const MARKS: Readonly<Record<ScanFraming, readonly [start: string, end: string]>> = {
  cr: ['', '\r'],
  lf: ['', '\n'],
  crlf: ['', '\r\n'],
  'stx-etx': ['\x02', '\x03'],
  silence: ['', ''],
};

export function createScannerSimulator(framing: ScanFraming): ScannerSimulator {
  const tills = new Set<(bytes: Uint8Array) => void>();
  return {
    scan: (code) => {
      const [start, end] = MARKS[framing];
      const bytes = Buffer.concat([Buffer.from(start), Buffer.from(code), Buffer.from(end)]);
      for (const send of tills) send(bytes);
    },
    receive: () => undefined,
    attach: (send) => {
      tills.add(send);
      return () => tills.delete(send);
    },
  };
}

import type { PrinterDialect } from '../../domain/devices/device-settings.ts';
import type { PrinterFault } from './printer-faults.ts';

/** What a simulated printer has to say of itself. */
export interface SimulatedState {
  readonly dialect: PrinterDialect;
  readonly fault: PrinterFault | null;
  readonly isDrawerOpen: boolean;
  readonly etbCount: number;
}

/** The bits that are fixed in an answer to `DLE EOT`. */
const EOT_BITS = 0x12;

/** The answer to a question about its state: one byte for `DLE EOT n`, Star's status with the length of a network printer. */
export function answerOf(state: SimulatedState, n: number): Uint8Array {
  return state.dialect === 'star-line' ? starAnswer(state) : Uint8Array.of(escPosAnswer(state, n));
}

/** What `GS ( H` is answered with. */
export function processIdAnswer(id: string): Uint8Array {
  return Buffer.concat([Buffer.from([0x37, 0x22]), Buffer.from(id, 'latin1'), Buffer.from([0])]);
}

function escPosAnswer({ fault, isDrawerOpen }: SimulatedState, n: number): number {
  const hasPaper = fault !== 'paper-out';
  const isClosed = fault !== 'cover-open';
  switch (n) {
    case 1:
      return EOT_BITS | (isDrawerOpen ? 0 : 0x04) | (hasPaper && isClosed ? 0 : 0x08);
    case 2:
      return EOT_BITS | (isClosed ? 0 : 0x04) | (hasPaper ? 0 : 0x20);
    case 4:
      return EOT_BITS | (fault === 'paper-near-end' || !hasPaper ? 0x0c : 0) | (hasPaper ? 0 : 0x60);
    default:
      return EOT_BITS;
  }
}

function starAnswer({ fault, isDrawerOpen, etbCount }: SimulatedState): Uint8Array {
  const hasPaper = fault !== 'paper-out';
  const isClosed = fault !== 'cover-open';
  const printer = (isClosed ? 0 : 0x20) | (hasPaper && isClosed ? 0 : 0x08) | (isDrawerOpen ? 0x04 : 0);
  const paper = (hasPaper ? 0 : 0x08) | (fault === 'paper-near-end' || !hasPaper ? 0x04 : 0);
  const etb = ((etbCount & 0b111) << 1) | ((etbCount & 0b1_1000) << 2);
  // Nine bytes of status, and that no others follow them.
  return Uint8Array.of(0x23, 0x86, printer, 0, 0, paper, 0, etb, 0, 0, 0);
}

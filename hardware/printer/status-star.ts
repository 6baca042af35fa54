import type { PrinterStatus } from '../../domain/devices/device-fault.ts';

/** `ESC ACK SOH`: the printer sends its automatic status now. */
export const starStatusQuestion = Uint8Array.of(0x1b, 0x06, 0x01);
/** `ETB`: the printer counts one up, and says so, when all before it is printed. */
export const STAR_ETB = 0x17;
/** The count of `ETB` begins again after this many. */
export const STAR_ETB_COUNTS = 32;

/** What a Star printer says of itself. */
export interface StarStatus {
  readonly status: PrinterStatus;
  /** How often it came to an `ETB`, 0 to 31; null for a model that does not count. */
  readonly etbCount: number | null;
}

const XON = 0x11;
const XOFF = 0x13;
/** Two headers and at least four bytes of status. */
const STATUS_MIN_BYTES = 6;

/**
 * Takes what a Star printer sends apart, in whatever pieces it comes: its automatic status (Star Line Mode command
 * specification, appendix 2). The first header has bit 0 set and says how long the status is; over a network bit 7 of the
 * second one announces a length and as many bytes more behind it.
 */
export function createStarReader(hasDrawer: boolean): (bytes: Uint8Array) => StarStatus[] {
  let block: number[] = [];
  return (bytes) => {
    const found: StarStatus[] = [];
    for (const byte of bytes) {
      if (block.length === 0 && (byte === XON || byte === XOFF || !isHeader(byte))) continue;
      block.push(byte);
      if (block.length < blockLength(block)) continue;
      found.push(readStarStatus(block, hasDrawer));
      block = [];
    }
    return found;
  };
}

function isHeader(byte: number): boolean {
  return (byte & 0b1101_0001) === 1 && statusLength(byte) >= STATUS_MIN_BYTES;
}

/** Bits 1, 2, 3 and 5 of the first header count the bytes of the status, headers included. */
function statusLength(header: number): number {
  return ((header >> 1) & 0b111) | ((header >> 2) & 0b1000);
}

/** How long a block is, as far as its bytes say it already. */
function blockLength(block: readonly number[]): number {
  const length = statusLength(block[0] ?? 0);
  if (block.length < 2 || ((block[1] ?? 0) & 0x80) === 0) return length;
  const withLength = length + 2;
  return block.length < withLength
    ? withLength
    : withLength + ((block[length] ?? 0) << 8) + (block[length + 1] ?? 0);
}

function readStarStatus(block: readonly number[], hasDrawer: boolean): StarStatus {
  const [header = 0, , printer = 0, error = 0, moreErrors = 0, paper = 0, , etb = 0] = block;
  return {
    status: {
      isOnline: (printer & 0x08) === 0,
      isCoverOpen: (printer & 0x20) !== 0,
      paper: (paper & 0x08) !== 0 ? 'out' : (paper & 0x06) !== 0 ? 'near-end' : 'ok',
      // The drawer's switch: closed while the drawer is open.
      isDrawerOpen: hasDrawer ? (printer & 0x04) !== 0 : null,
      // Unrecoverable, cutter and mechanical errors, the black mark, the presenter.
      needsAttention: (error & 0x2c) !== 0 || (moreErrors & 0x0c) !== 0,
    },
    etbCount: statusLength(header) < 8 ? null : ((etb >> 1) & 0b111) | ((etb >> 2) & 0b1_1000),
  };
}

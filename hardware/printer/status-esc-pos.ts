import type { PrinterStatus } from '../../domain/devices/device-fault.ts';

/** `DLE EOT n`: answered at once, also while the printer is busy, offline or out of paper. */
export function statusQuestion(n: 1 | 2 | 3 | 4): Uint8Array {
  return Uint8Array.of(0x10, 0x04, n);
}

/**
 * What the answers to `DLE EOT` 1 to 4 say together (Epson TM-U220 and Samsung STP-131 manuals). The drawer's switch pulls
 * pin 3 low when it opens; a drawer without a switch, and no drawer at all, leave it high.
 */
export function statusOfAnswers(
  [printer, offline, error, paper]: readonly [number, number, number, number],
  hasDrawer: boolean,
): PrinterStatus {
  return {
    isOnline: (printer & 0x08) === 0,
    isCoverOpen: (offline & 0x04) !== 0,
    paper: (paper & 0x60) !== 0 || (offline & 0x20) !== 0 ? 'out' : (paper & 0x0c) !== 0 ? 'near-end' : 'ok',
    isDrawerOpen: hasDrawer ? (printer & 0x04) === 0 : null,
    // Mechanical, cutter and unrecoverable errors; a head that is too hot comes back by itself.
    needsAttention: (error & 0x2c) !== 0,
  };
}

/** What four automatic bytes say (`GS a`; Epson TM-U220 manual). */
export function statusOfAutomatic(bytes: Uint8Array, hasDrawer: boolean): PrinterStatus {
  const [printer = 0, error = 0, paper = 0] = bytes;
  return {
    isOnline: (printer & 0x08) === 0,
    isCoverOpen: (printer & 0x20) !== 0,
    paper: (paper & 0x0c) !== 0 ? 'out' : (paper & 0x03) !== 0 ? 'near-end' : 'ok',
    isDrawerOpen: hasDrawer ? (printer & 0x04) === 0 : null,
    needsAttention: (error & 0x2c) !== 0,
  };
}

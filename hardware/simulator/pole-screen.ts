import iconv from 'iconv-lite';
import type { TextEncoding } from '../../domain/devices/device-settings.ts';

/** The two lines of twenty cells of a simulated display, with its cursor. */
export interface PoleScreen {
  clear(): void;
  /** Puts the cursor at a column and row from 1; false where there is no such cell. */
  goTo(column: number, row: number): boolean;
  write(byte: number): void;
  /** Writes a whole line, wherever the cursor is. */
  setLine(row: number, text: Uint8Array): void;
  lines(): readonly [string, string];
}

const COLUMNS = 20;
const BLANK = 0x20;

export function createPoleScreen(encoding: TextEncoding): PoleScreen {
  const upper = Buffer.alloc(COLUMNS, BLANK);
  const lower = Buffer.alloc(COLUMNS, BLANK);
  let column = 0;
  let row = 0;
  const read = (line: Buffer): string => iconv.decode(line, encoding).trimEnd();
  return {
    clear: () => {
      upper.fill(BLANK);
      lower.fill(BLANK);
      [column, row] = [0, 0];
    },
    goTo: (x, y) => {
      const isThere = x >= 1 && x <= COLUMNS && y >= 1 && y <= 2;
      if (isThere) [column, row] = [x - 1, y - 1];
      return isThere;
    },
    write: (byte) => {
      (row === 0 ? upper : lower)[column] = byte;
      column = (column + 1) % COLUMNS;
      if (column === 0) row = 1 - row;
    },
    setLine: (y, text) => {
      const line = y === 1 ? upper : lower;
      line.fill(BLANK);
      line.set(text.subarray(0, COLUMNS));
    },
    lines: () => [read(upper), read(lower)],
  };
}

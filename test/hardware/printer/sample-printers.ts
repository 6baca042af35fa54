import type { PrinterSettings } from '../../../domain/devices/device-settings.ts';
import { openTextDrawing } from '../../../hardware/printer/text-drawing.ts';
import { loadFontParts } from '../../../register/receipt/receipt-font.ts';
import type { PaperItem, Reading } from '../decoder/paper.ts';
import { whole } from '../decoder/paper.ts';
import type { TwoByteFont } from '../decoder/printer-fonts.ts';
import { readEscPos } from '../decoder/read-esc-pos.ts';
import { readStarLine } from '../decoder/read-star-line.ts';

/** A printer of 80 mm paper in a Chinese shop, changed as a test needs it. */
export function printerOf(changes: Partial<PrinterSettings> = {}): PrinterSettings {
  return {
    id: 'front',
    name: '前台',
    connection: { kind: 'simulated' },
    dialect: 'esc-pos',
    encoding: 'gb18030',
    columns: 48,
    dots: 576,
    cut: 'partial',
    drawsCodes: false,
    answersStatus: false,
    confirmsPrint: false,
    drawer: { pin: 2, onMs: 50, offMs: 500 },
    fallbackId: null,
    ...changes,
  };
}

/** Dots of the paper that so many columns are printed on. */
export const paperDots = { 32: 384, 42: 512, 48: 576 } as const;

/** With the shop's own font. */
export const drawing = openTextDrawing(loadFontParts);

/** What the printer makes of bytes. A printer of one-byte pages has a Chinese font all the same, as many do. */
function readPrinted(bytes: Uint8Array, { dialect, encoding, columns }: PrinterSettings): Reading {
  const fonts: Partial<Record<PrinterSettings['encoding'], TwoByteFont>> = {
    big5: 'big5',
    'shift-jis': 'shift_jis',
  };
  const read = dialect === 'esc-pos' ? readEscPos : readStarLine;
  return read(bytes, { columns, font: fonts[encoding] ?? 'gb18030' });
}

export function paperOf(bytes: Uint8Array, printer: PrinterSettings): readonly PaperItem[] {
  return whole(readPrinted(bytes, printer));
}

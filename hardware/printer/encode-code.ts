import type { PrinterSettings } from '../../domain/devices/device-settings.ts';
import { blacken, blankBitmap, isDark, type Bitmap } from './bitmap.ts';
import { BARCODE_QUIET_MODULES, barcodeSymbol, QR_QUIET_MODULES, qrSymbol } from './code-symbol.ts';
import type { CodeSymbol } from './code-symbol.ts';
import type { Bytes, PrinterCommands } from './encode-commands.ts';

/** The side that a QR code with its quiet zone is drawn to, at 8 dots a millimetre; a dense one is larger. */
const QR_SIDE_DOTS = 224;
const QR_MODULE_DOTS_MIN = 3;
const QR_MODULE_DOTS_MAX = 8;
const BAR_HEIGHT_DOTS = 80;
/** Code 128 in set B: start, check and stop with their 35 modules, and 11 for each character. */
const CODE128_FRAME_MODULES = 35;
const CODE128_CHARACTER_MODULES = 11;

/**
 * A QR code of a text, in the middle of the paper with its quiet zone, by the printer's own command or as a picture.
 * Null for a text that is none, or does not fit the paper.
 */
export function encodeQr(text: string, printer: PrinterSettings, commands: PrinterCommands): Bytes | null {
  const symbol = qrSymbol(text);
  if (!symbol) return null;
  const sideModules = symbol.widthDots + 2 * QR_QUIET_MODULES;
  const moduleDots = Math.min(
    QR_MODULE_DOTS_MAX,
    commands.qrModuleDotsMax,
    Math.max(QR_MODULE_DOTS_MIN, Math.floor(QR_SIDE_DOTS / sideModules)),
  );
  if (sideModules * moduleDots > printer.dots) return null;
  if (printer.drawsCodes) {
    return centered(commands.picture(enlarge(symbol, moduleDots, moduleDots, QR_QUIET_MODULES)), commands);
  }
  const code = commands.qr(Buffer.from(text, 'utf8'), moduleDots);
  return centered([...commands.feed(1), ...code, ...commands.feed(1)], commands);
}

/** A Code 128 of a text, likewise. The printer's command has one of its three sets; a picture packs digits closer. */
export function encodeBarcode(
  text: string,
  printer: PrinterSettings,
  commands: PrinterCommands,
): Bytes | null {
  const symbol = barcodeSymbol(text);
  if (!symbol) return null;
  const plainModules = CODE128_FRAME_MODULES + CODE128_CHARACTER_MODULES * text.length;
  const plainDots = barModuleDots(plainModules, printer.dots);
  if (plainDots !== null && !printer.drawsCodes) {
    return centered(commands.code128(text, plainDots, BAR_HEIGHT_DOTS), commands);
  }
  const moduleDots = barModuleDots(symbol.widthDots, printer.dots);
  if (moduleDots === null) return null;
  const picture = enlarge(symbol, moduleDots, BAR_HEIGHT_DOTS, BARCODE_QUIET_MODULES);
  return centered(commands.picture(picture), commands);
}

function centered(code: Bytes, commands: PrinterCommands): Bytes {
  return [...commands.center(true), ...code, ...commands.center(false)];
}

/** The widest modules that fit the paper; thinner ones than two dots do not scan. */
function barModuleDots(modules: number, paperDots: number): 2 | 3 | null {
  const width = modules + 2 * BARCODE_QUIET_MODULES;
  if (width * 3 <= paperDots) return 3;
  return width * 2 <= paperDots ? 2 : null;
}

/** A symbol's modules as rectangles of dots; a QR code gets its quiet zone on all sides, bars at their ends. */
function enlarge(symbol: CodeSymbol, widthDots: number, heightDots: number, quietModules: number): Bitmap {
  const quietRows = symbol.heightDots === 1 ? 0 : quietModules;
  const bitmap = blankBitmap(
    (symbol.widthDots + 2 * quietModules) * widthDots,
    (symbol.heightDots + 2 * quietRows) * heightDots,
  );
  for (let y = 0; y < symbol.heightDots; y++) {
    for (let x = 0; x < symbol.widthDots; x++) {
      if (!isDark(symbol, x, y)) continue;
      blacken(bitmap, (x + quietModules) * widthDots, (y + quietRows) * heightDots, widthDots, heightDots);
    }
  }
  return bitmap;
}

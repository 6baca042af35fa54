import type { TextEncoding } from '../../domain/devices/device-settings.ts';
import { rowBytes, type Bitmap } from './bitmap.ts';
import { asciiBytes, inOrder, lowHigh, type Bytes, type PrinterCommands } from './encode-commands.ts';

const LF = 0x0a;
const ESC = 0x1b;
const FS = 0x1c;
const GS = 0x1d;

/** A higher picture would overflow the memory of small printers. */
const BAND_MAX_DOTS = 256;
const FEED_MAX_LINES = 255;
/** From the print head to the edge where paper is torn off, in lines. */
const TEAR_LINES = 4;
/** A pulse is counted in steps of 2 ms (`ESC p`). */
const PULSE_STEP_MS = 2;

/** Numbers of `ESC t`; fonts of two bytes have ASCII under all of them, Japanese ones narrow katakana under 1. */
const codePages: Readonly<Record<TextEncoding, number>> = {
  gb18030: 0,
  big5: 0,
  'shift-jis': 1,
  cp437: 0,
  cp850: 2,
  cp858: 19,
  cp1252: 16,
  cp866: 17,
};

/**
 * ESC/POS as Epson's command reference has it (the online "ESC/POS Command Reference" for TM printers), kept to what
 * compatible printers share.
 */
export const escPosCommands: PrinterCommands = {
  // A row of 24 dots, and 6 to the next line: the 1/6 inch of `ESC 2` in the dots of most printers.
  drawnRowDots: 30,
  qrModuleDotsMax: 16,
  begin: (encoding) =>
    inOrder(
      [ESC, 0x40],
      // Chinese and Japanese models start in two-byte mode, in which bytes of a code page would pair up.
      [FS, 0x2e],
      encoding === 'shift-jis' ? [FS, 0x43, 1] : [],
      // Other national sets put a yen sign where the dollar or the backslash is.
      [ESC, 0x52, 0],
      [ESC, 0x74, codePages[encoding]],
    ),
  twoByte: (isOn) => [FS, isOn ? 0x26 : 0x2e],
  emphasize: (emphasis) =>
    inOrder(emphasis === 'normal' ? [] : [ESC, 0x45, 1], emphasis === 'tall' ? [GS, 0x21, 0x01] : []),
  deemphasize: (emphasis) =>
    inOrder(emphasis === 'tall' ? [GS, 0x21, 0x00] : [], emphasis === 'normal' ? [] : [ESC, 0x45, 0]),
  center: (isOn) => [ESC, 0x61, isOn ? 1 : 0],
  feed: (lines) => feed(lines),
  // Functions 65 and 66 of `GS V` feed to the cutter first.
  cut: (cut) => (cut === 'none' ? feed(TEAR_LINES) : [GS, 0x56, cut === 'full' ? 65 : 66, 0]),
  picture: (bitmap) => bandsOf(bitmap),
  qr: (data, moduleDots) =>
    inOrder(
      qrFunction(65, [50, 0]),
      qrFunction(67, [moduleDots]),
      qrFunction(69, [49]),
      qrFunction(80, [48, ...data]),
      qrFunction(81, [48]),
    ),
  code128(text, moduleDots, heightDots) {
    const data = asciiBytes(`{B${text.replaceAll('{', '{{')}`);
    return inOrder(
      [GS, 0x48, 0],
      [GS, 0x68, heightDots],
      [GS, 0x77, moduleDots],
      [GS, 0x6b, 73, data.length, ...data],
    );
  },
  pulse: ({ pin, onMs, offMs }) => [ESC, 0x70, pin === 2 ? 0 : 1, pulseSteps(onMs), pulseSteps(offMs)],
};

function feed(lines: number): Bytes {
  if (lines > FEED_MAX_LINES) return inOrder(feed(FEED_MAX_LINES), feed(lines - FEED_MAX_LINES));
  return lines === 1 ? [LF] : [ESC, 0x64, lines];
}

/** `GS ( k` for a QR code (cn 49); its length counts cn, the function and what follows them. */
function qrFunction(fn: number, parameters: Bytes): Bytes {
  return [GS, 0x28, 0x6b, ...lowHigh(parameters.length + 2), 49, fn, ...parameters];
}

/** `GS v 0`: obsolete at Epson, and the one raster command that all printers have. */
function bandsOf(bitmap: Bitmap): Bytes {
  const { widthDots, heightDots, rows } = bitmap;
  const width = rowBytes(widthDots);
  const bytes: number[] = [];
  for (let top = 0; top < heightDots; top += BAND_MAX_DOTS) {
    const height = Math.min(BAND_MAX_DOTS, heightDots - top);
    bytes.push(GS, 0x76, 0x30, 0, ...lowHigh(width), ...lowHigh(height));
    for (const byte of rows.subarray(top * width, (top + height) * width)) bytes.push(byte);
  }
  return bytes;
}

function pulseSteps(ms: number): number {
  return Math.min(255, Math.max(1, Math.round(ms / PULSE_STEP_MS)));
}

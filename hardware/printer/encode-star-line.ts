import type { TextEncoding } from '../../domain/devices/device-settings.ts';
import { isDark, type Bitmap } from './bitmap.ts';
import { asciiBytes, inOrder, lowHigh, type Bytes, type PrinterCommands } from './encode-commands.ts';

const BEL = 0x07;
const LF = 0x0a;
const SUB = 0x1a;
const ESC = 0x1b;
const GS = 0x1d;
const RS = 0x1e;

const FEED_MAX_LINES = 127;
/** From the print head to the edge where paper is torn off, in lines of 4 mm. */
const TEAR_LINES = 4;
/** Rows that `ESC X` prints at once, as many bytes to a column. */
const STRIP_DOTS = 24;
const STRIP_BYTES = 3;
/** `ESC BEL` counts in steps of 10 ms, up to 127 of them. */
const PULSE_STEP_MS = 10;
const PULSE_STEPS_MAX = 127;

/** Numbers of `ESC GS t`; page 850 is in Star's 858, from which it differs in one character that is always drawn. */
const codePages: Readonly<Record<TextEncoding, number>> = {
  gb18030: 0,
  big5: 0,
  'shift-jis': 2,
  cp437: 1,
  cp850: 4,
  cp858: 4,
  cp1252: 32,
  cp866: 10,
};

/**
 * Star Line Mode as Star's "STAR Line Mode Command Specifications" (Line Thermal Printer, Rev. 0.09) has it. Bytes that
 * it shares with ESC/POS mean other things: `ESC d` cuts, `ESC a` feeds.
 */
export const starLineCommands: PrinterCommands = {
  // The line feed of 4 mm after it is 32 dots.
  drawnRowDots: STRIP_DOTS,
  qrModuleDotsMax: 8,
  begin: (encoding) =>
    inOrder(
      [ESC, 0x40],
      [ESC, 0x24, 0],
      [ESC, 0x52, 0],
      [ESC, GS, 0x74, codePages[encoding]],
      // The line feed is a switch of the printer's: 4 mm, whatever that says.
      [ESC, 0x7a, 1],
    ),
  // Named after Shift JIS: it takes whichever two-byte font the printer has.
  twoByte: (isOn) => [ESC, 0x24, isOn ? 1 : 0],
  emphasize: (emphasis) =>
    inOrder(emphasis === 'normal' ? [] : [ESC, 0x45], emphasis === 'tall' ? [ESC, 0x68, 1] : []),
  deemphasize: (emphasis) =>
    inOrder(emphasis === 'tall' ? [ESC, 0x68, 0] : [], emphasis === 'normal' ? [] : [ESC, 0x46]),
  center: (isOn) => [ESC, GS, 0x61, isOn ? 1 : 0],
  feed: (lines) => feed(lines),
  // Functions 2 and 3 of `ESC d` feed to the cutter first.
  cut: (cut) => (cut === 'none' ? feed(TEAR_LINES) : [ESC, 0x64, cut === 'full' ? 2 : 3]),
  picture: (bitmap) => stripsOf(bitmap),
  qr: (data, moduleDots) =>
    inOrder(
      [ESC, GS, 0x79, 0x53, 0x30, 2],
      [ESC, GS, 0x79, 0x53, 0x31, 1],
      [ESC, GS, 0x79, 0x53, 0x32, moduleDots],
      [ESC, GS, 0x79, 0x44, 0x31, 0, ...lowHigh(data.length), ...data],
      [ESC, GS, 0x79, 0x50],
    ),
  // `%7` begins set B; a percent sign itself is `%0`. Modes 1 and 2 have modules of 2 and 3 dots.
  code128: (text, moduleDots, heightDots) =>
    inOrder(
      [ESC, 0x62, ...asciiBytes(`61${moduleDots - 1}`), heightDots],
      asciiBytes(`%7${text.replaceAll('%', '%0')}`),
      [RS],
    ),
  // The pulse of the second drawer, on pin 5, is fixed at 200 ms.
  pulse: ({ pin, onMs, offMs }) => (pin === 2 ? [ESC, BEL, pulseSteps(onMs), pulseSteps(offMs), BEL] : [SUB]),
};

function feed(lines: number): Bytes {
  if (lines > FEED_MAX_LINES) return inOrder(feed(FEED_MAX_LINES), feed(lines - FEED_MAX_LINES));
  return lines === 1 ? [LF] : [ESC, 0x61, lines];
}

/** `ESC X`, which old and new models have, in strips that a line feed of 3 mm (`ESC 0`) joins without a gap. */
function stripsOf(bitmap: Bitmap): Bytes {
  const bytes: number[] = [ESC, 0x30];
  for (let top = 0; top < bitmap.heightDots; top += STRIP_DOTS) {
    bytes.push(ESC, 0x58, ...lowHigh(bitmap.widthDots));
    for (let x = 0; x < bitmap.widthDots; x++) bytes.push(...columnBytes(bitmap, x, top));
    if (top + STRIP_DOTS >= bitmap.heightDots) bytes.push(ESC, 0x7a, 1);
    bytes.push(LF);
  }
  return bytes;
}

function columnBytes(bitmap: Bitmap, x: number, top: number): Bytes {
  return Array.from({ length: STRIP_BYTES }, (_, part) => {
    let byte = 0;
    for (let bit = 0; bit < 8; bit++) byte = byte * 2 + Number(isDark(bitmap, x, top + part * 8 + bit));
    return byte;
  });
}

function pulseSteps(ms: number): number {
  return Math.min(PULSE_STEPS_MAX, Math.max(1, Math.round(ms / PULSE_STEP_MS)));
}

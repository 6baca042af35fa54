import { at, form, lengthUpTo, longForm, lowHighAt, type CommandForm } from './printer-command-form.ts';

const DLE = 0x10;
const ESC = 0x1b;
const FS = 0x1c;
const GS = 0x1d;

/** Commands that only change how something looks, by their letter and the number of bytes after it. */
const escSettings = '!1 %1 -1 20 31 =1 E1 G1 M1 R1 S0 T1 V1 a1 c2 r1 t1 {1 $2 \\2';
const gsSettings = '!1 B1 H1 L2 P2 W2 a1 b1 f1 h1 w1 $2 \\2';
const fsSettings = '!1 &0 -1 .0 C1 S2 W1';
const barcodeNames = ['UPC-A', 'UPC-E', 'EAN13', 'EAN8', 'CODE39', 'ITF', 'CODABAR', 'CODE93', 'CODE128'];

/** What the simulated ESC/POS printer knows, from Epson's command reference; a longer prefix stands before a shorter one. */
export const escPosForms: readonly CommandForm[] = [
  form([0x0a], 0, { kind: 'feed', lines: 1 }),
  form([0x0c], 0, { kind: 'feed', lines: 1 }),
  form([0x0d], 0),
  form([0x09], 0, { kind: 'text', bytes: Uint8Array.of(0x20) }),
  form([DLE, 0x04], 1, (bytes) => ({ kind: 'question', n: at(bytes, 2) })),
  form([DLE, 0x05], 1),
  form([DLE, 0x14, 1], 2, { kind: 'kick' }),
  form([DLE, 0x14, 2], 2),
  form([DLE, 0x14, 8], 7),
  form([ESC, 0x40], 0, { kind: 'begin' }),
  form([ESC, 0x64], 1, (bytes) => ({ kind: 'feed', lines: at(bytes, 2) })),
  form([ESC, 0x4a], 1, { kind: 'feed', lines: 1 }),
  form([ESC, 0x69], 0, { kind: 'cut' }),
  form([ESC, 0x6d], 0, { kind: 'cut' }),
  form([ESC, 0x70], 3, { kind: 'kick' }),
  longForm(
    [ESC, 0x2a],
    (bytes) => 5 + lowHighAt(bytes, 3) * (at(bytes, 2) >= 32 ? 3 : 1),
    (bytes) => ({
      kind: 'image',
      widthDots: lowHighAt(bytes, 3),
      heightDots: at(bytes, 2) >= 32 ? 24 : 8,
    }),
  ),
  longForm(
    [ESC, 0x44],
    (bytes) => lengthUpTo(bytes, 0, 2),
    () => ({ kind: 'set' }),
  ),
  longForm(
    [GS, 0x56],
    (bytes) => (at(bytes, 2) >= 65 ? 4 : 3),
    () => ({ kind: 'cut' }),
  ),
  longForm(
    [GS, 0x76, 0x30],
    (bytes) => 8 + lowHighAt(bytes, 4) * lowHighAt(bytes, 6),
    (bytes) => ({ kind: 'image', widthDots: lowHighAt(bytes, 4) * 8, heightDots: lowHighAt(bytes, 6) }),
  ),
  longForm([GS, 0x28, 0x6b], blockLength, readSymbol),
  longForm([GS, 0x28, 0x48], blockLength, (bytes) =>
    at(bytes, 5) === 0x30 ? { kind: 'mark', id: latin(bytes.subarray(7)) } : { kind: 'set' },
  ),
  ...[0x41, 0x44, 0x45, 0x46, 0x4b, 0x4c].map((letter) =>
    longForm([GS, 0x28, letter], blockLength, () => ({ kind: 'set' })),
  ),
  longForm([GS, 0x6b], barcodeLength, readBarcode),
  ...settings(ESC, escSettings),
  ...settings(GS, gsSettings),
  ...settings(FS, fsSettings),
];

function settings(lead: number, letters: string): CommandForm[] {
  return letters.split(' ').map((entry) => form([lead, entry.charCodeAt(0)], Number(entry[1])));
}

/** `GS ( X pL pH …` */
function blockLength(bytes: Uint8Array): number {
  return bytes.length < 5 ? 5 : 5 + lowHighAt(bytes, 3);
}

/** `GS ( k`: function 80 stores what a symbol is to say, 81 prints it. */
function readSymbol(bytes: Uint8Array): ReturnType<CommandForm['read']> {
  const fn = at(bytes, 6);
  if (fn === 80) return { kind: 'store-code', text: Buffer.from(bytes.subarray(8)).toString('utf8') };
  if (fn === 81) return { kind: 'code', name: at(bytes, 5) === 48 ? 'PDF417' : 'QR', text: null };
  return { kind: 'set' };
}

/** `GS k m`: up to 6 with a zero at the end, from 65 with the number of its characters. */
function barcodeLength(bytes: Uint8Array): number {
  if (bytes.length < 4) return 4;
  return at(bytes, 2) < 65 ? lengthUpTo(bytes, 0, 3) : 4 + at(bytes, 3);
}

function readBarcode(bytes: Uint8Array): ReturnType<CommandForm['read']> {
  const m = at(bytes, 2);
  const data = latin(m < 65 ? bytes.subarray(3, -1) : bytes.subarray(4));
  const name = barcodeNames[m < 65 ? m : m - 65] ?? 'barcode';
  // Code 128 says its sets in braces.
  return { kind: 'code', name, text: data.replace(/\{([ABC{])/g, (_, sign) => (sign === '{' ? '{' : '')) };
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

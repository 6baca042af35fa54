import { at, form, lengthUpTo, longForm, lowHighAt, type CommandForm } from './printer-command-form.ts';

const BEL = 0x07;
const ESC = 0x1b;
const GS = 0x1d;
const RS = 0x1e;

/** Commands that only change how something looks, by their letter and the number of bytes after it. */
const settings =
  '!1 $1 -1 01 12 21 31 40 50 :0 C1 E0 F0 H0 L1 M0 N1 O0 P0 Q1 R1 S1 W1 _1 h1 i2 l1 p0 q0 s2 w1 z1';

/** What the simulated Star printer knows, from the Star Line Mode command specification. */
export const starForms: readonly CommandForm[] = [
  form([0x0a], 0, { kind: 'feed', lines: 1 }),
  form([0x0c], 0, { kind: 'feed', lines: 1 }),
  form([0x0d], 0),
  form([0x09], 0, { kind: 'text', bytes: Uint8Array.of(0x20) }),
  ...[BEL, 0x19, 0x1a, 0x1c].map((byte) => form([byte], 0, { kind: 'kick' })),
  form([0x17], 0, { kind: 'mark', id: null }),
  form([ESC, 0x06, 0x01], 0, { kind: 'question', n: 0 }),
  // Sets the pulse that the BEL after it starts.
  form([ESC, BEL], 2),
  form([ESC, 0x40], 0, { kind: 'begin' }),
  form([ESC, 0x61], 1, (bytes) => ({ kind: 'feed', lines: at(bytes, 2) })),
  form([ESC, 0x4a], 1, { kind: 'feed', lines: 1 }),
  form([ESC, 0x49], 1, { kind: 'feed', lines: 1 }),
  form([ESC, 0x64], 1, { kind: 'cut' }),
  form([ESC, 0x30], 0, { kind: 'strips' }),
  form([ESC, RS, 0x61], 1),
  form([ESC, RS, 0x45], 1),
  form([ESC, RS, 0x46], 1),
  form([ESC, RS, 0x64], 1),
  form([ESC, GS, 0x61], 1),
  form([ESC, GS, 0x74], 1),
  form([ESC, GS, 0x79, 0x53], 2),
  longForm(
    [ESC, GS, 0x79, 0x44, 0x31],
    (bytes) => (bytes.length < 8 ? 8 : 8 + lowHighAt(bytes, 6)),
    (bytes) => ({ kind: 'store-code', text: Buffer.from(bytes.subarray(8)).toString('utf8') }),
  ),
  form([ESC, GS, 0x79, 0x50], 0, { kind: 'code', name: 'QR', text: null }),
  longForm([ESC, GS, 0x53], rasterLength, (bytes) => ({
    kind: 'image',
    widthDots: lowHighAt(bytes, 4) * 8,
    heightDots: lowHighAt(bytes, 6),
  })),
  longForm(
    [ESC, 0x58],
    (bytes) => (bytes.length < 4 ? 4 : 4 + 3 * lowHighAt(bytes, 2)),
    (bytes) => ({ kind: 'image', widthDots: lowHighAt(bytes, 2), heightDots: 24 }),
  ),
  longForm(
    [ESC, 0x4b],
    (bytes) => (bytes.length < 4 ? 4 : 4 + lowHighAt(bytes, 2)),
    (bytes) => ({ kind: 'image', widthDots: lowHighAt(bytes, 2), heightDots: 8 }),
  ),
  longForm(
    [ESC, 0x62],
    (bytes) => lengthUpTo(bytes, RS, 6),
    (bytes) => ({ kind: 'code', name: barcodeName(at(bytes, 2)), text: barcodeText(bytes) }),
  ),
  longForm(
    [ESC, 0x44],
    (bytes) => lengthUpTo(bytes, 0, 2),
    () => ({ kind: 'set' }),
  ),
  ...settings.split(' ').map((entry) => form([ESC, entry.charCodeAt(0)], Number(entry[1]))),
];

function rasterLength(bytes: Uint8Array): number {
  return bytes.length < 9 ? 9 : 9 + lowHighAt(bytes, 4) * lowHighAt(bytes, 6);
}

function barcodeName(n1: number): string {
  const names = ['UPC-E', 'UPC-A', 'EAN8', 'EAN13', 'CODE39', 'ITF', 'CODE128', 'CODE93', 'CODABAR'];
  return names[n1 - 0x30] ?? 'barcode';
}

/** What the bars say; in Code 128 a percent sign chooses a set, or is one. */
function barcodeText(bytes: Uint8Array): string {
  const data = Buffer.from(bytes.subarray(6, -1)).toString('latin1');
  return data.replace(/%([0-9])/g, (_, sign) => (sign === '0' ? '%' : ''));
}

import bwip from 'bwip-js/generic';
import { blacken, blankBitmap, type Bitmap } from './bitmap.ts';

/** Above it a code is denser than a phone or a counter scanner reads from receipt paper. */
const QR_MAX_BYTES = 300;
const BARCODE_MAX_CHARACTERS = 32;

/** What the standards ask to be left white around a code: ISO/IEC 18004 and 15417. */
export const QR_QUIET_MODULES = 4;
export const BARCODE_QUIET_MODULES = 10;

/** A code's modules, a dot each, without its quiet zone. A barcode is one row. */
export type CodeSymbol = Bitmap;

/** A QR code, model 2 and correction level M, of a text's UTF-8; null for a text that is empty or too long. */
export function qrSymbol(text: string): CodeSymbol | null {
  if (text === '' || Buffer.byteLength(text, 'utf8') > QR_MAX_BYTES) return null;
  // The encoder takes a string of bytes: given as such, other scripts keep their UTF-8.
  const [symbol] = bwip.raw('qrcode', text, 'eclevel=M');
  if (!symbol || !('pixs' in symbol)) throw new Error('the QR encoder drew no modules');
  const bitmap = blankBitmap(symbol.pixx, symbol.pixy);
  symbol.pixs.forEach((isBlack, index) => {
    if (isBlack) blacken(bitmap, index % symbol.pixx, Math.floor(index / symbol.pixx), 1, 1);
  });
  return bitmap;
}

/** A Code 128 barcode; null for a text that is empty, too long or not printable ASCII. */
export function barcodeSymbol(text: string): CodeSymbol | null {
  if (text.length > BARCODE_MAX_CHARACTERS || !/^[\x20-\x7e]+$/.test(text)) return null;
  const [symbol] = bwip.raw('code128', text);
  if (!symbol || !('sbs' in symbol)) throw new Error('the barcode encoder drew no bars');
  const bitmap = blankBitmap(
    symbol.sbs.reduce((sum, width) => sum + width, 0),
    1,
  );
  let x = 0;
  symbol.sbs.forEach((width, index) => {
    if (index % 2 === 0) blacken(bitmap, x, 0, width, 1);
    x += width;
  });
  return bitmap;
}

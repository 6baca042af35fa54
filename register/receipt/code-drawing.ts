import bwip from 'bwip-js/generic';
import type { CodeDrawing } from '../../domain/receipt/document.ts';

/** Above it a code is denser than a phone or a counter scanner reads from receipt paper. */
const QR_MAX_BYTES = 300;
const BARCODE_MAX_CHARACTERS = 32;

/** Bars are drawn this many modules high; whoever shows them stretches them to its own height. */
const BAR_HEIGHT_MODULES = 20;

/** Draws a QR code or a Code 128 barcode; null for a text that is empty, too long, or not ASCII in a barcode. */
export function drawCode(kind: 'qr' | 'barcode', text: string): CodeDrawing | null {
  if (text === '') return null;
  return kind === 'qr' ? drawQr(text) : drawBarcode(text);
}

function drawQr(text: string): CodeDrawing | null {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > QR_MAX_BYTES) return null;
  // The encoder takes a string of bytes: given as such, other scripts keep their UTF-8.
  const [symbol] = bwip.raw('qrcode', text, 'eclevel=M');
  if (!symbol || !('pixs' in symbol)) throw new Error('the QR encoder drew no modules');
  const { pixs, pixx: widthModules, pixy: heightModules } = symbol;
  let path = '';
  pixs.forEach((isDark, index) => {
    if (isDark) path += `M${index % widthModules} ${Math.floor(index / widthModules)}h1v1h-1z`;
  });
  return { widthModules, heightModules, path };
}

function drawBarcode(text: string): CodeDrawing | null {
  if (text.length > BARCODE_MAX_CHARACTERS || !/^[\x20-\x7e]+$/.test(text)) return null;
  const [symbol] = bwip.raw('code128', text);
  if (!symbol || !('sbs' in symbol)) throw new Error('the barcode encoder drew no bars');
  let path = '';
  let x = 0;
  symbol.sbs.forEach((width, index) => {
    if (index % 2 === 0) path += `M${x} 0h${width}v${BAR_HEIGHT_MODULES}h-${width}z`;
    x += width;
  });
  return { widthModules: x, heightModules: BAR_HEIGHT_MODULES, path };
}

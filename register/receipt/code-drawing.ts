import type { CodeDrawing } from '../../domain/receipt/document.ts';
import { isDark } from '../../hardware/printer/bitmap.ts';
import { barcodeSymbol, qrSymbol, type CodeSymbol } from '../../hardware/printer/code-symbol.ts';

/** Bars are drawn this many modules high; whoever shows them stretches them to its own height. */
const BAR_HEIGHT_MODULES = 20;

/** Draws a QR code or a Code 128 barcode; null for a text that is empty, too long, or not ASCII in a barcode. */
export function drawCode(kind: 'qr' | 'barcode', text: string): CodeDrawing | null {
  const symbol = kind === 'qr' ? qrSymbol(text) : barcodeSymbol(text);
  if (!symbol) return null;
  const { widthDots: widthModules, heightDots } = symbol;
  const moduleHeight = kind === 'qr' ? 1 : BAR_HEIGHT_MODULES;
  let path = '';
  for (let y = 0; y < heightDots; y++) {
    for (const [x, width] of darkRuns(symbol, y)) path += `M${x} ${y}h${width}v${moduleHeight}h-${width}z`;
  }
  return { widthModules, heightModules: heightDots * moduleHeight, path };
}

/** Modules that touch are drawn as one: apart, a page that is scaled shows a hairline between them. */
function darkRuns(symbol: CodeSymbol, y: number): (readonly [x: number, width: number])[] {
  const runs: [number, number][] = [];
  for (let x = 0; x < symbol.widthDots; x++) {
    if (!isDark(symbol, x, y)) continue;
    const last = runs.at(-1);
    if (last && last[0] + last[1] === x) last[1]++;
    else runs.push([x, 1]);
  }
  return runs;
}

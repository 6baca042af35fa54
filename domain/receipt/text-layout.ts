import type { PaperColumns, ReceiptBlock, ReceiptDocument } from './document.ts';
import { cleanText, displayWidth } from './display-width.ts';
import { layoutRow, wrapText, type LineSpace, type RowLine } from './row-layout.ts';

/**
 * A document as lines of plain text, none wider than `columns`. Right cells end exactly at the last column; a line
 * with none has no spaces after its text. Codes show their text, and what plain text cannot show is left out.
 */
export function layoutText(document: ReceiptDocument, columns: PaperColumns): string[] {
  return document.blocks.flatMap((block) => layoutBlock(block, columns, displayWidth));
}

/** One block's lines. `measure` says how many columns a text takes: a printer's fonts are not all as `displayWidth`. */
export function layoutBlock(
  block: ReceiptBlock,
  columns: PaperColumns,
  measure: LineSpace['measure'],
): string[] {
  switch (block.kind) {
    case 'paragraph': {
      const lines = wrapText(cleanText(block.text), columns, measure);
      return block.align === 'center' ? lines.map((line) => center(line, columns, measure)) : lines;
    }
    case 'row': {
      const space: LineSpace = { width: columns, columnWidth: 1, measure };
      const cells = {
        left: cleanText(block.left),
        middle: cleanText(block.middle),
        right: cleanText(block.right),
      };
      return layoutRow({ ...block, ...cells }, space).map((line) => rowText(line, space));
    }
    case 'rule':
      return ['-'.repeat(columns)];
    case 'qr':
    case 'barcode':
      return wrapText(cleanText(block.text), columns, measure).map((line) => center(line, columns, measure));
    case 'feed':
      return Array.from({ length: block.lines }, () => '');
    case 'logo':
    case 'cut':
    case 'drawer':
      return [];
  }
}

function rowText(line: RowLine, { width, measure }: LineSpace): string {
  let text = ' '.repeat(line.leftStart) + line.left;
  if (line.middle !== '') text = padTo(text, line.middleEnd - measure(line.middle), measure) + line.middle;
  if (line.right !== '') text = padTo(text, width - measure(line.right), measure) + line.right;
  return text.trimEnd();
}

function center(line: string, columns: number, measure: LineSpace['measure']): string {
  return padTo('', Math.floor((columns - measure(line)) / 2), measure) + line;
}

function padTo(text: string, columns: number, measure: LineSpace['measure']): string {
  return text + ' '.repeat(Math.max(0, columns - measure(text)));
}

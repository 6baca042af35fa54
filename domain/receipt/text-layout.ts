import type { PaperColumns, ReceiptBlock, ReceiptDocument } from './document.ts';
import { cleanText, displayWidth } from './display-width.ts';
import { layoutRow, wrapText, type LineSpace, type RowLine } from './row-layout.ts';

/**
 * A document as lines of plain text, none wider than `columns`. Right cells end exactly at the last column; a line
 * with none has no spaces after its text. Codes show their text, and what plain text cannot show is left out.
 */
export function layoutText(document: ReceiptDocument, columns: PaperColumns): string[] {
  return document.blocks.flatMap((block) => blockLines(block, columns));
}

function blockLines(block: ReceiptBlock, columns: PaperColumns): string[] {
  switch (block.kind) {
    case 'paragraph': {
      const lines = wrapText(cleanText(block.text), columns, displayWidth);
      return block.align === 'center' ? lines.map((line) => center(line, columns)) : lines;
    }
    case 'row': {
      const space: LineSpace = { width: columns, columnWidth: 1, measure: displayWidth };
      const cells = {
        left: cleanText(block.left),
        middle: cleanText(block.middle),
        right: cleanText(block.right),
      };
      return layoutRow({ ...block, ...cells }, space).map((line) => rowText(line, columns));
    }
    case 'rule':
      return ['-'.repeat(columns)];
    case 'qr':
    case 'barcode':
      return wrapText(cleanText(block.text), columns, displayWidth).map((line) => center(line, columns));
    case 'feed':
      return Array.from({ length: block.lines }, () => '');
    case 'logo':
    case 'cut':
    case 'drawer':
      return [];
  }
}

function rowText(line: RowLine, columns: number): string {
  let text = ' '.repeat(line.leftStart) + line.left;
  if (line.middle !== '') text = padTo(text, line.middleEnd - displayWidth(line.middle)) + line.middle;
  if (line.right !== '') text = padTo(text, columns - displayWidth(line.right)) + line.right;
  return text.trimEnd();
}

function center(line: string, columns: number): string {
  return padTo('', Math.floor((columns - displayWidth(line)) / 2)) + line;
}

function padTo(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - displayWidth(text)));
}

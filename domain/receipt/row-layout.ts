import type { ReceiptRow } from './document.ts';
import { graphemesOf, isWide } from './display-width.ts';

/** What a line is laid out on: a printer's columns, or a page measured in points. */
export interface LineSpace {
  readonly width: number;
  /** The width of one narrow character, in the same unit. */
  readonly columnWidth: number;
  readonly measure: (text: string) => number;
}

/** One line of a row. The left text starts at `leftStart`, the middle one ends at `middleEnd`, the right one at the edge. */
export interface RowLine {
  readonly leftStart: number;
  readonly left: string;
  readonly middleEnd: number;
  readonly middle: string;
  readonly right: string;
}

const INDENT_COLUMNS = 2;
const GAP_COLUMNS = 1;
/** A left cell narrower than this reads worse beside an amount than on lines of its own. */
const LEFT_MIN_COLUMNS = 10;
/** Where the middle cell ends when the right one leaves it there: as on the Z, a little past the middle. */
const MIDDLE_END_SHARE = 0.55;

/** Punctuation that must not begin a line; it stays with the character before it. */
const closing = /^[,.;:!?)\]}%，。、；：！？）】》」』”’…％]$/u;

/** Breaks text at spaces and between wide characters, and a word longer than a line wherever it fills one. */
export function wrapText(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text)) {
    if (measure(line + piece.trimEnd()) <= width) {
      line += piece;
      continue;
    }
    if (line.trim() !== '') lines.push(line.trimEnd());
    line = piece;
    while (measure(line.trimEnd()) > width) {
      const head = headThatFits(line, width, measure);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  if (line.trim() !== '' || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

/** Runs that are not broken unless they alone exceed a line; a run carries the spaces after it. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let canJoin = false;
  for (const grapheme of graphemesOf(text)) {
    const wide = isWide(grapheme);
    const joins = grapheme === ' ' || closing.test(grapheme) || (canJoin && !wide);
    if (joins && pieces.length > 0) pieces[pieces.length - 1] += grapheme;
    else pieces.push(grapheme);
    canJoin = !wide && grapheme !== ' ';
  }
  return pieces;
}

function headThatFits(text: string, width: number, measure: (text: string) => number): string {
  let head = '';
  for (const grapheme of graphemesOf(text)) {
    // One character at least, however narrow the space, or the text would never end.
    if (head !== '' && measure(head + grapheme) > width) break;
    head += grapheme;
  }
  return head;
}

/**
 * Lays a row out: the left cell wraps in the room that the others leave, and they stand on its last line. Where that
 * room is too small the left cell takes lines of its own. The right cell breaks only if it is wider than the paper.
 */
export function layoutRow(row: ReceiptRow, space: LineSpace): RowLine[] {
  const { width, columnWidth, measure } = space;
  const gap = GAP_COLUMNS * columnWidth;
  const leftStart = Math.min(row.indent * INDENT_COLUMNS * columnWidth, width / 4);
  const rightWidth = measure(row.right);
  const middleWidth = measure(row.middle);
  if (row.middle !== '' && middleWidth + gap + rightWidth > width) {
    return layoutRow({ ...row, left: `${row.left} ${row.middle}`, middle: '' }, space);
  }
  const rightStart = row.right === '' ? width : width - rightWidth - gap;
  const middleEnd = middleEndOf(row, space, leftStart, rightStart);
  const tailStart = row.middle === '' ? rightStart : middleEnd - middleWidth - gap;
  const room = tailStart - leftStart;
  const tails = rightWidth > width ? wrapText(row.right, width, measure) : [row.right];
  const sharesLine =
    tails.length === 1 && (measure(row.left) <= room || room >= LEFT_MIN_COLUMNS * columnWidth);
  const lefts = wrapText(row.left, sharesLine ? room : width - leftStart, measure);
  const lines = lefts.map((left) => ({ leftStart, left, middleEnd, middle: '', right: '' }));
  if (sharesLine) {
    lines[lines.length - 1] = { ...lines[lines.length - 1]!, middle: row.middle, right: row.right };
    return lines;
  }
  const under = tails.map((right) => ({ leftStart, left: '', middleEnd, middle: row.middle, right }));
  return row.left === '' ? under : [...lines, ...under];
}

/** A little past the middle of the paper, or further right where the left cell then stays on one line. */
function middleEndOf(row: ReceiptRow, space: LineSpace, leftStart: number, rightStart: number): number {
  const { width, columnWidth, measure } = space;
  const middleWidth = measure(row.middle);
  const besideLeft = leftStart + measure(row.left) + GAP_COLUMNS * columnWidth + middleWidth;
  const usual = Math.max(middleWidth, Math.min(Math.floor(width * MIDDLE_END_SHARE), rightStart));
  return besideLeft > usual && besideLeft <= rightStart ? besideLeft : usual;
}

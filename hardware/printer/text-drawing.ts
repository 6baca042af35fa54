import { create, type Font } from 'fontkit';
import { graphemesOf } from '../../domain/receipt/display-width.ts';
import type { Emphasis } from '../../domain/receipt/document.ts';
import { blacken, blankBitmap, stamp, type Bitmap } from './bitmap.ts';
import { fillOutline } from './glyph-fill.ts';

/** Loads pieces of a font that together hold the characters asked of it, at one weight; TrueType bytes. */
export type LoadFont = (
  characters: ReadonlySet<string>,
  weight: number,
) => Promise<readonly { readonly characters: ReadonlySet<string>; readonly bytes: Uint8Array }[]>;

/** The grid that a line is drawn on: the printer's own columns and rows. */
export interface LineGrid {
  readonly columns: number;
  readonly columnDots: number;
  readonly rowDots: number;
  readonly measure: (text: string) => number;
}

/** Draws what printers have no letters for. */
export interface TextDrawing {
  /** A laid out line, `tall` twice as high as `rowDots`. */
  drawLine(text: string, emphasis: Emphasis, grid: LineGrid): Promise<Bitmap>;
}

const REGULAR_WEIGHT = 400;
const BOLD_WEIGHT = 700;
/** The font's size and baseline in a row of 24 dots, so that accents and descenders stay inside it. */
const EM_DOTS = 22;
const BASELINE_DOTS = 19;
/** The empty box that stands for a character that the font does not have. */
const BOX_INSET_DOTS = 2;
const BOX_TOP_DOTS = 3;
/** Drawn characters that are kept: more than the different ones of any shop's paper. */
const KEPT_MAX = 4_096;

/** A drawing hand with a font. What it drew once it keeps. */
export function openTextDrawing(loadFont: LoadFont): TextDrawing {
  const drawn = new Map<string, Bitmap>();
  return {
    async drawLine(text, emphasis, grid) {
      const cells = cellsOf(text, emphasis, grid);
      if (drawn.size + cells.length > KEPT_MAX) drawn.clear();
      const missing = cells.filter(({ key }) => !drawn.has(key));
      if (missing.length > 0) {
        const characters = new Set(missing.flatMap(({ grapheme }) => [...grapheme]));
        const fonts = await openFonts(loadFont, characters, weightOf(emphasis));
        for (const cell of missing) drawn.set(cell.key, drawGrapheme(cell, fonts));
      }
      const line = blankBitmap(grid.columns * grid.columnDots, grid.rowDots * heightOf(emphasis));
      for (const cell of cells) stamp(line, drawn.get(cell.key)!, cell.x, 0);
      return line;
    },
  };
}

/** A character's place on a line. */
interface Cell {
  readonly grapheme: string;
  readonly key: string;
  readonly x: number;
  readonly widthDots: number;
  readonly rowDots: number;
  readonly height: 1 | 2;
}

function cellsOf(text: string, emphasis: Emphasis, { columnDots, rowDots, measure }: LineGrid): Cell[] {
  const height = heightOf(emphasis);
  let column = 0;
  const cells = graphemesOf(text).map((grapheme) => {
    const columns = measure(grapheme);
    const [x, widthDots] = [column * columnDots, columns * columnDots];
    column += columns;
    const key = `${weightOf(emphasis)} ${height} ${widthDots} ${grapheme}`;
    return { grapheme, key, x, widthDots, rowDots, height };
  });
  return cells.filter(({ grapheme, widthDots }) => grapheme.trim() !== '' && widthDots > 0);
}

function weightOf(emphasis: Emphasis): number {
  return emphasis === 'normal' ? REGULAR_WEIGHT : BOLD_WEIGHT;
}

function heightOf(emphasis: Emphasis): 1 | 2 {
  return emphasis === 'tall' ? 2 : 1;
}

async function openFonts(
  loadFont: LoadFont,
  characters: ReadonlySet<string>,
  weight: number,
): Promise<ReadonlyMap<string, Font>> {
  const fonts = new Map<string, Font>();
  for (const part of await loadFont(characters, weight)) {
    const font = create(Buffer.from(part.bytes));
    if (!('glyphForCodePoint' in font)) throw new Error('a piece of the font is a collection of fonts');
    // A piece with nothing but the sign of what is missing has no table of characters that could be asked.
    if (font.numGlyphs <= 1) continue;
    for (const character of part.characters) fonts.set(character, font);
  }
  return fonts;
}

/** Marks are drawn over their letter. One character that the font lacks makes the whole an empty box. */
function drawGrapheme(cell: Cell, fonts: ReadonlyMap<string, Font>): Bitmap {
  const { widthDots, rowDots, height } = cell;
  const bitmap = blankBitmap(widthDots, rowDots * height);
  const visible = [...cell.grapheme].filter(
    (character) => !/\p{Default_Ignorable_Code_Point}/u.test(character),
  );
  const glyphs = visible.map((character) => glyphOf(fonts.get(character), character));
  for (const glyph of glyphs) {
    if (!glyph) return drawBox(bitmap, height);
    const { unitsPerEm, outline, advance } = glyph;
    const scale = EM_DOTS / unitsPerEm;
    // A letter that is wider than its column is drawn narrower; a narrow one stands in the middle.
    const scaleX = Math.min(scale, widthDots / Math.max(1, advance));
    const originX = (widthDots - advance * scaleX) / 2;
    const placement = { scaleX, scaleY: scale * height, originX, baselineY: BASELINE_DOTS * height };
    stamp(bitmap, fillOutline(outline, placement, widthDots, rowDots * height), 0, 0);
  }
  return bitmap;
}

function glyphOf(font: Font | undefined, character: string) {
  const codePoint = character.codePointAt(0)!;
  if (!font?.hasGlyphForCodePoint(codePoint)) return null;
  const glyph = font.glyphForCodePoint(codePoint);
  return { unitsPerEm: font.unitsPerEm, outline: glyph.path.commands, advance: glyph.advanceWidth };
}

function drawBox(bitmap: Bitmap, height: 1 | 2): Bitmap {
  const [left, top] = [BOX_INSET_DOTS, BOX_TOP_DOTS * height];
  const width = bitmap.widthDots - 2 * left;
  const bottom = BASELINE_DOTS * height;
  blacken(bitmap, left, top, width, 1);
  blacken(bitmap, left, bottom, width, 1);
  blacken(bitmap, left, top, 1, bottom - top);
  blacken(bitmap, left + width - 1, top, 1, bottom - top);
  return bitmap;
}

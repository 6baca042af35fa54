/** Made for the first text that needs it: making it takes 20 ms, which no start of a till is to wait for. */
let segmenter: Intl.Segmenter | null = null;

/**
 * Code points that are Wide or Fullwidth in Unicode's EastAsianWidth.txt (16.0), by block; emoji are asked of the
 * platform. Ambiguous ones (`×`, `¥`) count as narrow: a printer whose font has them wide must substitute them.
 */
const wideRanges: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x3247],
  [0x3250, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18dff],
  [0x1aff0, 0x1b2ff],
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd],
];

/** Latin letters and Chinese characters with their punctuation: nothing that joins what stands before it. */
const standAlone = /^[\x20-\x7e\u3001-\u3029\u3400-\u9fff\uff01-\uff60]*$/;

const zeroWidth = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]$/u;
const emoji = /\p{Emoji_Presentation}|\ufe0f/u;
/** Line breaks and the marks that reorder text would let a name move or hide an amount. */
const unprintable = /[\p{Control}\p{Zl}\p{Zp}]+/gu;
const reordering = /[\p{Bidi_Control}\p{Surrogate}\ufeff]/gu;

/** Text as paper can show it: one line, in the order that it is written. */
export function cleanText(text: string): string {
  return text.replace(reordering, '').replace(unprintable, ' ');
}

/** The characters as a reader counts them: a base with its marks, or an emoji of several code points, is one. */
export function graphemesOf(text: string): string[] {
  if (standAlone.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** How many columns a text takes: 2 for Chinese, Japanese, Korean and emoji, 0 for a mark alone, else 1. */
export function displayWidth(text: string): number {
  if (isPlain(text)) return text.length;
  return graphemesOf(text).reduce((columns, grapheme) => columns + graphemeWidth(grapheme), 0);
}

/** Whether a character is two columns wide; a line may break on either side of it. */
export function isWide(grapheme: string): boolean {
  return graphemeWidth(grapheme) === 2;
}

function graphemeWidth(grapheme: string): number {
  if (emoji.test(grapheme)) return 2;
  let columns = 0;
  for (const character of grapheme) {
    if (!zeroWidth.test(character))
      columns = Math.max(columns, isWideCodePoint(character.codePointAt(0)!) ? 2 : 1);
  }
  return columns;
}

function isWideCodePoint(codePoint: number): boolean {
  return wideRanges.some(([first, last]) => codePoint >= first && codePoint <= last);
}

function isPlain(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

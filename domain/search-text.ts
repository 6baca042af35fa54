/** A stretch of searchable text: letters, digits, or characters of a script written without spaces. */
export interface TextPiece {
  readonly kind: 'word' | 'number' | 'unspaced';
  readonly text: string;
  /** Whether only a hyphen, an apostrophe or the like stands between this piece and the one before it. */
  readonly isAttached: boolean;
}

/** Letters that Unicode does not decompose but that people type without their strokes. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
  ʼ: "'",
};

const PLAIN_LETTER = new RegExp(`[${Object.keys(PLAIN_LETTERS).join('')}]`, 'g');

const NOT_ASCII = /[^\0-\x7f]/;

const ASCII_PIECES = /([a-z]+)|([0-9]+)/g;

const UNICODE_PIECES = unicodePieces();

/** Scripts that put no spaces between words, and Hangul, whose compounds people search by their parts. */
function unicodePieces(): RegExp {
  const scripts = ['Han', 'Hira', 'Kana', 'Hang', 'Bopo', 'Thai', 'Laoo', 'Khmr', 'Mymr'];
  const unspaced = `[${scripts.map((script) => `\\p{scx=${script}}`).join('')}]`;
  const letters = '[\\p{L}\\p{M}]';
  return new RegExp(`([${letters}--${unspaced}]+)|(\\p{N}+)|([${unspaced}&&${letters}]+)`, 'gv');
}

/** What may join two words that are also searched as one: coca-cola, kellogg's, l’eau, m&m, d.o.c. */
const CONNECTORS = new Set(["'", '’', '-', '‐', '‑', '.', '&', '·']);

/**
 * Text as search compares it: lower case, compatibility forms made plain (full-width digits, ligatures), Latin, Greek
 * and Cyrillic letters without their marks. Folding twice changes nothing.
 */
export function foldText(text: string): string {
  if (!NOT_ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(PLAIN_LETTER, (letter) => PLAIN_LETTERS[letter]!)
    .normalize('NFC');
}

/** Cuts folded text into its pieces, in order; everything else only separates. */
export function cutPieces(folded: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = -1;
  for (const match of folded.matchAll(NOT_ASCII.test(folded) ? UNICODE_PIECES : ASCII_PIECES)) {
    const text = match[0];
    const kind = match[1] !== undefined ? 'word' : match[2] !== undefined ? 'number' : 'unspaced';
    const isAttached = match.index === end + 1 && end > 0 && CONNECTORS.has(folded[end]!);
    pieces.push({ kind, text, isAttached });
    end = match.index + text.length;
  }
  return pieces;
}

/** A name as its pieces with single spaces between: equal for names that differ only in case, marks or punctuation. */
export function nameKey(name: string): string {
  return cutPieces(foldText(name))
    .map((piece) => piece.text)
    .join(' ');
}

import iconv from 'iconv-lite';
import type { TextEncoding } from '../../domain/devices/device-settings.ts';
import { cleanText, displayWidth, graphemesOf } from '../../domain/receipt/display-width.ts';

/** What a printer's font can say of a text, and how wide it comes out. */
export interface Charset {
  /** The text on one line, in characters that the font has wherever one of them means the same. */
  readonly reword: (text: string) => string;
  /** The columns that a text takes: a character of two bytes is printed two wide, whatever Unicode says of it. */
  readonly measure: (text: string) => number;
  /** The one or two bytes of each letter; null for a text that has to be drawn. */
  readonly spell: (text: string) => readonly (readonly number[])[] | null;
}

/** Codes of a font, by how they begin and how they go on. */
interface CodeRange {
  readonly first: readonly [from: number, to: number];
  /** Null for codes of one byte. */
  readonly second: readonly (readonly [from: number, to: number])[] | null;
}

interface Font {
  /** What `iconv-lite` calls the encoding. */
  readonly name: string;
  readonly ranges: readonly CodeRange[];
  /** Characters that printers disagree on under one of these codes. */
  readonly doubtful?: string;
}

const ascii: CodeRange = { first: [0x20, 0x7e], second: null };
const upperHalf: CodeRange = { first: [0x80, 0xff], second: null };

function twoBytes(from: number, to: number, ...second: (readonly [number, number])[]): CodeRange {
  return { first: [from, to], second };
}

/**
 * Ranges are those of the standards that fonts are made from: GB18030's two-byte part; Big5 without Eten's and Microsoft's
 * additions; JIS X 0208 and the narrow katakana of JIS X 0201. Extensions of a vendor are drawn.
 */
const fonts: Readonly<Record<TextEncoding, Font>> = {
  gb18030: { name: 'gb18030', ranges: [ascii, twoBytes(0x81, 0xfe, [0x40, 0x7e], [0x80, 0xfe])] },
  big5: {
    name: 'cp950',
    ranges: [
      ascii,
      twoBytes(0xa1, 0xa2, [0x40, 0x7e], [0xa1, 0xfe]),
      twoBytes(0xa3, 0xa3, [0x40, 0x7e], [0xa1, 0xbf]),
      twoBytes(0xa4, 0xc5, [0x40, 0x7e], [0xa1, 0xfe]),
      twoBytes(0xc6, 0xc6, [0x40, 0x7e]),
      twoBytes(0xc9, 0xf8, [0x40, 0x7e], [0xa1, 0xfe]),
      twoBytes(0xf9, 0xf9, [0x40, 0x7e], [0xa1, 0xd5]),
    ],
  },
  'shift-jis': {
    name: 'shift_jis',
    ranges: [
      ascii,
      { first: [0xa1, 0xdf], second: null },
      twoBytes(0x81, 0x84, [0x40, 0x7e], [0x80, 0xfc]),
      twoBytes(0x88, 0x9f, [0x40, 0x7e], [0x80, 0xfc]),
      twoBytes(0xe0, 0xea, [0x40, 0x7e], [0x80, 0xfc]),
    ],
    // JIS X 0201 has a yen sign and an overline at these codes.
    doubtful: '\\~',
  },
  cp437: { name: 'cp437', ranges: [ascii, upperHalf] },
  // Many printers have the euro of code page 858 in place of the dotless i of 850.
  cp850: { name: 'cp850', ranges: [ascii, upperHalf], doubtful: 'ı' },
  cp858: { name: 'cp858', ranges: [ascii, upperHalf] },
  cp1252: { name: 'windows-1252', ranges: [ascii, upperHalf] },
  cp866: { name: 'cp866', ranges: [ascii, upperHalf] },
};

/** What says the same where a font lacks the character; signs of Chinese and Japanese fonts are two columns wide. */
const substitutes: Readonly<Record<string, string>> = {
  '¥': '￥',
  '￥': '¥',
  '£': '￡',
  '￡': '£',
  '×': 'x',
  '−': '-',
  '–': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '…': '...',
  '\\': '＼',
  '\u00a0': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
};

/** Not letters of any font: private characters, the sign of a code that has none, and what controls or shows nothing. */
const noLetter = /^[\p{Co}\p{Cc}\p{Default_Ignorable_Code_Point}\ufffd]/u;

const charsets = new Map<TextEncoding, Charset>();

/** The font of an encoding; its table is made when it is first asked for. */
export function charsetOf(encoding: TextEncoding): Charset {
  const known = charsets.get(encoding);
  if (known) return known;
  const charset = openCharset(readCodes(fonts[encoding]));
  charsets.set(encoding, charset);
  return charset;
}

function openCharset(codes: ReadonlyMap<string, readonly number[]>): Charset {
  const spell = (text: string) => {
    const letters: (readonly number[])[] = [];
    for (const character of text) {
      const code = codes.get(character);
      if (!code) return null;
      letters.push(code);
    }
    return letters;
  };
  const reword = (grapheme: string) => {
    if (spell(grapheme)) return grapheme;
    const composed = grapheme.replace(/\p{Default_Ignorable_Code_Point}/gu, '').normalize('NFC');
    if (codes.has(composed)) return composed;
    const substitute = substitutes[composed];
    if (substitute !== undefined && codes.has(substitute[0]!)) return substitute;
    return displayWidth(grapheme) === 0 ? '' : grapheme;
  };
  const widthOf = (text: string) => spell(text)?.reduce((columns, { length }) => columns + length, 0);
  return {
    reword(text) {
      const clean = cleanText(text);
      return spell(clean) ? clean : graphemesOf(clean).map(reword).join('');
    },
    // Most text can be said as a whole, and telling its characters apart takes far longer than looking them up.
    measure: (text) =>
      widthOf(text) ??
      graphemesOf(text).reduce(
        (columns, grapheme) => columns + (widthOf(grapheme) ?? displayWidth(grapheme)),
        0,
      ),
    spell,
  };
}

/** Each character under its first code, so that all that is sent has been read back from what the font has. */
function readCodes({ name, ranges, doubtful = '' }: Font): Map<string, readonly number[]> {
  const codes = new Map<string, readonly number[]>();
  for (const code of ranges.flatMap(codesOf)) {
    const character = iconv.decode(Buffer.from(code), name);
    const isOne = [...character].length === 1 && !noLetter.test(character);
    if (isOne && !doubtful.includes(character) && !codes.has(character)) codes.set(character, code);
  }
  return codes;
}

function codesOf({ first, second }: CodeRange): number[][] {
  const seconds = second?.flatMap(span);
  return span(first).flatMap((byte) => seconds?.map((next) => [byte, next]) ?? [[byte]]);
}

function span([from, to]: readonly [number, number]): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

import type { PoleDialect, PoleDisplaySettings, TextEncoding } from '../../domain/devices/device-settings.ts';
import { displayWidth, graphemesOf } from '../../domain/receipt/display-width.ts';
import { POLE_COLUMNS } from '../../domain/receipt/pole-lines.ts';
import { charsetOf } from '../printer/text-charset.ts';

const CLR = 0x0c;
const CR = 0x0d;
const ESC = 0x1b;
const US = 0x1f;
const QUESTION_MARK = 0x3f;

/** Numbers of `ESC t` (DM-D110 specification, page 44); displays with two-byte fonts are made for one encoding. */
const codePages: Readonly<Partial<Record<TextEncoding, number>>> = {
  cp437: 0,
  cp850: 2,
  cp858: 19,
  cp1252: 16,
  cp866: 17,
};

interface PoleCommands {
  /** Before the first line of a picture, whatever the display showed or was set to. */
  readonly begin: (encoding: TextEncoding) => readonly number[];
  readonly line: (row: 1 | 2, text: readonly number[]) => readonly number[];
}

const commands: Readonly<Record<PoleDialect, PoleCommands>> = {
  // ESC Q A/B writes a line up to CR; only CLR or CAN leaves that mode again (XP8200 manual, page 19).
  cd5220: {
    begin: () => [CLR],
    line: (row, text) => [ESC, 0x51, row === 1 ? 0x41 : 0x42, ...text, CR],
  },
  // Overwrite mode, or the last column would scroll the line; then a table, and each line from its first column.
  'esc-pos-vfd': {
    begin: (encoding) => {
      const page = codePages[encoding];
      return [CLR, US, 0x01, ...(page === undefined ? [] : [ESC, 0x74, page])];
    },
    line: (row, text) => [US, 0x24, 1, row, ...text],
  },
};

/**
 * The bytes that show two lines, and nothing of what was there. Each line fills its 20 columns exactly; a longer one is cut, a
 * character that the display does not have is a question mark for each of its columns, and none can be a command.
 */
export function poleFrames(
  { dialect, encoding }: Pick<PoleDisplaySettings, 'dialect' | 'encoding'>,
  upper: string,
  lower: string,
): Uint8Array {
  const { begin, line } = commands[dialect];
  return Uint8Array.from([
    ...begin(encoding),
    ...line(1, fitLine(upper, encoding)),
    ...line(2, fitLine(lower, encoding)),
  ]);
}

function fitLine(text: string, encoding: TextEncoding): number[] {
  const charset = charsetOf(encoding);
  const codes = graphemesOf(charset.reword(text)).map(
    (grapheme) =>
      charset.spell(grapheme)?.flat() ?? Array.from({ length: displayWidth(grapheme) }, () => QUESTION_MARK),
  );
  const line: number[] = [];
  for (const code of withoutExcess(codes)) {
    if (line.length + code.length > POLE_COLUMNS) break;
    line.push(...code);
  }
  while (line.length < POLE_COLUMNS) line.push(0x20);
  return line;
}

/**
 * A display can show a character wider than it is elsewhere (Cyrillic in GB18030 takes two columns). What that is too much is
 * taken from the widest gap, so that the amount at the right edge stays whole.
 */
function withoutExcess(codes: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const excess = codes.reduce((columns, code) => columns + code.length, 0) - POLE_COLUMNS;
  if (excess <= 0) return codes;
  const gap = /(?<= ) +(?=\S)/.exec(codes.map((code) => (code[0] === 0x20 ? ' ' : 'x')).join(''));
  if (gap === null) return codes;
  return codes.toSpliced(gap.index, Math.min(excess, gap[0].length));
}

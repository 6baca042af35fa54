import { describe, expect, test } from 'vitest';
import { describePaper } from './paper.ts';
import { readEscPos } from './read-esc-pos.ts';
import { readStarLine } from './read-star-line.ts';

/** The decoder is what the encoder is proved by, so it has to see what is wrong. */
const misprints: readonly [name: string, read: typeof readEscPos, hex: string, why: RegExp][] = [
  ['a stray byte', readEscPos, '4a0a01', /stray byte 1$/],
  ['a stray byte of Star', readStarLine, '1b4001', /stray byte 1$/],
  ['a command of the other dialect', readStarLine, '1b700019fa', /stray byte/],
  ['a command without its parameters', readEscPos, '1b61', /cut short/],
  ['a picture that ends early', readEscPos, '1d763000020008 00ff', /cut short/],
  ['a strip that ends early', readStarLine, '1b580200ffffff', /cut short/],
  ['a barcode without its end', readStarLine, '1b62363131502537504f53', /does not end/],
  ['half a character', readEscPos, '1c26d6', /cut short/],
  ['a one-byte page in two-byte mode', readEscPos, '1b7410436166e90a', /no character e9 a/],
  ['text without a line feed', readEscPos, '4142', /never printed/],
  ['a picture without a line feed', readStarLine, '1b580100ffffff', /never printed/],
  ['a line wider than the paper', readEscPos, '41'.repeat(49), /wider than the paper/],
  ['a cut in the middle of a line', readEscPos, '411d564200', /middle of a line/],
  ['a QR code of too few bytes', readEscPos, '1c2e1d286b0600315030e4bc9ae5919831', /never printed/],
];

describe('the decoder', () => {
  test.each(misprints)('sees %s', (_name, read, hex, why) => {
    const { misprint } = read(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
    expect(misprint?.why).toMatch(why);
  });

  test('reads the same bytes as what each dialect makes of them', () => {
    const bytes = Buffer.from('410a1b6402', 'hex');
    expect(describePaper(readEscPos(bytes).items)).toEqual([' |A', '  [feed 2]']);
    expect(describePaper(readStarLine(bytes).items)).toEqual([' |A', '  [full cut after feeding]']);
  });

  test('sees emphasis, size and alignment of each line', () => {
    const bytes = Buffer.from('1b61011b4501410a1d2101420a1d21001b45001b6100430a', 'hex');
    expect(describePaper(readEscPos(bytes).items)).toEqual(['B>A', 'T>B', ' |C']);
  });
});

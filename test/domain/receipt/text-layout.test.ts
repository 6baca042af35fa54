import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../../domain/receipt/display-width.ts';
import {
  centered,
  cut,
  paragraph,
  row,
  rule,
  type PaperColumns,
  type ReceiptBlock,
} from '../../../domain/receipt/document.ts';
import { wrapText } from '../../../domain/receipt/row-layout.ts';
import { layoutText } from '../../../domain/receipt/text-layout.ts';

const anyColumns = fc.constantFrom<PaperColumns>(32, 42, 48);
const anyName = fc
  .array(
    fc.oneof(
      fc.string({ minLength: 1, maxLength: 12 }),
      fc.string({
        unit: fc.constantFrom(...'纯牛奶气泡水，。（）礼盒😀é '),
        maxLength: 20,
      }),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(' '));
const anyAmount = fc
  .integer({ min: -999_999_999_999, max: 999_999_999_999 })
  .map((minor) => `¥${(minor / 100).toFixed(2)}`);

function lay(blocks: readonly ReceiptBlock[], columns: PaperColumns): string[] {
  return layoutText({ language: 'en', title: '', blocks }, columns);
}

describe('a row', () => {
  test('is never wider than the paper, and its amount stands whole at the right edge', () => {
    fc.assert(
      fc.property(anyName, anyAmount, anyColumns, fc.nat({ max: 3 }), (name, amount, columns, indent) => {
        const lines = lay([row(name, amount, { indent })], columns);
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
        expect(displayWidth(lines.at(-1)!)).toBe(columns);
        expect(lines.at(-1)!.endsWith(amount)).toBe(true);
        expect(lines.slice(0, -1).some((line) => line.includes(amount) && !name.includes(amount))).toBe(
          false,
        );
      }),
    );
  });

  test('keeps every character of its cells, in order', () => {
    fc.assert(
      fc.property(anyName, anyAmount, anyAmount, anyColumns, (name, middle, right, columns) => {
        const plain = name.replace(/[^\x20-\x7e一-鿿😀]/gu, '');
        const lines = lay([row(plain, right, { middle })], columns);
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
        expect(lines.join('').replace(/ /g, '')).toBe(`${plain}${middle}${right}`.replace(/ /g, ''));
      }),
    );
  });

  test('wraps a long name and puts the amount on its last line', () => {
    expect(lay([row('凤梨酥礼盒 12 枚，台湾风味手工烘焙', '1,029.80')], 32)).toEqual([
      '凤梨酥礼盒 12 枚，台湾',
      '风味手工烘焙            1,029.80',
    ]);
  });

  test('lets a count stand in its column, or further right where the name needs the room', () => {
    expect(
      lay(
        [row('Refunds', '-86.70', { middle: '2' }), row('Sales at list price', '8.00', { middle: '134' })],
        32,
      ),
    ).toEqual(['Refunds         2         -86.70', 'Sales at list price 134     8.00']);
  });

  test('breaks a right cell that is wider than the paper at its spaces', () => {
    expect(lay([row('Hash', '5410a19e 7386123e 8f5f87de 8fb09cb4')], 32)).toEqual([
      'Hash',
      '      5410a19e 7386123e 8f5f87de',
      '                        8fb09cb4',
    ]);
  });
});

describe('a wrapped text', () => {
  test('breaks between Chinese characters, but no line begins with a full stop or comma', () => {
    expect(wrapText('谢谢惠顾，欢迎再来。', 8, displayWidth)).toEqual(['谢谢惠', '顾，欢迎', '再来。']);
  });

  test('breaks a Latin word only where it alone is longer than the line', () => {
    expect(wrapText('sea-salt 0001020304050607 x', 10, displayWidth)).toEqual([
      'sea-salt',
      '0001020304',
      '050607 x',
    ]);
  });

  test('never cuts a character of several code points', () => {
    expect(wrapText('👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧', 5, displayWidth)).toEqual(['👨‍👩‍👧👨‍👩‍👧', '👨‍👩‍👧']);
  });
});

test('paragraphs, rules, codes and feeds are lines; cuts, logos and drawer kicks are none', () => {
  const blocks: ReceiptBlock[] = [
    { kind: 'logo', picture: { widthDots: 8, heightDots: 1, rows: 'ff' } },
    centered('柜台'),
    paragraph('Signature'),
    rule,
    { kind: 'qr', text: '0001-02-1-000147' },
    { kind: 'feed', lines: 2 },
    { kind: 'drawer' },
    cut,
  ];
  expect(lay(blocks, 32)).toEqual([
    '              柜台',
    'Signature',
    '-'.repeat(32),
    '        0001-02-1-000147',
    '',
    '',
  ]);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  printerDialects,
  textEncodings,
  type PrinterSettings,
} from '../../../domain/devices/device-settings.ts';
import { graphemesOf } from '../../../domain/receipt/display-width.ts';
import type { Emphasis, ReceiptBlock } from '../../../domain/receipt/document.ts';
import { layoutBlock } from '../../../domain/receipt/text-layout.ts';
import { encodeReceipt } from '../../../hardware/printer/encode-receipt.ts';
import { charsetOf, type Charset } from '../../../hardware/printer/text-charset.ts';
import type { PaperItem } from '../decoder/paper.ts';
import { drawing, paperOf, printerOf } from './sample-printers.ts';

const runs = process.env['GUITAI_LONG'] === '1' ? 5_000 : 100;

const anyText = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
      fc.string({ unit: fc.constantFrom(...'纯牛奶气泡水，。（）¥￥€£×\\~éÅßñюﾃｽ™…“”– '), maxLength: 12 }),
      fc.constantFrom(
        '\u001bp\u0000\u0019\u00fa',
        '\u001di',
        '\u001c&',
        '\u0010\u0014',
        '\u202e81.0',
        '👨‍👩‍👧',
        '䶮㼆𠮷',
      ),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(' '));
const anyAmount = fc
  .integer({ min: -9_999_999, max: 9_999_999 })
  .map((minor) => `¥${(minor / 100).toFixed(2)}`);
const anyEmphasis = fc.constantFrom<Emphasis>('normal', 'strong', 'tall');
const anyRow = fc.record({
  kind: fc.constant('row' as const),
  left: anyText,
  middle: fc.oneof(fc.constant(''), fc.constant('12')),
  right: anyAmount,
  indent: fc.nat({ max: 3 }),
  emphasis: anyEmphasis,
});
const anyParagraph = fc.record({
  kind: fc.constant('paragraph' as const),
  text: anyText,
  align: fc.constantFrom('left' as const, 'center' as const),
  emphasis: anyEmphasis,
});
const anyBlock = fc.oneof<fc.Arbitrary<ReceiptBlock>[]>(
  anyRow,
  anyParagraph,
  fc.record({ kind: fc.constantFrom('qr' as const, 'barcode' as const), text: anyText }),
  fc.record({ kind: fc.constant('barcode' as const), text: fc.stringMatching(/^[\x20-\x7e]{1,40}$/) }),
  fc.record({ kind: fc.constant('feed' as const), lines: fc.integer({ min: 0, max: 600 }) }),
  fc.constantFrom<ReceiptBlock>({ kind: 'rule' }, { kind: 'cut' }, { kind: 'drawer' }),
);
const anyPrinter = fc
  .record({
    dialect: fc.constantFrom(...printerDialects),
    encoding: fc.constantFrom(...textEncodings),
    paper: fc.constantFrom(
      { columns: 32, dots: 384 } as const,
      { columns: 42, dots: 512 } as const,
      { columns: 42, dots: 576 } as const,
      { columns: 48, dots: 576 } as const,
      { columns: 48, dots: 832 } as const,
    ),
    cut: fc.constantFrom('full' as const, 'partial' as const, 'none' as const),
    drawsCodes: fc.boolean(),
    drawer: fc.option(
      fc.record({
        pin: fc.constantFrom(2 as const, 5 as const),
        onMs: fc.integer({ min: 10, max: 510 }),
        offMs: fc.integer({ min: 10, max: 510 }),
      }),
    ),
  })
  .map(({ paper, ...changes }) => printerOf({ ...changes, ...paper }));

describe('any document of any text', () => {
  test('is whole commands and text of the printer, with its cuts and pulses and no others', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyBlock, { maxLength: 6 }), anyPrinter, async (blocks, printer) => {
        const paper = await print(blocks, printer);
        const count = (kind: string) => blocks.filter((block) => block.kind === kind).length;
        const printed = (kind: string) => paper.filter((item) => item.kind === kind).length;
        expect(printed('cut')).toBe(printer.cut === 'none' ? 0 : count('cut'));
        expect(printed('kick')).toBe(printer.drawer ? count('drawer') : 0);
        expect(printed('other')).toBe(0);
      }),
      { numRuns: runs },
    );
  });

  test('stands in the columns that it was laid out in, printed or drawn', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyRow, anyParagraph), anyPrinter, async (block, printer) => {
        const charset = charsetOf(printer.encoding);
        const lines = layoutBlock(reword(block, charset), printer.columns, charset.measure);
        const paper = await print([block], printer);
        const page: Page = { printer, charset, emphasis: block.emphasis };
        expect(paper.map((item, index) => found(item, lines[index] ?? '', page))).toEqual(
          lines.map((line) => wanted(line, page)),
        );
      }),
      { numRuns: runs },
    );
  });

  test('has the amount of a row whole at the right edge', async () => {
    await fc.assert(
      fc.asyncProperty(anyRow, anyPrinter, async (block, printer) => {
        const last = (await print([block], printer)).at(-1)!;
        fc.pre(last.kind === 'line');
        const end = last.text.replaceAll('￥', '¥').slice(-block.right.length);
        expect([last.columns, end]).toEqual([printer.columns, block.right]);
      }),
      { numRuns: runs },
    );
  });
});

async function print(
  blocks: readonly ReceiptBlock[],
  printer: PrinterSettings,
): Promise<readonly PaperItem[]> {
  return paperOf(await encodeReceipt({ language: 'en', title: '', blocks }, printer, drawing), printer);
}

function reword<Block extends ReceiptBlock>(block: Block, { reword: say }: Charset): Block {
  if (block.kind === 'paragraph') return { ...block, text: say(block.text) };
  if (block.kind !== 'row') return block;
  return { ...block, left: say(block.left), middle: say(block.middle), right: say(block.right) };
}

interface Page {
  readonly printer: PrinterSettings;
  readonly charset: Charset;
  readonly emphasis: Emphasis;
}

/** How a laid out line has to come out: as itself, as a feed, or drawn with ink where its characters are. */
function wanted(line: string, { printer, charset, emphasis }: Page): unknown {
  if (line === '') return { kind: 'feed', lines: 1 };
  const isTall = emphasis === 'tall';
  if (charset.spell(line)) {
    const columns = charset.measure(line);
    return { kind: 'line', text: line, columns, isBold: emphasis !== 'normal', isTall, isCentered: false };
  }
  const ink = graphemesOf(line).map((grapheme) =>
    (grapheme.trim() === '' ? ' ' : '#').repeat(charset.measure(grapheme)),
  );
  const rowDots = (printer.dialect === 'esc-pos' ? 30 : 24) * (isTall ? 2 : 1);
  return { drawn: ink.join('').padEnd(printer.columns), rowDots };
}

function found(item: PaperItem, line: string, { printer, charset }: Page): unknown {
  if (item.kind !== 'picture') return item;
  const columnDots = Math.floor(printer.dots / printer.columns);
  const hasInk = (from: number, to: number) =>
    item.rows.some((dots) => dots.slice(from * columnDots, to * columnDots).includes('#'));
  let column = 0;
  const ink = graphemesOf(line).map((grapheme) => {
    const width = charset.measure(grapheme);
    column += width;
    return (hasInk(column - width, column) ? '#' : ' ').repeat(width);
  });
  const rest = hasInk(column, Infinity) ? '#' : '';
  return { drawn: (ink.join('') + rest).padEnd(printer.columns), rowDots: item.rows.length };
}

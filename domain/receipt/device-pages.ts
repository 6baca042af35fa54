import type { PrinterSettings } from '../devices/device-settings.ts';
import { devicePageText } from '../text/device-page-text.ts';
import { fillTemplate, type Language } from '../text/language.ts';
import { centered, cut, paragraph, row, rule, type Emphasis, type ReceiptBlock } from './document.ts';
import type { PaperColumns, ReceiptDocument } from './document.ts';

/** What a page shows of a printer that is set up, or about to be. */
export type PagePrinter = Pick<PrinterSettings, 'name' | 'dialect' | 'encoding' | 'columns' | 'dots'>;

/** In the font of most encodings; the second line's are in none, and the last not even in ours. */
const CHINESE = '柜台离线收银 汉字与 Latin 混排，标点。';
const RARE = '™ ő ﬁ 𠮷';
/** As long as a barcode on the narrowest paper may be. */
const TEST_CODE = 'GUITAI-01234';
const WIDE = '中';

/** A page that shows whether a printer is set up as it is: columns, encoding, emphasis, codes, cut. */
export function testPage(printer: PagePrinter, language: Language): ReceiptDocument {
  const words = devicePageText[language];
  return pageOf(printer, language, words.testTitle, [
    row(words.dialect, printer.dialect),
    row(words.encoding, printer.encoding),
    rule,
    ...ruler(printer.columns, language),
    rule,
    paragraph(CHINESE),
    row(words.sample, '1,234.56'),
    row(words.strong, '1,234.56', { emphasis: 'strong' }),
    row(words.tall, '1,234.56', { emphasis: 'tall' }),
    row(words.drawn, RARE),
    rule,
    paragraph(words.signs),
    row(words.yuan, '¥12.00'),
    row(words.euro, '€12.00'),
    row(words.pound, '£12.00'),
    rule,
    paragraph(words.codes),
    { kind: 'qr', text: `${TEST_CODE} ${words.testTitle}` },
    { kind: 'barcode', text: TEST_CODE },
  ]);
}

/** A page that shows whether columns stand under one another and reach the right edge, in every emphasis. */
export function alignmentPage(printer: PagePrinter, language: Language): ReceiptDocument {
  const words = devicePageText[language];
  const { columns } = printer;
  const emphases: readonly Emphasis[] = ['normal', 'strong', 'tall'];
  return pageOf(printer, language, words.alignmentTitle, [
    ...ruler(columns, language),
    paragraph(words.edges),
    ...emphases.flatMap((emphasis) => [
      row('|', '|', { emphasis }),
      row(`|${WIDE}`, `${WIDE}|`, { emphasis }),
      centered(`|${words.middle}|`, emphasis),
    ]),
    paragraph(words.wideLine),
    paragraph(WIDE.repeat(columns / 2)),
    paragraph(words.amounts),
    row(words.sample, '0.99'),
    row('Tea', '12,345.00', { middle: '7' }),
    row('茶', '-12,345.00', { middle: '1,234' }),
    paragraph(words.end),
  ]);
}

function pageOf(
  printer: PagePrinter,
  language: Language,
  title: string,
  blocks: readonly ReceiptBlock[],
): ReceiptDocument {
  const { columns, dots, name } = printer;
  const size = fillTemplate(devicePageText[language].paper, { columns, dots });
  return {
    language,
    title: `${title}: ${name}`,
    blocks: [
      centered(title, 'tall'),
      centered(name),
      centered(size),
      rule,
      ...blocks,
      { kind: 'feed', lines: 1 },
      cut,
    ],
  };
}

/** Tens above units. */
function ruler(columns: PaperColumns, language: Language): ReceiptBlock[] {
  const numbers = Array.from({ length: columns }, (_, index) => index + 1);
  const tens = numbers.map((number) => (number % 10 === 0 ? String(number / 10) : '.')).join('');
  const units = numbers.map((number) => String(number % 10)).join('');
  return [
    paragraph(fillTemplate(devicePageText[language].ruler, { columns })),
    paragraph(tens),
    paragraph(units),
  ];
}

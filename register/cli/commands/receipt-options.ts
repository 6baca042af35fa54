import {
  textEncodings,
  type PrinterDialect,
  type PrinterSettings,
  type TextEncoding,
} from '../../../domain/devices/device-settings.ts';
import type { PaperColumns } from '../../../domain/receipt/document.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { fillTemplate, type Language } from '../../../domain/text/language.ts';
import { reportText } from '../../../domain/text/report-text.ts';
import type { TillPapers } from '../../receipt/till-documents.ts';
import type { CommandInput } from '../command.ts';

const dialects = { escpos: 'esc-pos', star: 'star-line' } as const satisfies Record<string, PrinterDialect>;
type PrinterFormat = keyof typeof dialects;

const formats = ['text', 'html', 'pdf', 'escpos', 'star'] as const;
const textFormats: ReadonlySet<Format> = new Set(['text', 'html']);
type Format = (typeof formats)[number];

/** What the words behind `receipt NUMBER` ask for; null takes what the shop has. */
export interface Wanted {
  readonly format: Format;
  readonly columns: PaperColumns | null;
  readonly encoding: TextEncoding | null;
  readonly file: string | null;
  readonly isForced: boolean;
}

export function readWanted({ options, language }: CommandInput): Result<Wanted> {
  const words = reportText[language];
  const format = formats.find((each) => each === (options['format'] ?? 'text'));
  if (!format) return fail({ code: 'usage', detail: words.formatUnknown });
  const columns = readColumns(options['columns'], language);
  if (!columns.ok) return columns;
  const encoding = readEncoding(options['encoding'], format, language);
  if (!encoding.ok) return encoding;
  const file = typeof options['out'] === 'string' ? options['out'] : null;
  const hasPlace = file !== null || (!process.stdout.isTTY && options['json'] !== true);
  if (!textFormats.has(format) && !hasPlace) return fail({ code: 'usage', detail: words.bytesNeedFile });
  const isForced = options['force'] === true;
  return ok({ format, columns: columns.value, encoding: encoding.value, file, isForced });
}

function readColumns(given: string | boolean | undefined, language: Language): Result<PaperColumns | null> {
  if (given === undefined) return ok(null);
  const columns = ([32, 42, 48] as const).find((each) => String(each) === given);
  return columns ? ok(columns) : fail({ code: 'usage', detail: reportText[language].columnsUnknown });
}

function readEncoding(
  given: string | boolean | undefined,
  format: Format,
  language: Language,
): Result<TextEncoding | null> {
  if (given === undefined) return ok(null);
  const words = reportText[language];
  if (!(format in dialects)) return fail({ code: 'usage', detail: words.encodingForPrinters });
  const encoding = textEncodings.find((each) => each === String(given).toLowerCase());
  if (encoding) return ok(encoding);
  const choices = textEncodings.join(', ');
  return fail({ code: 'usage', detail: fillTemplate(words.encodingUnknown, { choices }) });
}

/** Dots across the paper that so many columns are printed on, 12 a column; fonts of 42 columns leave a margin. */
const dotsAcross: Readonly<Record<PaperColumns, number>> = { 32: 384, 42: 512, 48: 576 };

/** The till's own printer where it speaks that language, else what most printers that do are; as asked where it was. */
export function printerFor(
  format: PrinterFormat,
  { columns, encoding }: Pick<Wanted, 'columns' | 'encoding'>,
  settings: TillPapers['settings'],
): PrinterSettings {
  const { printers, receiptPrinterId } = settings.devices;
  const dialect = dialects[format];
  const own = printers.find((printer) => printer.id === receiptPrinterId && printer.dialect === dialect);
  const printer = own ?? usualPrinter(dialect, settings);
  const changed = columns !== null && columns !== printer.columns;
  return {
    ...printer,
    ...(changed ? { columns, dots: dotsAcross[columns] } : {}),
    encoding: encoding ?? printer.encoding,
  };
}

function usualPrinter(dialect: PrinterDialect, { shop, receipt }: TillPapers['settings']): PrinterSettings {
  return {
    id: 'file',
    name: '',
    connection: { kind: 'simulated' },
    dialect,
    encoding: shop.language === 'zh-CN' ? 'gb18030' : 'cp858',
    columns: receipt.columns,
    dots: dotsAcross[receipt.columns],
    cut: 'partial',
    drawsCodes: false,
    answersStatus: false,
    confirmsPrint: false,
    drawer: null,
    fallbackId: null,
  };
}

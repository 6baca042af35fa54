import type { NonSaleRow, SalesReport, SalesRow, SalesSums } from '../../db/sales-report.ts';
import { currencyDigits, scaledToDecimal } from '../../domain/currency.ts';
import { nonSaleKinds } from '../../domain/facts/sale-facts.ts';
import { formatMoney } from '../../domain/money-format.ts';
import { paperCount } from '../../domain/receipt/paper-format.ts';
import { fillTemplate, type Language } from '../../domain/text/language.ts';
import { nonSaleText, reportText, type ReportTextKey } from '../../domain/text/report-text.ts';
import { layoutTable, type TableColumn } from './text-table.ts';

/** A sales report whose rows say what they are in the reader's language. */
export interface LabelledReport extends Omit<SalesReport, 'rows'> {
  readonly currency: string;
  readonly rows: readonly (SalesRow & { readonly label: string })[];
}

interface Writer {
  readonly words: Readonly<Record<ReportTextKey, string>>;
  money(amountMinor: number): string;
  /** What is taken off, with its sign, so that a row adds up as it is read. */
  off(amountMinor: number): string;
  count(count: number): string;
  quantity(thousandths: number): string;
  belowMinor(amountE7: number): string;
}

/** The columns of figures, in their order, with how each is written. */
const figures: readonly {
  readonly field: keyof SalesSums;
  readonly title: ReportTextKey;
  readonly style: 'money' | 'off' | 'count' | 'quantity';
}[] = [
  { field: 'saleCount', title: 'saleCount', style: 'count' },
  { field: 'refundCount', title: 'refundCount', style: 'count' },
  { field: 'quantityThousandths', title: 'quantity', style: 'quantity' },
  { field: 'grossMinor', title: 'gross', style: 'money' },
  { field: 'discountMinor', title: 'discount', style: 'off' },
  { field: 'returnMinor', title: 'returns', style: 'money' },
  { field: 'netSalesMinor', title: 'netSales', style: 'money' },
  { field: 'taxMinor', title: 'tax', style: 'money' },
  { field: 'roundingMinor', title: 'rounding', style: 'money' },
];

/** A sales report for a terminal: the table with its totals, what it leaves out, and what was booked as no sale. */
export function salesReportText(report: LabelledReport, language: Language): string {
  const writer = writerFor(report.currency, language);
  const { words } = writer;
  const title = fillTemplate(words.title, { by: words[report.by], range: rangeText(report, words) });
  const parts = [title, report.rows.length === 0 ? words.noSales : salesTable(report, writer)];
  if (report.by === 'article' || report.by === 'department' || report.by === 'tender') {
    parts.push(words.receiptsCountOnce);
  }
  const { belowMinorE7 } = report.totals;
  if (belowMinorE7) {
    const amount = writer.belowMinor(belowMinorE7);
    parts.push(fillTemplate(words.belowMinor, { amount, currency: report.currency }));
  }
  if (report.nonSales.length > 0) parts.push(words.nonSales, nonSaleTable(report.nonSales, writer, language));
  return parts.join('\n\n');
}

function writerFor(currency: string, language: Language): Writer {
  return {
    words: reportText[language],
    money: (amountMinor) => formatMoney(amountMinor, currency, language),
    off: (amountMinor) => formatMoney(0 - amountMinor, currency, language),
    count: (count) => paperCount(count, language),
    quantity: (thousandths) => scaledToDecimal(thousandths, 3, 0),
    belowMinor: (amountE7) => scaledToDecimal(amountE7, 7, currencyDigits(currency)),
  };
}

function rangeText({ from, to }: LabelledReport, words: Writer['words']): string {
  if (from === null && to === null) return words.allDates;
  const template = from === null ? words.datesTo : to === null ? words.datesFrom : words.dates;
  return fillTemplate(template, { from, to });
}

function salesTable(report: LabelledReport, writer: Writer): string {
  const { words } = writer;
  const shown = figures.filter(({ field }) => report.totals[field] !== null);
  // A code says more than a name where names repeat or are cut.
  const hasCode = report.by === 'article' || report.by === 'department';
  const columns: TableColumn[] = [
    ...(hasCode ? [{ title: words.code, align: 'left' } as const] : []),
    { title: hasCode ? words.name : capitalized(words[report.by]), align: 'left' },
    ...shown.map(({ title }) => ({ title: words[title], align: 'right' }) as const),
  ];
  const cells = (sums: SalesSums) => shown.map(({ field, style }) => writer[style](sums[field] ?? 0));
  const rows = report.rows.map((row) => [...(hasCode ? [row.key] : []), row.label, ...cells(row)]);
  return layoutTable(columns, rows, [...(hasCode ? [''] : []), words.total, ...cells(report.totals)]);
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function nonSaleTable(nonSales: readonly NonSaleRow[], writer: Writer, language: Language): string {
  const { words } = writer;
  const isByTime = nonSales.some(({ key }) => key !== '');
  const columns: TableColumn[] = [
    ...(isByTime ? [{ title: '', align: 'left' } as const] : []),
    { title: words.kind, align: 'left' },
    ...[words.count, words.lineCount, words.amount, words.belowMinorHead].map(
      (title) => ({ title, align: 'right' }) as const,
    ),
  ];
  const rows = nonSales.map(({ key, kind, count, lineCount, amountMinor, belowMinorE7 }) => [
    ...(isByTime ? [key] : []),
    nonSaleName(kind, language),
    writer.count(count),
    writer.count(lineCount),
    writer.money(amountMinor),
    writer.belowMinor(belowMinorE7),
  ]);
  return layoutTable(columns, rows);
}

function nonSaleName(kind: string, language: Language): string {
  const known = nonSaleKinds.find((each) => each === kind);
  return known ? nonSaleText[language][known] : kind;
}

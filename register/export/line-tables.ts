import {
  countSaleLines,
  entryRows,
  saleLineRows,
  type DateRange,
  type SaleLineRow,
} from '../../db/export-rows.ts';
import { wallTime } from '../../domain/business-date.ts';
import { currencyDigits, minorToDecimal, scaledToDecimal } from '../../domain/currency.ts';
import { typesOfGroup, type JournalGroup } from '../../domain/journal-group.ts';
import { describeSummary } from '../../domain/journal-summary.ts';
import { tenderName } from '../../domain/receipt/receipt-rows.ts';
import { journalGroupText } from '../../domain/text/journal-text.ts';
import type { Language } from '../../domain/text/language.ts';
import { personName } from '../receipt/till-documents.ts';
import type { TillView } from '../register.ts';
import { listEntry, type ListedEntry } from '../use-cases/browse-journal.ts';
import type { WriteRow } from './export-file.ts';
import { writeTable, type Columns, type OnRows } from './table.ts';

/** Every line that was sold or came back on some days. */
export function writeSaleLineTable(
  till: TillView,
  range: DateRange,
  language: Language,
  write: WriteRow,
  onRows: OnRows,
): void {
  const { db } = till.store;
  const columns = saleLineColumns(till, language);
  writeTable(columns, saleLineRows(db, range), countSaleLines(db, range), language, write, onRows);
}

function saleLineColumns(till: TillView, language: Language): Columns<SaleLineRow> {
  const digits = currencyDigits(till.settings.shop.currency);
  const amount = (minor: number) => minorToDecimal(minor, digits);
  const price = (priceE4: number) => scaledToDecimal(priceE4, 4, digits);
  const nameOf = namesOf(till, language);
  return [
    ['receipt', (line) => line.receiptNumber],
    ['date', (line) => line.businessDate],
    ['time', (line) => wallTime(line.atUtcMs, line.utcOffsetMinutes)],
    ['cashier', (line) => nameOf(line.actor)],
    ['lineNo', (line) => line.lineNo],
    ['article', (line) => line.articleCode],
    ['barcode', (line) => line.barcode],
    ['name', (line) => line.name],
    ['department', (line) => line.department],
    ['quantity', (line) => scaledToDecimal(line.quantityThousandths, 3, 0)],
    ['unit', (line) => line.unit],
    ['listPrice', (line) => price(line.listPriceE4)],
    ['unitPrice', (line) => price(line.unitPriceE4)],
    ['discount', (line) => amount(line.discountMinor)],
    ['taxRate', (line) => scaledToDecimal(line.taxRateBp, 2, 0)],
    ['taxAmount', (line) => amount(line.taxMinor)],
    ['total', (line) => amount(line.totalMinor)],
  ];
}

/** The entries of some days, of one group where it is given, each in a sentence. */
export function writeJournalTable(
  till: TillView,
  { group, ...range }: DateRange & { readonly group?: JournalGroup | undefined },
  language: Language,
  write: WriteRow,
  onRows: OnRows,
): void {
  const total = till.store.journal.head()?.position ?? 0;
  writeTable(
    journalColumns(till, language),
    listedEntries(till, range, group),
    total,
    language,
    write,
    onRows,
  );
}

function* listedEntries(
  till: TillView,
  range: DateRange,
  group: JournalGroup | undefined,
): Generator<ListedEntry, void> {
  const types = group === undefined ? null : typesOfGroup(group);
  for (const row of entryRows(till.store.db, range, types)) {
    const entry = listEntry(till, row);
    if (group === undefined || entry.summary.group === group) yield entry;
  }
}

function journalColumns(till: TillView, language: Language): Columns<ListedEntry> {
  const { shop, tenders } = till.settings;
  const { currency } = shop;
  const digits = currencyDigits(currency);
  const named = (tenderCode: string) => tenderName({ tenderCode, kind: 'other' }, tenders, language);
  const nameOf = namesOf(till, language);
  return [
    ['epoch', (entry) => entry.epoch],
    ['seq', (entry) => entry.seq],
    ['date', (entry) => entry.businessDate],
    ['time', (entry) => wallTime(entry.atUtcMs, entry.utcOffsetMinutes)],
    ['shift', (entry) => entry.shift],
    ['type', ({ summary }) => journalGroupText[language][summary.group]],
    ['sentence', ({ summary }) => describeSummary(summary, { language, currency, tenderName: named })],
    ['person', (entry) => nameOf(entry.actor)],
    [
      'amount',
      ({ summary }) => (summary.amountMinor === null ? null : minorToDecimal(summary.amountMinor, digits)),
    ],
    ['hash', (entry) => entry.hash],
  ];
}

/** People by id, each asked for once. */
function namesOf({ store }: TillView, language: Language): (actor: string) => string {
  const names = new Map<string, string>();
  return (actor) => {
    const name = names.get(actor) ?? personName(store, actor, language);
    names.set(actor, name);
    return name;
  };
}

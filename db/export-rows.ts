import type { Database } from 'better-sqlite3';
import { journalReader, type JournalRow } from './journal.ts';

/** A line of a finished sale with its receipt. Units as in `LineFact`. */
export interface SaleLineRow {
  readonly receiptNumber: string;
  readonly businessDate: string;
  readonly atUtcMs: number;
  readonly utcOffsetMinutes: number;
  readonly actor: string;
  readonly lineNo: number;
  readonly articleCode: string | null;
  readonly barcode: string | null;
  readonly name: string;
  readonly department: string;
  readonly unit: string;
  readonly quantityThousandths: number;
  readonly listPriceE4: number;
  readonly unitPriceE4: number;
  readonly discountMinor: number;
  readonly taxRateBp: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
}

/** Business dates, both included. */
export interface DateRange {
  readonly from: string;
  readonly to: string;
}

export function countSaleLines(db: Database, { from, to }: DateRange): number {
  const count = db.prepare<[string, string], number>(
    'SELECT COALESCE(SUM(line_count), 0) FROM sale WHERE business_date BETWEEN ? AND ?',
  );
  return count.pluck().get(from, to) ?? 0;
}

/** All lines of the sales of some days, a day after the other, each in order. */
export function saleLineRows(db: Database, { from, to }: DateRange): IterableIterator<SaleLineRow> {
  const lines = db.prepare<[string, string], SaleLineRow>(
    `SELECT receipt_number AS receiptNumber, business_date AS businessDate, at_utc AS atUtcMs,
       utc_offset AS utcOffsetMinutes, actor, line_no AS lineNo,
       article_code AS articleCode, barcode, name, department, unit, quantity_thousandths AS quantityThousandths,
       list_price_e4 AS listPriceE4, unit_price_e4 AS unitPriceE4, sale_line.discount_minor AS discountMinor,
       tax_rate_bp AS taxRateBp, sale_line.tax_minor AS taxMinor, sale_line.total_minor AS totalMinor
     FROM sale JOIN sale_line USING (entry)
     WHERE business_date BETWEEN ? AND ? ORDER BY business_date, sale.entry, line_no`,
  );
  return lines.iterate(from, to);
}

/** The entries of some days in order, of some types where they are given. */
export function* entryRows(
  db: Database,
  { from, to }: DateRange,
  types: readonly string[] | null,
): Generator<JournalRow, void> {
  const positions = db.prepare<[string, string, string | null, string | null], number>(
    `SELECT position FROM journal INDEXED BY journal_browse WHERE business_date BETWEEN ? AND ?
       AND (? IS NULL OR type IN (SELECT value FROM json_each(?))) ORDER BY position`,
  );
  const journal = journalReader(db);
  const wanted = types && JSON.stringify(types);
  for (const position of positions.pluck().iterate(from, to, wanted, wanted)) yield journal.row(position)!;
}

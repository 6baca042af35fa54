import type { Database } from 'better-sqlite3';
import type { SaleCompleted, SaleTender } from '../domain/facts/sale-facts.ts';
import type { TenderKind } from '../domain/tender.ts';
import type { UnitShares } from '../domain/unit-shares.ts';
import { entryOf, journalReader } from './journal.ts';

/** A finished sale as the journal has it, with where and when it was made. */
export interface StoredSale {
  readonly entry: number;
  readonly epoch: number;
  readonly shift: number;
  readonly businessDate: string;
  readonly atUtcMs: number;
  readonly utcOffsetMinutes: number;
  readonly actor: string;
  readonly sale: SaleCompleted;
}

/** A line as far as a return needs it. Quantities and amounts as in `LineFact`. */
export interface ReturnableLine {
  readonly lineNo: number;
  readonly articleCode: string | null;
  readonly barcode: string | null;
  readonly name: string;
  readonly department: string;
  readonly unit: 'each' | 'kg';
  readonly quantityThousandths: number;
  readonly returnedThousandths: number;
  readonly unitPriceE4: number;
  readonly taxCode: string;
  readonly taxRateBp: number;
  readonly isTaxIncluded: boolean;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly shares: UnitShares;
}

export interface SaleSummary {
  readonly receiptNumber: string;
  readonly atUtcMs: number;
  readonly actor: string;
  readonly lineCount: number;
  readonly totalMinor: number;
}

/** A receipt as a list of them shows it. */
export interface SaleBrief {
  readonly entry: number;
  readonly receiptNumber: string;
  readonly businessDate: string;
  readonly shift: number;
  readonly atUtcMs: number;
  readonly actor: string;
  readonly lineCount: number;
  readonly totalMinor: number;
  readonly hasReturns: boolean;
  /** Something that it sold is still with the customer. */
  readonly isReturnable: boolean;
  /** Of its first lines. */
  readonly names: readonly string[];
  readonly tenderCodes: readonly string[];
}

export interface SaleReader {
  brief(entry: number): SaleBrief | null;
  byReceipt(receiptNumber: string): StoredSale | null;
  byId(saleId: string): StoredSale | null;
  returnableLines(saleId: string): ReturnableLine[];
  /** What a sale was paid with less what later refunds gave back, by kind, in minor units. */
  refundableByKind(saleId: string): Map<TenderKind, number>;
  /** Tenders taken on an open basket and not reversed. */
  openTenders(basketId: string): SaleTender[];
  /** The highest receipt sequence so far; numbers go on over epochs. */
  lastSequence(): number;
  last(limit: number): SaleSummary[];
  grandTotalMinor(): number;
  /** The references of all sales and bookings that came from files. */
  sourceRefs(): Set<string>;
  copiesOf(receiptNumber: string): number;
  /** How many lines of each article a shift sold: what a search shows first is what is rung most often. */
  soldUnits(shift: number): { articleCode: string; units: number }[];
}

export function saleReader(db: Database): SaleReader {
  const journal = journalReader(db);
  const byReceipt = db.prepare<[string], { entry: number }>(
    'SELECT entry FROM sale WHERE receipt_number = ?',
  );
  const byId = db.prepare<[string], { entry: number }>('SELECT entry FROM sale WHERE id = ?');
  const lastSequence = db
    .prepare<[], number>('SELECT receipt_sequence FROM sale ORDER BY entry DESC LIMIT 1')
    .pluck();
  const last = db.prepare<[number], SaleSummary>(
    `SELECT receipt_number AS receiptNumber, at_utc AS atUtcMs, actor, line_count AS lineCount, total_minor AS totalMinor
     FROM sale ORDER BY entry DESC LIMIT ?`,
  );
  const grandTotal = db
    .prepare<[], number>('SELECT grand_total_minor FROM sale ORDER BY entry DESC LIMIT 1')
    .pluck();
  const sourceRefs = db
    .prepare<[], string>(
      'SELECT source_ref FROM sale WHERE source_ref IS NOT NULL UNION ALL SELECT source_ref FROM non_sale',
    )
    .pluck();
  const copies = db
    .prepare<[string], number>(`SELECT COUNT(*) FROM till_event WHERE kind = 'reprint' AND subject = ?`)
    .pluck();
  const soldUnits = db.prepare<[number], { articleCode: string; units: number }>(
    `SELECT article_code AS articleCode, COUNT(*) AS units FROM sale JOIN sale_line USING (entry)
     WHERE shift = ? AND kind = 'sale' AND article_code IS NOT NULL GROUP BY 1`,
  );
  return {
    byReceipt(receiptNumber) {
      const found = byReceipt.get(receiptNumber);
      return found ? readSale(journal.row(found.entry)!) : null;
    },
    byId(saleId) {
      const found = byId.get(saleId);
      return found ? readSale(journal.row(found.entry)!) : null;
    },
    brief: briefReader(db),
    returnableLines: returnableLinesReader(db),
    refundableByKind: refundableByKindReader(db),
    openTenders: openTendersReader(db),
    lastSequence: () => lastSequence.get() ?? 0,
    last: (limit) => last.all(limit),
    grandTotalMinor: () => grandTotal.get() ?? 0,
    sourceRefs: () => new Set(sourceRefs.all()),
    soldUnits: (shift) => soldUnits.all(shift),
    copiesOf: (receiptNumber) => copies.get(receiptNumber) ?? 0,
  };
}

const NAMES_SHOWN = 3;

function briefReader(db: Database): SaleReader['brief'] {
  type Row = Omit<SaleBrief, 'names' | 'tenderCodes' | 'hasReturns' | 'isReturnable'> & {
    readonly hasReturns: number;
    readonly isReturnable: number;
  };
  const sale = db.prepare<[number], Row>(
    `SELECT entry, receipt_number AS receiptNumber, business_date AS businessDate, shift, at_utc AS atUtcMs, actor,
       line_count AS lineCount, total_minor AS totalMinor, return_minor <> 0 AS hasReturns,
       EXISTS (SELECT 1 FROM sale_line WHERE entry = sale.entry AND quantity_thousandths > returned_thousandths)
         AS isReturnable
     FROM sale WHERE entry = ?`,
  );
  const names = db
    .prepare<[number, number], string>('SELECT name FROM sale_line WHERE entry = ? ORDER BY line_no LIMIT ?')
    .pluck();
  const tenderCodes = db
    .prepare<[number], string>('SELECT DISTINCT tender_code FROM payment WHERE sale_entry = ? ORDER BY 1')
    .pluck();
  return (entry) => {
    const row = sale.get(entry);
    if (!row) return null;
    return {
      ...row,
      hasReturns: row.hasReturns === 1,
      isReturnable: row.isReturnable === 1,
      names: names.all(entry, NAMES_SHOWN),
      tenderCodes: tenderCodes.all(entry),
    };
  };
}

function readSale(row: Parameters<typeof entryOf>[0]): StoredSale {
  const entry = entryOf(row);
  if (entry.type !== 'sale.completed') throw new Error(`entry ${entry.position} is no sale`);
  const { position, epoch, shift, businessDate, atUtcMs, utcOffsetMinutes, actor, payload } = entry;
  return { entry: position, epoch, shift, businessDate, atUtcMs, utcOffsetMinutes, actor, sale: payload };
}

function returnableLinesReader(db: Database): SaleReader['returnableLines'] {
  interface Row extends Omit<ReturnableLine, 'shares' | 'isTaxIncluded'> {
    readonly shares: string;
    readonly isTaxIncluded: number;
  }
  const lines = db.prepare<[string], Row>(
    `SELECT line_no AS lineNo, article_code AS articleCode, barcode, sale_line.name, department, unit,
       quantity_thousandths AS quantityThousandths, returned_thousandths AS returnedThousandths,
       unit_price_e4 AS unitPriceE4, tax_code AS taxCode, tax_rate_bp AS taxRateBp, is_tax_included AS isTaxIncluded,
       sale_line.tax_minor AS taxMinor, sale_line.total_minor AS totalMinor, shares
     FROM sale JOIN sale_line USING (entry) WHERE sale.id = ? AND sale_line.kind = 'sale' ORDER BY line_no`,
  );
  return (saleId) =>
    lines.all(saleId).map((row) => ({
      ...row,
      isTaxIncluded: row.isTaxIncluded === 1,
      shares: JSON.parse(row.shares) as UnitShares,
    }));
}

/**
 * What is left to give back by kind: what the sale was paid with, less what refunds of its lines gave back. Tender
 * rounding is part of neither. A refund of two sales at once counts against both, which errs on the careful side.
 */
function refundableByKindReader(db: Database): SaleReader['refundableByKind'] {
  const paid = db.prepare<{ saleId: string }, { kind: TenderKind; amountMinor: number }>(
    `WITH original AS (SELECT entry FROM sale WHERE id = @saleId)
     SELECT kind, SUM(amount_minor) AS amountMinor FROM payment
     WHERE (sale_entry = (SELECT entry FROM original) AND amount_minor > 0)
        OR (amount_minor < 0 AND sale_entry IN (
              SELECT entry FROM sale_line WHERE return_of = (SELECT entry FROM original)))
     GROUP BY kind`,
  );
  return (saleId) => new Map(paid.all({ saleId }).map(({ kind, amountMinor }) => [kind, amountMinor]));
}

function openTendersReader(db: Database): SaleReader['openTenders'] {
  const open = db.prepare<[string], SaleTender>(
    `SELECT id, tender_code AS tenderCode, kind, amount_minor AS amountMinor, tendered_minor AS tenderedMinor,
       change_minor AS changeMinor, rounding_minor AS roundingMinor, reference, taken_at_utc AS takenAtUtcMs
     FROM payment WHERE basket_id = ? AND sale_entry IS NULL AND reversed_entry IS NULL ORDER BY entry`,
  );
  return (basketId) => open.all(basketId);
}

import type { Database } from 'better-sqlite3';
import type { ShiftClosed, ShiftCounted, ShiftFigures } from '../domain/facts/shift-facts.ts';
import { expectedCashMinor, type CashMoveKind } from '../domain/cash-drawer.ts';
import { entryOf, journalReader, type JournalRow } from './journal.ts';

export interface Shift {
  readonly number: number;
  readonly id: string;
  readonly businessDate: string;
  readonly openedAtUtcMs: number;
  readonly openedBy: string;
  readonly floatMinor: number;
  readonly openedEntry: number;
}

/** A Z as the journal has it: the closed shift with where and when. */
export interface StoredZ {
  readonly entry: number;
  readonly businessDate: string;
  readonly closedAtUtcMs: number;
  readonly utcOffsetMinutes: number;
  readonly closedBy: string;
  readonly closed: ShiftClosed;
}

/** A shift of a list: an open one has no Z yet, and nothing of its figures is told. */
export interface ListedShift extends Shift {
  readonly closedAtUtcMs: number | null;
  readonly zNumber: number | null;
}

/** Cash put into or taken out of the drawer without a sale; the amount is positive, the kind says which way. */
export interface CashMove {
  readonly atUtcMs: number;
  readonly kind: CashMoveKind;
  readonly amountMinor: number;
  readonly reason: string | null;
  /** Staff ids. */
  readonly by: string;
  readonly approvedBy: string;
}

/** A count of the drawer, with its place in the journal. */
export interface StoredCount extends ShiftCounted {
  readonly entry: number;
  readonly atUtcMs: number;
  readonly by: string;
}

export interface ShiftReader {
  open(): Shift | null;
  last(): Shift | null;
  /** Newest first, below a shift's number. */
  list(beforeNumber: number, limit: number): ListedShift[];
  /** In the order in which they were opened. */
  ofDate(businessDate: string): ListedShift[];
  /** In order. */
  moves(shiftNumber: number): CashMove[];
  /** The counts of a shift that is open, in order. */
  counts(shift: Shift): StoredCount[];
  /** The position of the last entry of an open shift that changed what its drawer holds or what it sold; 0 for none. */
  lastMoneyEntry(shift: Shift): number;
  lastZNumber(): number;
  z(zNumber: number): StoredZ | null;
  /** The figures of a shift as its tables have them now. */
  figures(shift: Shift): ShiftFigures;
}

const SHIFT_COLUMNS = `number, id, business_date AS businessDate, opened_at_utc AS openedAtUtcMs, opened_by AS openedBy,
  float_minor AS floatMinor, opened_entry AS openedEntry`;

const LISTED_COLUMNS = `${SHIFT_COLUMNS}, closed_at_utc AS closedAtUtcMs, z_number AS zNumber`;

export function shiftReader(db: Database): ShiftReader {
  const journal = journalReader(db);
  const list = db.prepare<[number, number], ListedShift>(
    `SELECT ${LISTED_COLUMNS} FROM shift WHERE number < ? ORDER BY number DESC LIMIT ?`,
  );
  const ofDate = db.prepare<[string], ListedShift>(
    `SELECT ${LISTED_COLUMNS} FROM shift WHERE business_date = ? ORDER BY number`,
  );
  const moves = db.prepare<[number], CashMove>(
    `SELECT at_utc AS atUtcMs, kind, amount_minor AS amountMinor, reason, actor AS by, approved_by AS approvedBy
     FROM cash_move WHERE shift = ? ORDER BY entry`,
  );
  const lastMoneyEntry = db
    .prepare<[number], number>(
      `SELECT COALESCE(MAX(position), 0) FROM journal
       WHERE type IN ('sale.completed', 'tender.taken', 'tender.reversed', 'cash.moved') AND position > ?`,
    )
    .pluck();
  const open = db.prepare<[], Shift>(`SELECT ${SHIFT_COLUMNS} FROM shift WHERE closed_at_utc IS NULL`);
  const last = db.prepare<[], Shift>(`SELECT ${SHIFT_COLUMNS} FROM shift ORDER BY number DESC LIMIT 1`);
  const lastZ = db.prepare<[], number | null>('SELECT MAX(z_number) FROM shift').pluck();
  const zEntry = db.prepare<[number], number>('SELECT closed_entry FROM shift WHERE z_number = ?').pluck();
  return {
    open: () => open.get() ?? null,
    last: () => last.get() ?? null,
    list: (beforeNumber, limit) => list.all(beforeNumber, limit),
    ofDate: (businessDate) => ofDate.all(businessDate),
    moves: (shiftNumber) => moves.all(shiftNumber),
    counts: countsReader(db),
    lastMoneyEntry: (shift) => lastMoneyEntry.get(shift.openedEntry) ?? 0,
    lastZNumber: () => lastZ.get() ?? 0,
    z(zNumber) {
      const position = zEntry.get(zNumber);
      const row = position === undefined ? null : journal.row(position);
      if (!row) return null;
      const entry = entryOf(row);
      if (entry.type !== 'shift.closed') throw new Error(`entry ${entry.position} closes no shift`);
      return {
        entry: entry.position,
        businessDate: entry.businessDate,
        closedAtUtcMs: entry.atUtcMs,
        utcOffsetMinutes: entry.utcOffsetMinutes,
        closedBy: entry.actor,
        closed: entry.payload,
      };
    },
    figures: figuresReader(db),
  };
}

function countsReader(db: Database): ShiftReader['counts'] {
  const counted = db.prepare<[number], JournalRow>(
    `SELECT * FROM journal WHERE type = 'shift.counted' AND position > ? ORDER BY position`,
  );
  return (shift) =>
    counted.all(shift.openedEntry).map((row) => {
      const { position, atUtcMs, actor, payload } = entryOf(row);
      return { entry: position, atUtcMs, by: actor, ...(payload as ShiftCounted) };
    });
}

interface SaleSums {
  readonly saleCount: number;
  readonly refundCount: number;
  readonly lineCount: number;
  readonly grossMinor: number;
  readonly priceSavingMinor: number;
  readonly discountMinor: number;
  readonly discountCount: number;
  readonly returnMinor: number;
  readonly totalMinor: number;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly roundingMinor: number;
  readonly firstReceiptNumber: string | null;
  readonly lastReceiptNumber: string | null;
}

interface CashSums {
  readonly cashTakenMinor: number;
  readonly cashRefundedMinor: number;
  readonly cashRefundCount: number;
}

interface TaxRow extends Omit<ShiftFigures['taxes'][number], 'isIncluded'> {
  readonly isIncluded: number;
}

function figuresReader(db: Database): ShiftReader['figures'] {
  const sales = db.prepare<{ shift: number }, SaleSums>(SALE_SUMS);
  const taxes = db.prepare<[number], TaxRow>(
    `SELECT tax_code AS taxCode, tax_rate_bp AS rateBp, is_tax_included AS isIncluded, SUM(sale_line.tax_minor) AS taxMinor,
       SUM(sale_line.total_minor - sale_line.tax_minor) AS netMinor
     FROM sale JOIN sale_line USING (entry) WHERE shift = ? GROUP BY 1, 2, 3 ORDER BY 2 DESC, 1`,
  );
  const tenders = db.prepare<[number], ShiftFigures['tenders'][number]>(
    `SELECT tender_code AS tenderCode, kind, COUNT(*) AS count, SUM(amount_minor) AS amountMinor,
       SUM(rounding_minor) AS roundingMinor
     FROM payment WHERE shift = ? AND reversed_entry IS NULL GROUP BY 1, 2 ORDER BY amountMinor DESC, 1`,
  );
  const cash = db.prepare<[number], CashSums>(
    `SELECT COALESCE(SUM(CASE WHEN tendered_minor > 0 THEN tendered_minor - change_minor END), 0) AS cashTakenMinor,
       COALESCE(SUM(CASE WHEN tendered_minor < 0 THEN tendered_minor END), 0) AS cashRefundedMinor,
       COUNT(CASE WHEN tendered_minor < 0 THEN 1 END) AS cashRefundCount
     FROM payment WHERE shift = ? AND kind = 'cash' AND reversed_entry IS NULL`,
  );
  const moves = db
    .prepare<[number, string], number>(
      'SELECT COALESCE(SUM(amount_minor), 0) FROM cash_move WHERE shift = ? AND kind = ?',
    )
    .pluck();
  const events = db.prepare<[number], { kind: string; count: number; amountMinor: number }>(
    'SELECT kind, COUNT(*) AS count, SUM(amount_minor) AS amountMinor FROM till_event WHERE shift = ? GROUP BY kind',
  );
  const nonSales = db.prepare<[number], number>('SELECT COUNT(*) FROM non_sale WHERE shift = ?').pluck();
  const grandTotal = db
    .prepare<[], number>('SELECT grand_total_minor FROM sale ORDER BY entry DESC LIMIT 1')
    .pluck();

  return (shift) => {
    const sums = sales.get({ shift: shift.number })!;
    const drawer = cash.get(shift.number)!;
    const byKind = new Map(events.all(shift.number).map((event) => [event.kind, event]));
    const count = (kind: string) => byKind.get(kind)?.count ?? 0;
    const moved = {
      floatMinor: shift.floatMinor,
      payInMinor: moves.get(shift.number, 'pay-in') ?? 0,
      payOutMinor: moves.get(shift.number, 'pay-out') ?? 0,
      safeDropMinor: moves.get(shift.number, 'safe-drop') ?? 0,
    };
    const cashTakenMinor = drawer.cashTakenMinor + drawer.cashRefundedMinor;
    return {
      ...sums,
      priceOverrideCount: count('price'),
      taxes: taxes.all(shift.number).map((tax) => ({ ...tax, isIncluded: tax.isIncluded === 1 })),
      tenders: tenders.all(shift.number),
      ...moved,
      ...drawer,
      expectedCashMinor: expectedCashMinor({ ...moved, cashTakenMinor }),
      voidCount: count('line-void') + count('basket-void'),
      voidMinor: (byKind.get('line-void')?.amountMinor ?? 0) + (byKind.get('basket-void')?.amountMinor ?? 0),
      drawerOpenCount: count('drawer-open'),
      reprintCount: count('reprint'),
      nonSaleCount: nonSales.get(shift.number) ?? 0,
      grandTotalMinor: grandTotal.get() ?? 0,
    };
  };
}

const SALE_SUMS = `
  SELECT COUNT(CASE WHEN total_minor - return_minor <> 0 OR return_minor = 0 THEN 1 END) AS saleCount,
    COUNT(CASE WHEN return_minor <> 0 THEN 1 END) AS refundCount,
    COALESCE(SUM(line_count), 0) AS lineCount,
    COALESCE(SUM(gross_minor), 0) AS grossMinor,
    COALESCE(SUM(price_saving_minor), 0) AS priceSavingMinor,
    COALESCE(SUM(discount_minor), 0) AS discountMinor,
    COUNT(CASE WHEN discount_minor <> 0 THEN 1 END) AS discountCount,
    COALESCE(SUM(return_minor), 0) AS returnMinor,
    COALESCE(SUM(total_minor), 0) AS totalMinor,
    COALESCE(SUM(net_minor), 0) AS netMinor,
    COALESCE(SUM(tax_minor), 0) AS taxMinor,
    COALESCE(SUM(rounding_minor), 0) AS roundingMinor,
    (SELECT receipt_number FROM sale AS s WHERE s.shift = @shift ORDER BY entry LIMIT 1) AS firstReceiptNumber,
    (SELECT receipt_number FROM sale AS s WHERE s.shift = @shift ORDER BY entry DESC LIMIT 1) AS lastReceiptNumber
  FROM sale WHERE shift = @shift`;

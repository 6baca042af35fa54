import type { Database } from 'better-sqlite3';

/**
 * One business day in figures, amounts in minor units. Net sales are what customers paid for goods, tax included, less
 * what they were paid back, before cash rounding; hours, departments and persons each sum to them, and so do tenders
 * once rounding is taken off: `sum(paidMinor) - roundingMinor`.
 */
export interface DayFigures extends DayTotals {
  /** In order of time, on the shop's wall clock when each sale was made: after midnight comes last. */
  readonly hours: readonly HourFigures[];
  /** Largest first, as are departments and persons. */
  readonly tenders: readonly TenderFigures[];
  readonly departments: readonly DepartmentFigures[];
  readonly persons: readonly PersonFigures[];
}

/** What persons sum to as well. Discounts and overrides are counted in receipts that have them. */
interface PersonTotals {
  readonly netSalesMinor: number;
  /** Receipts that sold something, and those that took something back; an exchange counts as both. */
  readonly saleCount: number;
  readonly refundCount: number;
  /** What came back, negative. */
  readonly refundMinor: number;
  /** By hand, on finished sales: discounts, and prices set below or above the list. */
  readonly discountCount: number;
  readonly discountMinor: number;
  readonly overrideCount: number;
  readonly overrideMinor: number;
  /** Lines and whole sales taken off the counter, at what they would have cost. */
  readonly voidCount: number;
  readonly voidMinor: number;
}

interface DayTotals extends PersonTotals {
  /** Pieces sold; what is weighed counts one a line. */
  readonly itemCount: number;
  /** What was sold, at list prices. */
  readonly grossMinor: number;
  readonly taxMinor: number;
  /** What cash rounding added to what was paid, negative where it gave up. */
  readonly roundingMinor: number;
}

export interface HourFigures {
  readonly hour: number;
  readonly saleCount: number;
  readonly netSalesMinor: number;
}

export interface TenderFigures {
  readonly tenderCode: string;
  readonly kind: string;
  readonly count: number;
  /** What was paid less what was paid back, cash rounding and all. */
  readonly paidMinor: number;
}

export interface DepartmentFigures {
  readonly department: string;
  readonly saleCount: number;
  readonly itemCount: number;
  readonly netSalesMinor: number;
}

export interface PersonFigures extends PersonTotals {
  /** A staff id, or `system`. */
  readonly actor: string;
}

/** Whether anything is in the books under a date: a shift, and with it everything else. */
export function hasDay(db: Database, businessDate: string): boolean {
  const found = db.prepare<[string]>('SELECT 1 FROM shift WHERE business_date = ? LIMIT 1');
  return found.get(businessDate) !== undefined;
}

/** Reads a day's figures in one consistent snapshot; a day without sales is all zeros. */
export function readDay(db: Database, businessDate: string): DayFigures {
  const read = db.transaction((): DayFigures => {
    const departments = departmentFigures(db, businessDate);
    const persons = personFigures(db, businessDate);
    const total = (field: keyof PersonTotals) => persons.reduce((sum, person) => sum + person[field], 0);
    return {
      ...db.prepare<[string], SaleOnlyTotals>(SALE_TOTALS).get(businessDate)!,
      netSalesMinor: total('netSalesMinor'),
      saleCount: total('saleCount'),
      refundCount: total('refundCount'),
      refundMinor: total('refundMinor'),
      discountCount: total('discountCount'),
      discountMinor: total('discountMinor'),
      overrideCount: total('overrideCount'),
      overrideMinor: total('overrideMinor'),
      voidCount: total('voidCount'),
      voidMinor: total('voidMinor'),
      itemCount: departments.reduce((sum, { itemCount }) => sum + itemCount, 0),
      hours: db.prepare<[string], HourFigures>(HOURS).all(businessDate),
      tenders: db.prepare<[string], TenderFigures>(TENDERS).all(businessDate),
      departments,
      persons,
    };
  });
  return read.deferred();
}

type SaleOnlyTotals = Pick<DayTotals, 'grossMinor' | 'taxMinor' | 'roundingMinor'>;

/** Columns of `sale`: whether a receipt sold something, as the X report counts them. */
const SOLD = 'total_minor - return_minor <> 0 OR return_minor = 0';

const SALE_TOTALS = `
  SELECT COALESCE(SUM(gross_minor), 0) AS grossMinor, COALESCE(SUM(tax_minor), 0) AS taxMinor,
    COALESCE(SUM(rounding_minor), 0) AS roundingMinor
  FROM sale WHERE business_date = ?`;

const HOURS = `
  SELECT (at_utc / 60000 + utc_offset) / 60 % 24 AS hour, COUNT(CASE WHEN ${SOLD} THEN 1 END) AS saleCount,
    SUM(total_minor) AS netSalesMinor
  FROM sale WHERE business_date = ? GROUP BY 1 ORDER BY MIN(at_utc)`;

const TENDERS = `
  SELECT tender_code AS tenderCode, kind, COUNT(*) AS count,
    SUM(payment.amount_minor + payment.rounding_minor) AS paidMinor
  FROM sale JOIN payment ON sale_entry = sale.entry
  WHERE sale.business_date = ? GROUP BY 1, 2 ORDER BY paidMinor DESC, 1`;

/** Summed by receipt first: its lines come together, which is a third faster than sorting all lines of a large day. */
const DEPARTMENTS = `
  SELECT department, SUM(hasSold) AS saleCount, SUM(items) AS itemCount, SUM(netMinor) AS netSalesMinor
  FROM (
    SELECT department, MAX(kind = 'sale') AS hasSold,
      SUM(CASE WHEN kind <> 'sale' THEN 0 WHEN unit = 'kg' THEN 1 ELSE quantity_thousandths / 1000 END) AS items,
      SUM(sale_line.total_minor) AS netMinor
    FROM sale JOIN sale_line USING (entry) WHERE business_date = ? GROUP BY entry, department
  )
  GROUP BY 1 ORDER BY netSalesMinor DESC, 1`;

function departmentFigures(db: Database, businessDate: string): DepartmentFigures[] {
  return db.prepare<[string], DepartmentFigures>(DEPARTMENTS).all(businessDate);
}

const PERSONS_SALES = `
  SELECT actor, SUM(total_minor) AS netSalesMinor, COUNT(CASE WHEN ${SOLD} THEN 1 END) AS saleCount,
    COUNT(CASE WHEN return_minor <> 0 THEN 1 END) AS refundCount, SUM(return_minor) AS refundMinor,
    COUNT(CASE WHEN hand_discount_minor <> 0 THEN 1 END) AS discountCount,
    SUM(hand_discount_minor) AS discountMinor,
    COUNT(CASE WHEN price_saving_minor <> 0 THEN 1 END) AS overrideCount, SUM(price_saving_minor) AS overrideMinor,
    0 AS voidCount, 0 AS voidMinor
  FROM sale WHERE business_date = ? GROUP BY actor`;

const PERSONS_VOIDS = `
  SELECT actor, COUNT(*) AS voidCount, SUM(amount_minor) AS voidMinor
  FROM till_event WHERE business_date = ? AND kind IN ('line-void', 'basket-void') GROUP BY actor`;

type Voids = Pick<PersonFigures, 'actor' | 'voidCount' | 'voidMinor'>;

const NO_SALES = {
  netSalesMinor: 0,
  saleCount: 0,
  refundCount: 0,
  refundMinor: 0,
  discountCount: 0,
  discountMinor: 0,
  overrideCount: 0,
  overrideMinor: 0,
};

/** Whoever sold, and whoever only took something off the counter. */
function personFigures(db: Database, businessDate: string): PersonFigures[] {
  const sold = db.prepare<[string], PersonFigures>(PERSONS_SALES).all(businessDate);
  const persons = new Map(sold.map((person) => [person.actor, person]));
  for (const voids of db.prepare<[string], Voids>(PERSONS_VOIDS).all(businessDate)) {
    persons.set(voids.actor, { ...NO_SALES, ...persons.get(voids.actor), ...voids });
  }
  return [...persons.values()].sort(
    (a, b) => b.netSalesMinor - a.netSalesMinor || (a.actor < b.actor ? -1 : 1),
  );
}

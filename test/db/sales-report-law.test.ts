import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SaleCompleted } from '../../domain/facts/sale-facts.ts';
import type { ShiftFigures } from '../../domain/facts/shift-facts.ts';
import { salesGroupings, salesReport, type SalesReport, type SalesSums } from '../../db/sales-report.ts';
import { openShift } from '../../register/use-cases/shifts.ts';
import { expectOk, openRungShop, type RungShop } from '../register/rung-shop.ts';
import { ring, ringAll } from '../register/random-rings.ts';

type Amounts = Omit<SalesSums, 'saleCount' | 'refundCount'>;

/** What the receipts themselves say, line by line. */
function sumReceipts(sales: readonly SaleCompleted[]): Amounts {
  const lines = sales.flatMap((sale) => sale.lines);
  const sold = lines.filter(({ kind }) => kind === 'sale');
  return {
    quantityThousandths: sum(lines, (line) => line.quantityThousandths),
    grossMinor: sum(sold, (line) => line.grossMinor),
    discountMinor: sum(
      sold,
      (line) => line.priceSavingMinor + line.lineDiscountMinor + line.basketDiscountMinor,
    ),
    returnMinor: sum(lines, (line) => (line.kind === 'return' ? line.totalMinor : 0)),
    netSalesMinor: sum(sales, (sale) => sale.totalMinor),
    taxMinor: sum(sales, (sale) => sale.taxMinor),
    roundingMinor: sum(sales, (sale) => sale.roundingMinor),
    belowMinorE7: sum(lines, (line) => line.residualE7),
  };
}

/** What a report must say: the receipts' sums, without the figures that do not exist by its grouping. */
function expectedAmounts(by: SalesReport['by'], sales: readonly SaleCompleted[]): Amounts {
  const sums = sumReceipts(sales);
  const { netSalesMinor, roundingMinor } = sums;
  if (by === 'article' || by === 'department') return { ...sums, roundingMinor: null };
  if (by !== 'tender') return { ...sums, quantityThousandths: null };
  const none = { quantityThousandths: null, grossMinor: null, discountMinor: null, returnMinor: null };
  return { ...none, netSalesMinor, taxMinor: null, roundingMinor, belowMinorE7: null };
}

/** The rows' figures one by one; null where none is expected and no row has one. */
function addRows(rows: SalesReport['rows'], expected: Amounts): Amounts {
  const fields = Object.keys(expected) as (keyof Amounts)[];
  const sums = fields.map((field) => {
    const isNone = expected[field] === null && rows.every((row) => row[field] === null);
    return [field, isNone ? null : sum(rows, (row) => row[field]!)];
  });
  return Object.fromEntries(sums) as Amounts;
}

function amountsOf({ saleCount: _sales, refundCount: _refunds, ...amounts }: SalesSums): Amounts {
  return amounts;
}

/** The figures of every closed shift's Z, and of the open one's X. */
function allFigures({ register }: RungShop): ShiftFigures[] {
  const { shifts } = register.store;
  const numbers = Array.from({ length: shifts.lastZNumber() }, (_, index) => index + 1);
  const closed = numbers.map((zNumber) => shifts.z(zNumber)!.closed.figures);
  return [...closed, shifts.figures(shifts.open()!)];
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

/** Rings at random in a shop of its own, and looks at it after each run. */
function afterRinging(
  currency: string,
  look: (shop: RungShop, sales: readonly SaleCompleted[]) => void,
): void {
  fc.assert(
    fc.property(fc.array(ring, { minLength: 1, maxLength: 12 }), (rings) => {
      const shop = openRungShop({ currency });
      try {
        expectOk(openShift(shop.register, 10_000));
        const receipts = ringAll(shop, rings);
        look(
          shop,
          receipts.map((receipt) => shop.register.store.sales.byReceipt(receipt)!.sale),
        );
      } finally {
        shop.remove();
      }
    }),
    { numRuns: process.env['GUITAI_LONG'] === '1' ? 300 : 8 },
  );
}

describe('whatever is rung', () => {
  test.each(['GBP', 'JPY', 'KWD'])('reports by every grouping sum to the receipts, in %s', (currency) => {
    afterRinging(currency, ({ register }, sales) => {
      for (const by of salesGroupings) {
        const { rows, totals } = salesReport(register.store.db, { by, from: null, to: null, currency });
        const expected = expectedAmounts(by, sales);
        expect({ by, ...amountsOf(totals) }).toEqual({ by, ...expected });
        expect({ by, ...addRows(rows, expected) }).toEqual({ by, ...expected });
      }
    });
  });

  test('the receipts of a report are as many by every grouping', () => {
    afterRinging('GBP', ({ register }) => {
      const counts = salesGroupings.map((by) => {
        const { totals } = salesReport(register.store.db, { by, from: null, to: null, currency: 'GBP' });
        return `${totals.saleCount} ${totals.refundCount}`;
      });
      expect(new Set(counts).size).toBe(1);
    });
  });

  test('the shifts together are the receipts, each one’s tenders are its net sales, and the grand total goes on', () => {
    afterRinging('GBP', (shop, sales) => {
      const figures = allFigures(shop);
      const { netSalesMinor, taxMinor, roundingMinor } = sumReceipts(sales);
      expect(sum(figures, (each) => each.totalMinor)).toBe(netSalesMinor);
      expect(sum(figures, (each) => each.taxMinor)).toBe(taxMinor);
      expect(sum(figures, (each) => each.roundingMinor)).toBe(roundingMinor);
      let grandTotalMinor = 0;
      for (const each of figures) {
        grandTotalMinor += each.totalMinor;
        expect(each.grandTotalMinor).toBe(grandTotalMinor);
        expect(sum(each.tenders, (tender) => tender.amountMinor)).toBe(each.totalMinor);
      }
    });
  });
});

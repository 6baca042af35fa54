import { afterAll, describe, expect, test } from 'vitest';
import { salesReport, type SalesReport } from '../../db/sales-report.ts';
import { entryContext } from '../../register/register.ts';
import { addArticle, addDepartmentSale } from '../../register/use-cases/add-lines.ts';
import { addReturn } from '../../register/use-cases/add-returns.ts';
import { setLineDiscount } from '../../register/use-cases/change-lines.ts';
import { beginCheckout, takeTender } from '../../register/use-cases/checkout.ts';
import { openShift } from '../../register/use-cases/shifts.ts';
import {
  cola,
  crisps,
  expectOk,
  nextDay,
  openRungShop,
  payCounter,
  type RungShop,
} from '../register/rung-shop.ts';

const HOUR_MS = 3_600_000;

const shops: RungShop[] = [];
afterAll(() => shops.forEach((shop) => shop.remove()));

function openShop(settings: Parameters<typeof openRungShop>[0] = {}): RungShop {
  const shop = openRungShop(settings);
  shops.push(shop);
  return shop;
}

function reportOf({ register }: RungShop, by: SalesReport['by'], from?: string, to?: string): SalesReport {
  const { currency } = register.settings.shop;
  return salesReport(register.store.db, { by, from: from ?? null, to: to ?? null, currency });
}

describe('the sales report of a known day', () => {
  const shop = openShop();
  const { register, clock } = shop;
  expectOk(openShift(register, 10_000));
  // 2 × 1.25 crisps, 20 % included, one of them 10 % off: 2.25.
  const crispsLine = expectOk(
    addArticle(register, crisps.code, { quantityThousandths: 2_000 }),
  ).touchedLineId!;
  expectOk(setLineDiscount(register, crispsLine, { rateBp: 1_000 }));
  const first = payCounter(register, 'cash');
  clock.advance(2 * HOUR_MS);
  // 1.25 of cola with 8.25 % on top: 1.35. Three at £0.001 of a department are less than half a penny.
  expectOk(addArticle(register, cola.code));
  expectOk(addDepartmentSale(register, { department: 'food', unitPriceE4: 10, quantityThousandths: 3_000 }));
  payCounter(register, 'card');
  nextDay(shop);
  expectOk(addReturn(register, first, 1, 1_000));
  payCounter(register, 'cash');

  test('has a row a day, and totals that are their sum', () => {
    const { rows, totals } = reportOf(shop, 'day');
    expect(rows).toMatchObject([
      {
        key: '2026-11-02',
        saleCount: 2,
        refundCount: 0,
        quantityThousandths: null,
        grossMinor: 375,
        discountMinor: 25,
        returnMinor: 0,
        netSalesMinor: 360,
        taxMinor: 48,
        roundingMinor: 0,
        belowMinorE7: 30_000,
      },
      {
        key: '2026-11-03',
        saleCount: 0,
        refundCount: 1,
        grossMinor: 0,
        returnMinor: -113,
        netSalesMinor: -113,
      },
    ]);
    expect(totals).toMatchObject({ saleCount: 2, refundCount: 1, grossMinor: 375, netSalesMinor: 247 });
  });

  test('rounds cash apart from what goods cost', () => {
    const { rows, totals } = reportOf(shop, 'tender');
    expect(rows).toMatchObject([
      { key: 'card', saleCount: 1, netSalesMinor: 135, roundingMinor: 0, grossMinor: null, taxMinor: null },
      { key: 'cash', saleCount: 1, refundCount: 1, netSalesMinor: 112, roundingMinor: -2 },
    ]);
    expect(totals).toMatchObject({ netSalesMinor: 247, roundingMinor: -2, returnMinor: null });
  });

  test('names articles as they were last sold, with what was sold of them less what came back', () => {
    expect(reportOf(shop, 'article').rows).toMatchObject([
      { key: 'C2', label: '可口可乐 500ml', saleCount: 1, quantityThousandths: 1_000, netSalesMinor: 135 },
      {
        key: 'C1',
        label: 'Crisps',
        saleCount: 1,
        refundCount: 1,
        quantityThousandths: 1_000,
        discountMinor: 25,
      },
      { key: '', label: null, saleCount: 1, grossMinor: 0, belowMinorE7: 30_000, roundingMinor: null },
    ]);
  });

  test('puts hours on the shop’s wall clock', () => {
    expect(reportOf(shop, 'hour').rows.map(({ key }) => key)).toEqual(['09', '11']);
  });

  test('has one row of all sales by member, because no sale names one', () => {
    expect(reportOf(shop, 'member').rows).toMatchObject([{ key: '', saleCount: 2, netSalesMinor: 247 }]);
  });

  test('takes the dates at both ends in, and nothing outside them', () => {
    expect(reportOf(shop, 'month', '2026-11-02', '2026-11-02').totals.netSalesMinor).toBe(360);
    expect(reportOf(shop, 'article', '2026-11-03').totals.netSalesMinor).toBe(-113);
    expect(reportOf(shop, 'tender', '2026-11-03', '2026-11-30').totals).toMatchObject({
      saleCount: 0,
      refundCount: 1,
    });
    const nothing = reportOf(shop, 'day', '2026-12-01');
    expect(nothing.rows).toEqual([]);
    expect(nothing.totals).toMatchObject({
      saleCount: 0,
      grossMinor: 0,
      netSalesMinor: 0,
      quantityThousandths: null,
    });
  });

  test('leaves out money taken on a sale that is not finished', () => {
    const before = reportOf(shop, 'tender').totals;
    expectOk(addArticle(register, crisps.code));
    expectOk(beginCheckout(register));
    expectOk(takeTender(register, { tenderCode: 'card', amountMinor: 100 }));
    expect(reportOf(shop, 'tender').totals).toEqual(before);
    expectOk(takeTender(register, { tenderCode: 'cash', amountMinor: 25 }));
    expect(reportOf(shop, 'tender').totals.netSalesMinor).toBe(before.netSalesMinor + 125);
  });
});

describe('what left the books without a sale', () => {
  const shop = openShop();
  const { register } = shop;
  const book = (
    kind: 'bad-debt' | 'given-free',
    sourceRef: string,
    amountMinor: number,
    residualE7: number,
  ) =>
    register.store.commit((writer) => {
      const line = { articleCode: 'B', name: 'Bad debt', quantityThousandths: 1_000, unitPriceE4: -100 };
      const payload = { bookingId: sourceRef, kind, sourceRef, amountMinor, residualE7, lines: [line, line] };
      writer.record({ type: 'non-sale.booked', payload }, entryContext(register));
    });
  expectOk(openShift(register, 0));
  book('bad-debt', 'A1', -11_062_06, 0);
  book('bad-debt', 'A2', -50, 4_000);
  nextDay(shop);
  book('given-free', 'F1', 0, 0);

  test('stands beside the sales, by day where they are', () => {
    expect(reportOf(shop, 'day').nonSales).toEqual([
      {
        key: '2026-11-02',
        kind: 'bad-debt',
        count: 2,
        lineCount: 4,
        amountMinor: -11_062_56,
        belowMinorE7: 4_000,
      },
      { key: '2026-11-03', kind: 'given-free', count: 1, lineCount: 2, amountMinor: 0, belowMinorE7: 0 },
    ]);
  });

  test('is summed by kind where sales are not summed by time, within the same dates', () => {
    expect(reportOf(shop, 'article', '2026-11-03').nonSales).toMatchObject([{ key: '', kind: 'given-free' }]);
    expect(reportOf(shop, 'month').nonSales.map(({ key }) => key)).toEqual(['2026-11', '2026-11']);
  });
});

test('The hour is that of the wall clock where the shop is', () => {
  const shop = openShop({ currency: 'CNY', zone: 'Asia/Shanghai' });
  expectOk(openShift(shop.register, 0));
  expectOk(addArticle(shop.register, crisps.code));
  payCounter(shop.register, 'card');
  expect(reportOf(shop, 'hour').rows.map(({ key }) => key)).toEqual(['17']);
});

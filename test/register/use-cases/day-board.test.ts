import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDay } from '../../../db/day-report.ts';
import { salesReport } from '../../../db/sales-report.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { voidBasket } from '../../../register/use-cases/change-basket.ts';
import { voidLine } from '../../../register/use-cases/change-lines.ts';
import { closeShift } from '../../../register/use-cases/close-shift.ts';
import { readDayBoard } from '../../../register/use-cases/day-board.ts';
import { openShift } from '../../../register/use-cases/shifts.ts';
import { signIn } from '../../../register/use-cases/sign-in.ts';
import { ring, ringAll } from '../random-rings.ts';
import { expectOk, openRungShop, payCounter } from '../rung-shop.ts';
import { cashier, codeOf, manager, okOf, openSellingTill, payAll, type TestTill } from '../till.ts';

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

describe('a day of whatever is rung', () => {
  test.each(['GBP', 'JPY'])('adds up by hour, tender, department and person, in %s', (currency) => {
    fc.assert(
      fc.property(fc.array(ring, { minLength: 1, maxLength: 12 }), (rings) => {
        const shop = openRungShop({ currency });
        try {
          expectOk(openShift(shop.register, 10_000));
          ringAll(shop, rings);
          const { db } = shop.register.store;
          const days = salesReport(db, { by: 'day', from: null, to: null, currency }).rows;
          for (const { key, netSalesMinor, saleCount, refundCount, grossMinor, taxMinor } of days) {
            const day = readDay(db, key);
            expect(day).toMatchObject({ netSalesMinor, saleCount, refundCount, grossMinor, taxMinor });
            expect(sum(day.hours, (hour) => hour.netSalesMinor)).toBe(netSalesMinor);
            expect(sum(day.hours, (hour) => hour.saleCount)).toBe(saleCount);
            expect(sum(day.departments, (each) => each.netSalesMinor)).toBe(netSalesMinor);
            expect(sum(day.persons, (person) => person.netSalesMinor)).toBe(netSalesMinor);
            expect(sum(day.tenders, (tender) => tender.paidMinor) - day.roundingMinor).toBe(netSalesMinor);
          }
        } finally {
          shop.remove();
        }
      }),
      { numRuns: process.env['GUITAI_LONG'] === '1' ? 200 : 8 },
    );
  });
});

describe('the day board', () => {
  function withTill(work: (till: TestTill) => void): void {
    const till = openSellingTill();
    try {
      work(till);
    } finally {
      till.remove();
    }
  }

  function sell(till: TestTill, articleCode: string, quantityThousandths: number): void {
    okOf(addArticle(till.register, articleCode, { quantityThousandths }));
    payAll(till.register);
  }

  test('counts pieces, and what is weighed once a line; keeps voids with whoever made them', () => {
    withTill((till) => {
      sell(till, 'crisps', 3_000);
      sell(till, 'apples', 735);
      const approval = { reason: 'customer left' };
      const added = okOf(addArticle(till.register, 'crisps', { quantityThousandths: 2_000 }));
      okOf(addArticle(till.register, 'apples', { quantityThousandths: 100 }));
      okOf(voidLine(till.register, added.touchedLineId!, approval));
      okOf(voidBasket(till.register, approval));
      okOf(signIn(till.register, manager.code, manager.pin));
      const { day } = okOf(readDayBoard(till.register, {}));
      expect(day).toMatchObject({
        saleCount: 2,
        itemCount: 4,
        netSalesMinor: 558,
        averageMinor: 279,
        voidCount: 2,
        voidMinor: 275,
        hours: [{ hour: 9, saleCount: 2, netSalesMinor: 558 }],
        persons: [{ name: cashier.name, saleCount: 2, netSalesMinor: 558, voidCount: 2 }],
      });
    });
  });

  test('stands beside the same weekday a week before, which is null where the till was closed', () => {
    withTill((till) => {
      sell(till, 'crisps', 1_000);
      okOf(signIn(till.register, manager.code, manager.pin));
      const first = okOf(readDayBoard(till.register, {}));
      expect(first).toMatchObject({
        businessDate: '2026-11-02',
        weekBeforeDate: '2026-10-26',
        weekBefore: null,
      });
      okOf(closeShift(till.register, { countedMinor: 10_125 }));
      till.clock.advance(WEEK_MS);
      okOf(openShift(till.register, 0));
      const board = okOf(readDayBoard(till.register, {}));
      expect(board).toMatchObject({
        businessDate: '2026-11-09',
        day: { netSalesMinor: 0, averageMinor: null },
      });
      expect(board.weekBefore).toEqual(first.day);
      expect(okOf(readDayBoard(till.register, { businessDate: '2026-11-02' }))).toMatchObject({
        day: { netSalesMinor: 125 },
        shifts: [{ number: 1, zNumber: 1, closing: { netSalesMinor: 125 } }],
      });
    });
  });

  test('puts the hours after midnight last', () => {
    const shop = openRungShop();
    expectOk(openShift(shop.register, 0));
    for (const hours of [14, 2]) {
      shop.clock.advance(hours * HOUR_MS);
      expectOk(addArticle(shop.register, 'C1', { quantityThousandths: 1_000 }));
      payCounter(shop.register, 'card');
    }
    expect(readDay(shop.register.store.db, '2026-11-02').hours.map(({ hour }) => hour)).toEqual([23, 1]);
    shop.remove();
  });

  test('is for whoever may read an X', () => {
    withTill((till) => {
      expect(codeOf(readDayBoard(till.register, {}))).toBe('approval-needed');
    });
  });
});

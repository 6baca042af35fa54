import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ShiftFigures } from '../../../domain/facts/shift-facts.ts';
import type { Result } from '../../../domain/result.ts';
import { entryOf } from '../../../db/journal.ts';
import { takeSnapshot } from '../../../register/snapshot.ts';
import { addArticle, addDepartmentSale } from '../../../register/use-cases/add-lines.ts';
import { addReturn, addReturnWithoutReceipt } from '../../../register/use-cases/add-returns.ts';
import {
  holdBasket,
  listHeld,
  recallBasket,
  setBasketDiscount,
  setTaxExempt,
  voidBasket,
} from '../../../register/use-cases/change-basket.ts';
import {
  setLineDiscount,
  setPrice,
  setQuantity,
  voidLine,
} from '../../../register/use-cases/change-lines.ts';
import {
  beginCheckout,
  leaveCheckout,
  reverseTender,
  settle,
  takeTender,
} from '../../../register/use-cases/checkout.ts';
import { closeShift } from '../../../register/use-cases/close-shift.ts';
import { moveCash, openShift } from '../../../register/use-cases/shifts.ts';
import {
  articles,
  expectBooksHold,
  factsOf,
  okOf,
  openTestTill,
  setSection,
  type TestTill,
} from '../till.ts';

let till: TestTill;
beforeAll(() => {
  till = openTestTill();
});
afterAll(() => {
  expectBooksHold(till.register);
  till.remove();
});

type Choose = (below: number) => number;

const reason = 'test';

/** A line of the sale on the counter, or one that is not in it. */
function anyLine(choose: Choose): string {
  const lines = takeSnapshot(till.register).basket?.lines ?? [];
  return lines.length === 0 ? 'none' : lines[choose(lines.length)]!.id;
}

/** Everything that people do at a till. What is refused must change nothing; what throws fails the test. */
const actions: Readonly<Record<string, (choose: Choose) => Result<unknown> | null>> = {
  add(choose) {
    const article = articles[choose(articles.length)]!;
    return addArticle(till.register, article.code, {
      quantityThousandths: article.unit === 'kg' ? 1 + choose(3_000) : (1 + choose(5)) * 1_000,
      unitPriceE4: article.priceE4 === 0 ? choose(100_000) : undefined,
      confirmedAge: 18,
    });
  },
  addDepartment: (choose) =>
    addDepartmentSale(till.register, {
      department: 'spirits',
      unitPriceE4: choose(300_000),
      confirmedAge: 18,
    }),
  addReturn(choose) {
    const recent = till.register.store.sales.last(10);
    const receipt = recent[choose(Math.max(1, recent.length))]?.receiptNumber ?? 'none';
    const quantity = choose(3) === 0 ? 1 + choose(1_500) : (1 + choose(3)) * 1_000;
    return addReturn(till.register, receipt, 1 + choose(4), quantity);
  },
  addReturnWithoutReceipt: (choose) =>
    addReturnWithoutReceipt(till.register, {
      articleCode: 'crisps',
      name: '',
      department: 'general',
      quantityThousandths: (1 + choose(3)) * 1_000,
      unitPriceE4: choose(50_000),
    }),
  setQuantity: (choose) => setQuantity(till.register, anyLine(choose), (1 + choose(6)) * 1_000),
  setPrice: (choose) => setPrice(till.register, anyLine(choose), choose(200_000)),
  discountLine: (choose) =>
    setLineDiscount(
      till.register,
      anyLine(choose),
      choose(2) ? { rateBp: 1 + choose(10_000) } : { amountMinor: 1 + choose(300) },
    ),
  discountBasket: (choose) =>
    setBasketDiscount(
      till.register,
      choose(2) ? { rateBp: 1 + choose(5_000) } : { amountMinor: 1 + choose(900) },
    ),
  exempt: (choose) => setTaxExempt(till.register, choose(2) ? 'embassy' : null),
  voidLine: (choose) => voidLine(till.register, anyLine(choose)),
  voidBasket: (choose) => (choose(4) === 0 ? voidBasket(till.register, { reason }) : null),
  hold: () => holdBasket(till.register, null),
  recall(choose) {
    const held = listHeld(till.register);
    return recallBasket(till.register, held[choose(Math.max(1, held.length))]?.id ?? 'none');
  },
  begin: () => beginCheckout(till.register),
  leave: () => leaveCheckout(till.register),
  tender(choose) {
    const { dueMinor, dueInCashMinor } = takeSnapshot(till.register);
    const tenderCode = ['cash', 'card', 'payment-code', 'other'][choose(4)]!;
    const payable = tenderCode === 'cash' ? dueInCashMinor : dueMinor;
    const part = [payable, Math.trunc(payable / 2), payable + 500, Math.sign(payable)][choose(4)]!;
    return takeTender(till.register, { tenderCode, amountMinor: part });
  },
  pay(choose) {
    if (takeSnapshot(till.register).basket?.state !== 'checkout') beginCheckout(till.register);
    const { dueMinor, dueInCashMinor } = takeSnapshot(till.register);
    if (choose(3) === 0) return takeTender(till.register, { tenderCode: 'card', amountMinor: dueMinor });
    return takeTender(till.register, { tenderCode: 'cash', amountMinor: dueInCashMinor });
  },
  settle: () => settle(till.register),
  reverse(choose) {
    const { tenders } = takeSnapshot(till.register);
    return reverseTender(till.register, tenders[choose(Math.max(1, tenders.length))]?.id ?? 'none', reason);
  },
  moveCash: (choose) =>
    moveCash(till.register, (['pay-in', 'pay-out', 'safe-drop'] as const)[choose(3)]!, 1 + choose(2_000), {
      reason,
    }),
  restart(choose) {
    if (choose(5) === 0) till.reopen();
    return null;
  },
};

test('whatever people do at the till, money is neither made nor lost, and refusals change nothing', () => {
  setSection(till.register, 'cashRounding', { toMinor: 5, mode: 'nearest' });
  const names = Object.keys(actions);
  const action = fc.tuple(
    fc.constantFrom(...names, 'add', 'add', 'add', 'addReturn', 'addReturn', 'pay', 'pay', 'pay'),
    fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
  );
  fc.assert(
    fc.property(
      fc.nat({ max: 50_000 }),
      fc.array(action, { minLength: 40, maxLength: 80 }),
      (floatMinor, steps) => {
        const grandTotalBefore = till.register.store.sales.grandTotalMinor();
        const { openedEntry } = okOf(openShift(till.register, floatMinor));
        for (const [name, numbers] of steps) perform(name, numbers);
        clearCounter();
        const { figures } = closeCounted();
        expectMoneyKept(openedEntry, figures, floatMinor);
        expect(figures.grandTotalMinor).toBe(grandTotalBefore + figures.totalMinor);
      },
    ),
    { numRuns: process.env['GUITAI_LONG'] ? 2_000 : 30 },
  );
  const totals = factsOf(till.register, 'sale.completed').map(({ totalMinor }) => totalMinor);
  expect(totals.length).toBeGreaterThan(20);
  expect(till.register.store.sales.grandTotalMinor()).toBe(totals.reduce((sum, total) => sum + total, 0));
  expectNoUnitReturnedTwice();
});

function perform(name: string, numbers: readonly number[]): void {
  let place = 0;
  const choose: Choose = (below) => numbers[place++ % numbers.length]! % below;
  const before = takeSnapshot(till.register);
  const headBefore = till.register.store.journal.head()?.position;
  const done = actions[name]!(choose);
  // Paying is two calls, of which the first may be done and the second refused.
  if (!done || done.ok || name === 'pay') return;
  expect(takeSnapshot(till.register)).toEqual(before);
  expect(till.register.store.journal.head()?.position).toBe(headBefore);
}

function clearCounter(): void {
  const { basket, tenders } = takeSnapshot(till.register);
  if (!basket) return;
  if (basket.state === 'checkout') {
    for (const { id } of tenders) okOf(reverseTender(till.register, id, reason));
    okOf(leaveCheckout(till.register));
  }
  okOf(voidBasket(till.register, { reason }));
}

function closeCounted() {
  const { shifts } = till.register.store;
  const { expectedCashMinor } = shifts.figures(shifts.open()!);
  return okOf(closeShift(till.register, { countedMinor: Math.max(0, expectedCashMinor), reason }));
}

/** The Z against what the entries themselves say, summed here. */
function expectMoneyKept(openedEntry: number, figures: ShiftFigures, floatMinor: number): void {
  const sums = {
    totalMinor: 0,
    netMinor: 0,
    taxMinor: 0,
    paidMinor: 0,
    roundingMinor: 0,
    cashMinor: floatMinor,
  };
  let openMinor = 0;
  for (const row of till.register.store.journal.rows(openedEntry)) {
    const entry = entryOf(row);
    if (entry.type === 'tender.taken') openMinor += entry.payload.tender.amountMinor;
    if (entry.type === 'tender.reversed') openMinor -= entry.payload.tender.amountMinor;
    if (entry.type === 'cash.moved') {
      sums.cashMinor +=
        entry.payload.kind === 'pay-in' ? entry.payload.amountMinor : -entry.payload.amountMinor;
    }
    if (entry.type !== 'sale.completed') continue;
    const { totalMinor, netMinor, taxMinor, tenders, roundingMinor } = entry.payload;
    sums.totalMinor += totalMinor;
    sums.netMinor += netMinor;
    sums.taxMinor += taxMinor;
    sums.roundingMinor += roundingMinor;
    for (const { id, kind, amountMinor, tenderedMinor, changeMinor } of tenders) {
      sums.paidMinor += amountMinor;
      if (kind === 'cash') sums.cashMinor += tenderedMinor - changeMinor;
      if (isTaken(id)) openMinor -= amountMinor;
    }
  }
  expect(openMinor).toBe(0);
  expect(sums.paidMinor).toBe(sums.totalMinor);
  expect(sums.netMinor + sums.taxMinor).toBe(sums.totalMinor);
  expect(figures).toMatchObject({
    totalMinor: sums.totalMinor,
    netMinor: sums.netMinor,
    taxMinor: sums.taxMinor,
    roundingMinor: sums.roundingMinor,
    expectedCashMinor: sums.cashMinor,
  });
  const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);
  expect(sum(figures.tenders.map(({ amountMinor }) => amountMinor))).toBe(figures.totalMinor);
  expect(sum(figures.tenders.map(({ roundingMinor }) => roundingMinor))).toBe(figures.roundingMinor);
  expect(sum(figures.taxes.map(({ netMinor, taxMinor }) => netMinor + taxMinor))).toBe(figures.totalMinor);
}

/** Whether a tender of a finished sale was taken before the one that settled it, with an entry of its own. */
function isTaken(tenderId: string): boolean {
  const row = till.register.store.db.prepare<[string], number | null>(
    'SELECT basket_id IS NOT NULL FROM payment WHERE id = ?',
  );
  return row.pluck().get(tenderId) === 1;
}

function expectNoUnitReturnedTwice(): void {
  const back = new Map<string, number[]>();
  for (const sale of factsOf(till.register, 'sale.completed')) {
    for (const { returnOf, quantityThousandths } of sale.lines) {
      if (!returnOf) continue;
      const key = `${returnOf.saleId} ${returnOf.lineNo}`;
      const taken = back.get(key) ?? [];
      expect(returnOf.fromThousandths).toBe(taken.reduce((sum, quantity) => sum + quantity, 0));
      back.set(key, [...taken, -quantityThousandths]);
    }
  }
  expect(back.size).toBeGreaterThan(0);
  for (const { saleId, lines } of factsOf(till.register, 'sale.completed')) {
    for (const { lineNo, quantityThousandths } of lines) {
      const returned = (back.get(`${saleId} ${lineNo}`) ?? []).reduce((sum, quantity) => sum + quantity, 0);
      expect(returned).toBeLessThanOrEqual(Math.max(0, quantityThousandths));
    }
  }
}

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takeSnapshot } from '../../../register/snapshot.ts';
import { addArticle, addLines, emptyLine } from '../../../register/use-cases/add-lines.ts';
import { setQuantity } from '../../../register/use-cases/change-lines.ts';
import {
  beginCheckout,
  leaveCheckout,
  reverseTender,
  settle,
  takeTender,
  type TenderOffer,
} from '../../../register/use-cases/checkout.ts';
import { reprintReceipt } from '../../../register/use-cases/reprint.ts';
import { signIn } from '../../../register/use-cases/sign-in.ts';
import {
  basketOf,
  cashier,
  codeOf,
  errorOf,
  expectBooksHold,
  factsOf,
  lineAt,
  okOf,
  openSellingTill,
  payAll,
  setSection,
  type TestTill,
} from '../till.ts';

let till: TestTill;
beforeEach(() => {
  till = openSellingTill();
});
afterEach(() => {
  expectBooksHold(till.register);
  till.remove();
});

function take(tenderCode: string, amountMinor: number, reference?: string) {
  const offer: TenderOffer = { tenderCode, amountMinor, reference };
  return takeTender(till.register, offer);
}

/** Eight bags of crisps: 10.00. */
function ringTen(): void {
  okOf(addArticle(till.register, 'crisps', { quantityThousandths: 8_000 }));
}

describe('checkout', () => {
  test('needs something in the sale', () => {
    expect(codeOf(beginCheckout(till.register))).toBe('basket-empty');
    expect(codeOf(leaveCheckout(till.register))).toBe('basket-not-in-checkout');
    expect(codeOf(take('cash', 100))).toBe('basket-not-in-checkout');
    expect(codeOf(settle(till.register))).toBe('basket-not-in-checkout');
    expect(codeOf(reverseTender(till.register, 'x', 'why'))).toBe('basket-not-in-checkout');
  });

  test('freezes the sale at its moment, and leaving it thaws it', () => {
    ringTen();
    const frozenAtUtcMs = till.clock.nowUtcMs();
    expect(okOf(beginCheckout(till.register)).basket).toMatchObject({ state: 'checkout', frozenAtUtcMs });
    okOf(leaveCheckout(till.register));
    expect(basketOf(till.register)).toMatchObject({ state: 'open', frozenAtUtcMs: null });
    okOf(setQuantity(till.register, lineAt(till.register, 0).id, 4_000));
    till.clock.advance(1_000);
    okOf(beginCheckout(till.register));
    till.clock.advance(5_000);
    okOf(take('cash', 500));
    expect(factsOf(till.register, 'sale.completed')).toMatchObject([
      { frozenAtUtcMs: frozenAtUtcMs + 1_000 },
    ]);
  });

  test('cannot be left with money taken', () => {
    ringTen();
    okOf(beginCheckout(till.register));
    okOf(take('card', 400));
    expect(errorOf(leaveCheckout(till.register), 'tenders-taken')).toMatchObject({ amount: '£4.00' });
  });

  test('gives change for cash, and takes no more than is due otherwise', () => {
    ringTen();
    okOf(beginCheckout(till.register));
    expect(codeOf(take('card', 1_001))).toBe('tender-exceeds-due');
    expect(okOf(take('cash', 2_000))).toMatchObject({
      state: 'finished',
      sale: { receiptNumber: 'SHOP-01-1-000001', totalMinor: 1_000, changeMinor: 1_000, roundingMinor: 0 },
    });
    expect(takeSnapshot(till.register).basket).toBeNull();
  });

  test('takes several tenders, each with its own, and knows what is left', () => {
    ringTen();
    okOf(beginCheckout(till.register));
    expect(okOf(take('card', 300, ' A-1 '))).toMatchObject({ state: 'due', snapshot: { dueMinor: 700 } });
    expect(okOf(take('payment-code', 200))).toMatchObject({ snapshot: { dueMinor: 500 } });
    expect(codeOf(settle(till.register))).toBe('still-due');
    okOf(take('cash', 600));
    expect(factsOf(till.register, 'sale.completed')[0]).toMatchObject({
      changeMinor: 100,
      tenders: [
        { tenderCode: 'card', amountMinor: 300, reference: 'A-1' },
        { tenderCode: 'payment-code', amountMinor: 200, reference: null },
        { tenderCode: 'cash', amountMinor: 500, tenderedMinor: 600, changeMinor: 100 },
      ],
    });
  });

  test('comes back after a restart with the tenders that were taken, once', () => {
    ringTen();
    okOf(beginCheckout(till.register));
    okOf(take('card', 300, 'A-1'));
    const before = takeSnapshot(till.register);
    const register = till.reopen();
    expect(takeSnapshot(register)).toEqual(before);
    expect(codeOf(leaveCheckout(register))).toBe('tenders-taken');
    okOf(take('cash', 700));
    expect(register.store.db.prepare('SELECT COUNT(*) FROM payment').pluck().get()).toBe(2);
  });

  test('gives a tender back with a reason, which the journal keeps', () => {
    ringTen();
    okOf(beginCheckout(till.register));
    okOf(take('card', 300));
    const [tender] = takeSnapshot(till.register).tenders;
    expect(codeOf(reverseTender(till.register, 'unknown', 'why'))).toBe('tender-unknown');
    expect(codeOf(reverseTender(till.register, tender!.id, '  '))).toBe('reason-missing');
    expect(codeOf(reverseTender(till.register, tender!.id, 'x'.repeat(201)))).toBe('text-too-long');
    expect(okOf(reverseTender(till.register, tender!.id, ' declined '))).toMatchObject({
      dueMinor: 1_000,
      tenders: [],
    });
    expect(codeOf(reverseTender(till.register, tender!.id, 'again'))).toBe('tender-unknown');
    expect(factsOf(till.register, 'tender.reversed')).toMatchObject([{ tender, reason: 'declined' }]);
    okOf(leaveCheckout(till.register));
  });

  test.each([0, -100, 0.5, Number.NaN, 100_000_000_001])(
    'refuses %d as what was handed over',
    (amountMinor) => {
      ringTen();
      okOf(beginCheckout(till.register));
      expect(codeOf(take('cash', amountMinor))).toBe('tender-amount-invalid');
      expect(codeOf(take('card', amountMinor))).toBe('tender-amount-invalid');
    },
  );

  test('takes the shop’s own ways of paying, with their reference where they need one', () => {
    setSection(till.register, 'tenders', [
      { code: 'card', kind: 'card', name: 'Terminal', needsReference: true },
      { code: 'cash', kind: 'cash', name: 'Cash', needsReference: false },
    ]);
    ringTen();
    okOf(beginCheckout(till.register));
    expect(codeOf(take('cheque', 1_000))).toBe('tender-unknown');
    expect(errorOf(take('card', 1_000), 'tender-needs-reference')).toMatchObject({ tender: 'Terminal' });
    expect(codeOf(take('card', 1_000, '  '))).toBe('tender-needs-reference');
    expect(errorOf(take('card', 1_000, 'x'.repeat(65)), 'text-too-long')).toMatchObject({
      field: 'reference',
    });
    okOf(take('card', 1_000, 'x'.repeat(64)));
  });

  test('takes at most twenty tenders, of which one can be given back', () => {
    ringTen();
    okOf(beginCheckout(till.register));
    for (let taken = 0; taken < 20; taken += 1) okOf(take('card', 1));
    expect(errorOf(take('card', 980), 'tenders-full')).toMatchObject({ max: 20 });
    okOf(reverseTender(till.register, takeSnapshot(till.register).tenders[0]!.id, 'too many'));
    expect(okOf(take('card', 981))).toMatchObject({ state: 'finished' });
  });

  test('settles what costs nothing without a tender', () => {
    okOf(addArticle(till.register, 'flowers', { unitPriceE4: 0 }));
    okOf(beginCheckout(till.register));
    expect(codeOf(take('cash', 100))).toBe('tender-not-due');
    expect(okOf(settle(till.register))).toMatchObject({ totalMinor: 0 });
    expect(factsOf(till.register, 'sale.completed')[0]).toMatchObject({ tenders: [] });
  });

  test('refuses a sale too large for one entry before any money is taken', () => {
    const lines = Array.from({ length: 1_000 }, () => ({
      ...emptyLine(till.register.newId()),
      name: '长'.repeat(250),
      department: 'general',
      taxCode: 'none',
      listPriceE4: 100,
      note: '注'.repeat(200),
    }));
    okOf(addLines(till.register, lines));
    expect(codeOf(beginCheckout(till.register))).toBe('basket-too-large');
    expect(basketOf(till.register).state).toBe('open');
  });
});

describe('cash rounding', () => {
  beforeEach(() => setSection(till.register, 'cashRounding', { toMinor: 5, mode: 'nearest' }));

  test('rounds only the remainder paid in cash, and books the difference apart', () => {
    okOf(addArticle(till.register, 'flowers', { unitPriceE4: 99_700 }));
    expect(okOf(beginCheckout(till.register))).toMatchObject({ dueMinor: 997, dueInCashMinor: 995 });
    okOf(take('card', 500));
    expect(takeSnapshot(till.register)).toMatchObject({ dueMinor: 497, dueInCashMinor: 495 });
    expect(okOf(take('cash', 495))).toMatchObject({
      sale: { totalMinor: 997, roundingMinor: -2, changeMinor: 0 },
    });
    expect(till.register.store.shifts.figures(till.register.store.shifts.open()!)).toMatchObject({
      totalMinor: 997,
      roundingMinor: -2,
      expectedCashMinor: 10_495,
      tenders: [
        { tenderCode: 'card', amountMinor: 500, roundingMinor: 0 },
        { tenderCode: 'cash', amountMinor: 497, roundingMinor: -2 },
      ],
    });
  });

  test('lets cash of nothing settle what rounds to nothing', () => {
    okOf(addArticle(till.register, 'flowers', { unitPriceE4: 200 }));
    expect(okOf(beginCheckout(till.register))).toMatchObject({ dueMinor: 2, dueInCashMinor: 0 });
    expect(okOf(take('cash', 0))).toMatchObject({ sale: { totalMinor: 2, roundingMinor: -2 } });
  });

  test('does not round what a card pays', () => {
    okOf(addArticle(till.register, 'flowers', { unitPriceE4: 99_700 }));
    expect(payAll(till.register, 'card')).toMatchObject({ totalMinor: 997, roundingMinor: 0 });
  });
});

describe('a receipt', () => {
  test('is numbered in sequence over restarts, and says who sold', () => {
    for (const sequence of ['000001', '000002', '000003']) {
      okOf(addArticle(till.register, 'crisps'));
      expect(payAll(till.register).receiptNumber).toBe(`SHOP-01-1-${sequence}`);
      till.reopen();
      okOf(signIn(till.register, cashier.code, cashier.pin));
    }
    const stored = till.register.store.sales.byReceipt('SHOP-01-1-000003')!;
    expect(stored.actor).toBe(till.register.store.staff.byCode(cashier.code)!.id);
  });

  test('is reprinted as a copy that is counted, over restarts', () => {
    okOf(addArticle(till.register, 'crisps'));
    const { receiptNumber } = payAll(till.register);
    expect(okOf(reprintReceipt(till.register, ` ${receiptNumber.toLowerCase()} `)).copyNo).toBe(1);
    expect(okOf(reprintReceipt(till.reopen(), receiptNumber)).copyNo).toBe(2);
    expect(codeOf(reprintReceipt(till.register, 'SHOP-01-1-999999'))).toBe('receipt-unknown');
    const shift = till.register.store.shifts.open()!;
    expect(till.register.store.shifts.figures(shift).reprintCount).toBe(2);
  });
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Promotion } from '../../../domain/promotions/promotion.ts';
import { saleReceipt } from '../../../domain/receipt/sale-receipt.ts';
import { layoutText } from '../../../domain/receipt/text-layout.ts';
import { readDay } from '../../../db/day-report.ts';
import { entryContext } from '../../../register/register.ts';
import type { CounterSnapshot } from '../../../register/snapshot.ts';
import { takeSnapshot } from '../../../register/snapshot.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { addReturn } from '../../../register/use-cases/add-returns.ts';
import {
  chooseCoupon,
  presentCoupon,
  removeCoupon,
  setGift,
  setMember,
  setPoints,
} from '../../../register/use-cases/basket-membership.ts';
import { beginCheckout, takeTender } from '../../../register/use-cases/checkout.ts';
import { issueCoupons } from '../../../register/use-cases/coupons.ts';
import { explain } from '../../../register/use-cases/look-at-sale.ts';
import { adjustPoints } from '../../../register/use-cases/adjust-points.ts';
import { registerMember } from '../../../register/use-cases/register-member.ts';
import { scan } from '../../../register/use-cases/scan.ts';
import { signIn } from '../../../register/use-cases/sign-in.ts';
import { setLineDiscount, voidLine } from '../../../register/use-cases/change-lines.ts';
import { codeOf, expectBooksHold, manager, okOf, openSellingTill, payAll, type TestTill } from '../till.ts';

const rule: Promotion = {
  id: '',
  version: 1,
  name: { en: '', 'zh-CN': '' },
  offer: { kind: 'order-amount', amountMinor: 0 },
  target: 'all',
  conditions: {},
  limits: {},
  maxDiscountMinor: null,
  respectsPriceFloor: false,
  appliesToSaleItems: true,
  group: null,
  isExclusive: false,
  priority: 0,
  lane: 'default',
  validFrom: null,
  validTo: null,
  coupon: null,
};

function named(id: string, en: string, rest: Partial<Promotion>): Promotion {
  return { ...rule, id, name: { en, 'zh-CN': en }, ...rest };
}

const promotions: readonly Promotion[] = [
  named('member-book', 'Member price', {
    offer: { kind: 'special-price', pricesE4: { book: 90_000 } },
    conditions: { isMember: true },
  }),
  named('half', 'Second half price', {
    offer: {
      kind: 'nth-item',
      groupUnits: 2,
      rateBp: 5_000,
      pick: 'cheapest',
      scope: 'per-group',
      maxGroups: null,
    },
    target: { articles: ['77'] },
  }),
  named('spend', '2 off 22', {
    offer: { kind: 'spend-steps', steps: [{ fromMinor: 2_200, off: { amountMinor: 200 } }] },
  }),
  named('ten', 'Ten per cent', {
    offer: { kind: 'order-percent', rateBp: 1_000 },
    coupon: { holder: 'owner', uses: 1, isStackable: true, sharedCode: null, lifeDays: 30 },
  }),
  named('welcome', 'Welcome', {
    offer: { kind: 'order-amount', amountMinor: 100 },
    conditions: { spend: { atLeastMinor: 500 } },
    coupon: { holder: 'bearer', uses: 1, isStackable: true, sharedCode: 'WELCOME', lifeDays: 30 },
  }),
];

let till: TestTill;
beforeEach(() => {
  till = openSellingTill(manager);
  till.register.store.commit((writer) => {
    const { added, changed, unchanged, removed, digest } = writer.promotions.replaceAll(promotions);
    const counts = {
      addedCount: added,
      changedCount: changed,
      unchangedCount: unchanged,
      removedCount: removed,
    };
    const payload = { fileName: 'rules.json', fileSha256: '0'.repeat(64), ...counts, digest };
    writer.record({ type: 'promotions.imported', payload }, entryContext(till.register));
  });
});
afterEach(() => {
  expectBooksHold(till.register);
  till.remove();
});

function join(): string {
  const joined = okOf(
    registerMember(till.register, { name: '王小芳', phone: '07700 900123', birthday: '11-04' }),
  );
  return joined.member.memberId;
}

function ring(code: string): CounterSnapshot {
  return okOf(addArticle(till.register, code, {}));
}

test('a member who is taken on in the middle of a sale changes its prices at once', () => {
  expect(ring('book').basket?.totalMinor).toBe(1_000);
  const served = okOf(setMember(till.register, join()));
  expect(served.basket?.totalMinor).toBe(900);
  expect(served.member).toMatchObject({
    name: '王*芳',
    phone: '•••• 0123',
    balance: 0,
    birthday: 'this-week',
  });
  expect(served.basket?.lines[0]?.savings).toEqual([{ ruleId: 'member-book', amountMinor: 100 }]);
  expect(served.offers?.names['member-book']?.en).toBe('Member price');
  expect(served.offers?.earns).toBe(9);
  expect(okOf(setMember(till.register, null)).basket?.totalMinor).toBe(1_000);
});

test('a member may be the first thing at the counter, and leaves nothing behind when taken off again', () => {
  const served = okOf(setMember(till.register, join()));
  expect(served.basket?.lines).toEqual([]);
  expect(okOf(setMember(till.register, null)).basket).toBeNull();
  expect(codeOf(setMember(till.register, 'nobody'))).toBe('member-unknown');
});

test('a sale with offers, a coupon and points is paid, printed, and undone line by line', () => {
  const { register } = till;
  const memberId = join();
  okOf(adjustPoints(register, memberId, 500, { reason: 'opening' }));
  const [coupon] = okOf(issueCoupons(register, { ruleId: 'ten', to: [memberId], reason: 'birthday' }));
  okOf(setMember(register, memberId));
  ring('book');
  ring('77');
  ring('77');
  // 9.00 + 6.00 + 3.00 = 18.00: 4.00 short of the 22.00 that take 2.00 off.
  const open = takeSnapshot(register);
  expect(open.basket?.totalMinor).toBe(1_800);
  expect(open.offers?.nearest).toMatchObject({
    ruleId: 'spend',
    missing: { kind: 'spend', hasMinor: 1_800 },
  });
  expect(open.offers?.coupons).toMatchObject([
    { couponId: coupon!.couponId, isPresented: false, savesMinor: 180 },
  ]);
  ring('book');
  expect(takeSnapshot(register).basket?.totalMinor).toBe(2_500);
  okOf(beginCheckout(register));
  expect(okOf(chooseCoupon(register, coupon!.couponId)).basket?.totalMinor).toBe(2_250);
  expect(takeSnapshot(register).offers?.points).toMatchObject({ max: 500, proposed: 500, redeemed: 0 });
  expect(codeOf(setPoints(register, 600))).toBe('points-not-there');
  const ready = okOf(setPoints(register, 500));
  expect(ready.dueMinor).toBe(1_750);
  const paid = okOf(takeTender(register, { tenderCode: 'cash', amountMinor: 1_750 }));
  const { sale } = paid as Extract<typeof paid, { state: 'finished' }>;
  expect(sale).toMatchObject({ totalMinor: 1_750, points: { earned: 17, redeemed: 500, balance: 17 } });

  const stored = register.store.sales.byReceipt(sale.receiptNumber)!.sale;
  expect(stored.coupons).toMatchObject([{ ruleId: 'ten', amountMinor: 250 }]);
  expect(stored.rules.map(({ ruleId }) => ruleId).toSorted()).toEqual([
    'half',
    'member-book',
    'spend',
    'ten',
  ]);
  expect(codeOf(presentCoupon(register, coupon!.code))).toBe('coupon-used');

  for (const line of stored.lines) {
    okOf(setMember(register, memberId));
    okOf(addReturn(register, sale.receiptNumber, line.lineNo, line.quantityThousandths));
    payAll(register);
  }
  okOf(setMember(register, memberId));
  expect(takeSnapshot(register).member).toMatchObject({ balance: 500, couponCount: 1 });
  const refunds = register.store.sales.last(stored.lines.length);
  expect(refunds.reduce((sum, { totalMinor }) => sum + totalMinor, 0)).toBe(-1_750);
});

test('the receipt names what each offer took off, and what the member has now', () => {
  const { register } = till;
  const memberId = join();
  okOf(setMember(register, memberId));
  ring('book');
  ring('77');
  ring('77');
  okOf(presentCoupon(register, 'welcome'));
  const sale = payAll(register);
  const stored = register.store.sales.byReceipt(sale.receiptNumber)!.sale;
  const context = {
    settings: register.settings,
    at: { date: '2026-11-02', hour: 9, minute: 0, weekday: 1, utcOffsetMinutes: 0 },
    cashierName: 'Max',
    tillCode: '01',
    shiftNumber: 1,
    copyNo: null,
    returnedReceipts: new Map<string, string>(),
  };
  const text = layoutText(saleReceipt(stored, context, 'en'), 42).join('\n');
  expect(text).toMatch(/Member price +-1\.00/);
  expect(text).toMatch(/Second half price +-1\.50/);
  expect(text).toMatch(/Welcome +-1\.00/);
  expect(text).toMatch(/Points earned +\+17/);
  expect(text).not.toContain('王');
});

test('a code that is scanned may be a member’s card or a coupon', () => {
  const { register } = till;
  const memberId = join();
  ring('book');
  const number = register.store.members.byId(memberId)!.number;
  expect(okOf(scan(register, number))).toMatchObject({ kind: 'member', snapshot: { member: { memberId } } });
  expect(okOf(scan(register, 'WELCOME'))).toMatchObject({ kind: 'coupon' });
  expect(takeSnapshot(register).basket?.totalMinor).toBe(800);
  expect(okOf(removeCoupon(register, 'welcome')).basket?.totalMinor).toBe(900);
  expect(codeOf(scan(register, 'NOTHING'))).toBe('code-unknown');
});

test('a coupon that adds nothing stays unspent, and one of somebody else is refused', () => {
  const { register } = till;
  ring('crisps');
  okOf(presentCoupon(register, 'WELCOME'));
  const snapshot = takeSnapshot(register);
  expect(snapshot.basket?.totalMinor).toBe(125);
  expect(snapshot.offers?.coupons[0]?.missing).toEqual([{ kind: 'spend', hasMinor: 125, needMinor: 500 }]);
  const sale = payAll(register);
  expect(register.store.sales.byReceipt(sale.receiptNumber)!.sale.coupons).toEqual([]);
  const [theirs] = okOf(issueCoupons(register, { ruleId: 'ten', to: [join()], reason: 'birthday' }));
  expect(codeOf(presentCoupon(register, theirs!.code))).toBe('coupon-not-theirs');
});

test('every price explains itself', () => {
  const { register } = till;
  ring('book');
  const whole = okOf(explain(register, null));
  const states = Object.fromEntries(whole.rules.map(({ ruleId, state }) => [ruleId, state]));
  expect(states).toMatchObject({ 'member-book': 'not-met', spend: 'not-met' });
  expect(whole.rules.find(({ ruleId }) => ruleId === 'member-book')?.missing).toEqual([{ kind: 'member' }]);
  okOf(setMember(register, join()));
  const lineId = takeSnapshot(register).basket!.lines[0]!.id;
  const line = okOf(explain(register, lineId));
  expect(line.totalMinor).toBe(900);
  expect(line.rules.find(({ ruleId }) => ruleId === 'member-book')).toMatchObject({
    state: 'applied',
    savesMinor: 100,
  });
});

test('points and coupons outlive a restart in the middle of a checkout', () => {
  const memberId = join();
  okOf(adjustPoints(till.register, memberId, 200, { reason: 'opening' }));
  okOf(setMember(till.register, memberId));
  ring('book');
  okOf(presentCoupon(till.register, 'WELCOME'));
  okOf(beginCheckout(till.register));
  okOf(setPoints(till.register, 200));
  const before = takeSnapshot(till.register);
  till.reopen();
  okOf(signIn(till.register, manager.code, manager.pin));
  expect(takeSnapshot(till.register)).toEqual(before);
  expect(before.dueMinor).toBe(600);
});

test('a gift costs its price where no offer gives it', () => {
  ring('book');
  const line = ring('77').basket!.lines.at(-1)!;
  expect(okOf(setGift(till.register, line.id, true)).basket?.totalMinor).toBe(1_600);
  okOf(voidLine(till.register, line.id, { reason: 'not wanted' }));
  expect(codeOf(setGift(till.register, line.id, true))).toBe('line-unknown');
});

test('what promotions take off is nobody’s discount by hand on the day board, and a discount in the Z', () => {
  const { register } = till;
  okOf(setMember(register, join()));
  ring('book');
  ring('77');
  okOf(setLineDiscount(register, ring('77').touchedLineId!, { rateBp: 1_000 }));
  payAll(register);
  const [person] = readDay(register.store.db, '2026-11-02').persons;
  expect(person).toMatchObject({ discountCount: 1, overrideCount: 0 });
  const sale = register.store.sales.last(1)[0]!;
  const stored = register.store.sales.byReceipt(sale.receiptNumber)!.sale;
  const offered = stored.lines
    .flatMap(({ savings }) => savings)
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const figures = register.store.shifts.figures(register.store.shifts.open()!);
  expect(figures).toMatchObject({ priceSavingMinor: 0, discountMinor: person!.discountMinor + offered });
});

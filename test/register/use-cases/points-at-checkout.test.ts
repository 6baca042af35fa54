import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { adjustPoints } from '../../../register/use-cases/adjust-points.ts';
import { setMember, setPoints } from '../../../register/use-cases/basket-membership.ts';
import { beginCheckout, takeTender } from '../../../register/use-cases/checkout.ts';
import { addReturn } from '../../../register/use-cases/add-returns.ts';
import { expirePoints } from '../../../register/use-cases/expire-points.ts';
import { holdPoints } from '../../../register/use-cases/hold-points.ts';
import { registerMember } from '../../../register/use-cases/register-member.ts';
import {
  codeOf,
  expectBooksHold,
  factsOf,
  okOf,
  openSellingTill,
  payAll,
  setSection,
  type TestTill,
} from '../till.ts';

const DAY_MS = 86_400_000;
const because = { reason: 'goodwill' };

let till: TestTill;
let memberId: string;

beforeEach(() => {
  till = openSellingTill(null);
  const { register } = till;
  const { loyalty } = register.settings;
  setSection(register, 'loyalty', { ...loyalty, expiry: { kind: 'days', days: 1 } });
  memberId = okOf(registerMember(register, { name: 'Ann' })).member.memberId;
  okOf(adjustPoints(register, memberId, 300, because));
});
afterEach(() => {
  expectBooksHold(till.register);
  till.remove();
});

function beginWithPoints(): number {
  const { register } = till;
  okOf(addArticle(register, 'book'));
  okOf(setMember(register, memberId));
  okOf(setPoints(register, 300));
  const { dueMinor } = okOf(beginCheckout(register));
  expect(dueMinor).toBe(700);
  return dueMinor;
}

describe('points that a sale redeems', () => {
  test('still pay what was shown when they end while it is being paid', () => {
    const { register, clock } = till;
    const amountMinor = beginWithPoints();
    clock.advance(2 * DAY_MS);
    expect(expirePoints(register)).toMatchObject({ state: 'waits' });
    const outcome = okOf(takeTender(register, { tenderCode: 'card', amountMinor }));
    expect(outcome).toMatchObject({ state: 'finished', sale: { totalMinor: 700 } });
    const [sale] = factsOf(register, 'sale.completed');
    expect(sale!.loyalty!.points.redeemed).toMatchObject({ points: 300, amountMinor: 300 });
    expect(register.store.loyalty.facts(memberId)).toMatchObject({ balance: 7, debt: 0 });
  });

  test('are not held, adjusted or taken away while it is being paid', () => {
    const { register } = till;
    const amountMinor = beginWithPoints();
    const hold = holdPoints(register, { memberId, lotId: null, points: null }, because);
    expect(codeOf(hold)).toBe('basket-in-checkout');
    expect(codeOf(adjustPoints(register, memberId, -300, because))).toBe('basket-in-checkout');
    okOf(takeTender(register, { tenderCode: 'card', amountMinor }));
  });

  test('come back with the goods, and live for the shop’s minimum at least', () => {
    const { register, clock } = till;
    const amountMinor = beginWithPoints();
    const paid = okOf(takeTender(register, { tenderCode: 'card', amountMinor }));
    if (paid.state !== 'finished') throw new Error('the sale is not paid');
    okOf(addReturn(register, paid.sale.receiptNumber, 1, 1_000));
    payAll(register, 'card');
    expect(register.store.loyalty.facts(memberId)).toMatchObject({
      balance: 300,
      debt: 0,
      spentMinor: 0,
      visits: 0,
    });
    const [lot] = register.store.loyalty.account(memberId).lots;
    expect(lot).toMatchObject({ remaining: 300 });
    expect(lot!.expiresAtUtcMs! - clock.nowUtcMs()).toBeGreaterThanOrEqual(30 * DAY_MS);
  });
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { adjustPoints } from '../../../register/use-cases/adjust-points.ts';
import { chooseCoupon, setMember } from '../../../register/use-cases/basket-membership.ts';
import { issueCoupons } from '../../../register/use-cases/coupons.ts';
import { readDayBoard } from '../../../register/use-cases/day-board.ts';
import { registerMember } from '../../../register/use-cases/register-member.ts';
import { setTier } from '../../../register/use-cases/review-tiers.ts';
import { manager, okOf, openSellingTill, payAll, type TestTill } from '../till.ts';
import { ruleOf, saveRules } from './back-office-rules.ts';

const because = { reason: 'goodwill' };

let till: TestTill;
beforeEach(() => {
  till = openSellingTill(manager);
});
afterEach(() => till.remove());

function membersOf(businessDate: string) {
  return okOf(readDayBoard(till.register, { businessDate })).day.members;
}

test('a day says what its members bought, were given, took, and which tiers they came to', () => {
  const { register } = till;
  const coupon = { holder: 'owner', uses: 1, isStackable: false, sharedCode: null } as const;
  saveRules(register, [ruleOf('thanks', { kind: 'order-amount', amountMinor: 100 }, { coupon })]);
  const { memberId } = okOf(registerMember(register, { name: 'Ann Bell' })).member;
  const [given] = okOf(issueCoupons(register, { ruleId: 'thanks', to: [memberId], reason: 'a gift' }));
  okOf(addArticle(register, 'book'));
  payAll(register);
  okOf(setMember(register, memberId));
  okOf(addArticle(register, 'book'));
  okOf(chooseCoupon(register, given!.couponId));
  payAll(register);
  okOf(adjustPoints(register, memberId, -4, because));
  okOf(setTier(register, memberId, 'gold', because));
  expect(membersOf('2026-11-02')).toEqual({
    newCount: 1,
    netSalesMinor: 900,
    pointsGiven: 9,
    pointsTaken: 4,
    couponCount: 1,
    couponMinor: 100,
    tierMoves: [{ from: 'basic', to: 'gold', count: 1 }],
  });
});

test('a day without members has none of it', () => {
  okOf(registerMember(till.register, { name: 'Ann Bell' }));
  expect(membersOf('2026-11-01')).toMatchObject({ newCount: 0, netSalesMinor: 0, tierMoves: [] });
});

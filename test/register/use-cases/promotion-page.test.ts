import { afterEach, beforeEach, expect, test } from 'vitest';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { issueCoupons, voidCoupon } from '../../../register/use-cases/coupons.ts';
import { listCoupons, listPromotions, readPromotion } from '../../../register/use-cases/promotion-page.ts';
import { registerMember } from '../../../register/use-cases/register-member.ts';
import { signIn, signOut } from '../../../register/use-cases/sign-in.ts';
import { switchPromotion } from '../../../register/use-cases/switch-promotion.ts';
import {
  cashier,
  codeOf,
  expectBooksHold,
  factsOf,
  manager,
  okOf,
  openSellingTill,
  payAll,
  type TestTill,
} from '../till.ts';
import { ruleOf, saveRules } from './back-office-rules.ts';

const tenOff = { kind: 'order-amount', amountMinor: 10 } as const;
const COUPON = { uses: 1, isStackable: false, sharedCode: null } as const;

let till: TestTill;
beforeEach(() => {
  till = openSellingTill(manager);
  saveRules(till.register, [
    ruleOf('limited', tenOff, { limits: { inAll: 1, budgetMinor: 1_000 }, target: { articles: ['book'] } }),
    ruleOf('later', tenOff, { validFrom: '2027-01-01' }),
    ruleOf('bearer', tenOff, { coupon: { ...COUPON, holder: 'bearer' } }),
    ruleOf('owner', tenOff, { coupon: { ...COUPON, holder: 'owner', lifeDays: 30 } }),
  ]);
});
afterEach(() => till.remove());

function statesOf() {
  return okOf(listPromotions(till.register)).map(({ promotion, state }) => [promotion.id, state]);
}

test('rules are listed with whether they count', () => {
  expect(statesOf()).toEqual([
    ['limited', 'on'],
    ['later', 'not-yet'],
    ['bearer', 'on'],
    ['owner', 'on'],
  ]);
});

test('a rule shows what it used up, and rests when that is all of it', () => {
  okOf(addArticle(till.register, 'book'));
  payAll(till.register);
  expect(okOf(readPromotion(till.register, 'limited'))).toMatchObject({
    state: 'used-up',
    use: { inAll: 1, spentMinor: 10 },
    articleNames: { book: 'Book' },
    coupons: null,
  });
  expect(okOf(readPromotion(till.register, 'later')).use).toBeNull();
  expect(codeOf(readPromotion(till.register, 'none'))).toBe('promotion-unknown');
});

test('switching a rule is an entry, and only where it changes something', () => {
  okOf(switchPromotion(till.register, 'limited', true));
  expect(factsOf(till.register, 'promotion.switched')).toEqual([]);
  okOf(switchPromotion(till.register, 'limited', false));
  expect(statesOf()[0]).toEqual(['limited', 'off']);
  expect(factsOf(till.register, 'promotion.switched')).toMatchObject([{ ruleId: 'limited', isOn: false }]);
  expectBooksHold(till.register);
});

test('switching takes the right to it', () => {
  signOut(till.register);
  okOf(signIn(till.register, cashier.code, cashier.pin));
  expect(codeOf(switchPromotion(till.register, 'limited', false))).toBe('approval-needed');
  okOf(switchPromotion(till.register, 'limited', false, { staffCode: manager.code, pin: manager.pin }));
});

test('the coupons of a rule are listed, the last to be given first, with whose they are', () => {
  const { member } = okOf(registerMember(till.register, { name: 'Ann Bell' }));
  okOf(issueCoupons(till.register, { ruleId: 'owner', to: [member.memberId], reason: 'a gift' }));
  const given = okOf(issueCoupons(till.register, { ruleId: 'bearer', to: { bearers: 3 }, reason: 'a fair' }));
  okOf(voidCoupon(till.register, given[0]!.couponId, { reason: 'lost' }));
  expect(okOf(readPromotion(till.register, 'bearer')).coupons).toEqual({ issued: 3, uses: 0, voided: 1 });
  const first = okOf(listCoupons(till.register, { ruleId: 'bearer', before: null, limit: 2 }));
  const rest = okOf(
    listCoupons(till.register, { ruleId: 'bearer', before: first.at(-1)!.couponId, limit: 2 }),
  );
  expect([...first, ...rest].map(({ code }) => code)).toEqual(given.map(({ code }) => code).toReversed());
  expect(rest).toMatchObject([{ isVoided: true, holder: null }]);
  expect(okOf(listCoupons(till.register, { ruleId: 'owner', before: null, limit: 2 }))).toMatchObject([
    { holder: 'Ann *ll', expiresOn: '2026-12-02' },
  ]);
});

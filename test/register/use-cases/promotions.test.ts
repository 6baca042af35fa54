import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { beginCheckout } from '../../../register/use-cases/checkout.ts';
import {
  findCoupon,
  findCouponById,
  issueCoupons,
  voidCoupon,
  walletOf,
} from '../../../register/use-cases/coupons.ts';
import { importPromotions } from '../../../register/use-cases/import-promotions.ts';
import { loyaltyMoment } from '../../../register/use-cases/member-loyalty.ts';
import { signIn } from '../../../register/use-cases/sign-in.ts';
import { switchPromotion } from '../../../register/use-cases/switch-promotion.ts';
import { fileOf, ruleOf } from '../promotion-files.ts';
import { giveBack, sellTo } from '../rung-membership.ts';
import {
  cashier,
  codeOf,
  errorOf,
  expectBooksHold,
  factsOf,
  manager,
  okOf,
  openSellingTill,
  type TestTill,
} from '../till.ts';

const because = { reason: 'birthday' };

let till: TestTill;

beforeEach(() => {
  till = openSellingTill(manager);
});
afterEach(() => {
  expectBooksHold(till.register);
  till.remove();
});

function importText(text: string) {
  const path = join(till.folder, 'rules.json');
  writeFileSync(path, text);
  return importPromotions(till.register, path, 'en');
}

function activeIds(): string[] {
  return till.register.store.promotions.active().map(({ id }) => id);
}

const owned = ruleOf('owned', { coupon: { holder: 'owner', uses: 1, lifeDays: 10 } });
const bearer = ruleOf('bearer', { coupon: { holder: 'bearer', uses: 2 } });
const shared = ruleOf('shared', { coupon: { holder: 'bearer', sharedCode: 'Welcome10' } });

describe('a file of rules', () => {
  test('takes the place of all rules, in its order', () => {
    expect(okOf(importText(fileOf(ruleOf('b'), ruleOf('a'))))).toEqual({
      added: 2,
      changed: 0,
      unchanged: 0,
      removed: 0,
    });
    expect(activeIds()).toEqual(['b', 'a']);
    const changed = ruleOf('a', { priority: 5 });
    expect(okOf(importText(fileOf(changed, ruleOf('c'))))).toEqual({
      added: 1,
      changed: 1,
      unchanged: 0,
      removed: 1,
    });
    expect(activeIds()).toEqual(['a', 'c']);
  });

  test('changes nothing when it is imported again', () => {
    const text = fileOf(ruleOf('a'), ruleOf('b'));
    okOf(importText(text));
    expect(okOf(importText(text))).toMatchObject({ unchanged: 2, added: 0 });
    expect(factsOf(till.register, 'promotions.imported')).toHaveLength(1);
  });

  test('with a fault changes nothing, and each fault is told with its rule', () => {
    okOf(importText(fileOf(ruleOf('kept'))));
    const bad = fileOf(
      ruleOf('fine'),
      ruleOf('odd', { offer: { kind: 'surprise' } }),
      ruleOf('old', { validFrom: '2026-13-01' }),
    );
    const { detail } = errorOf(importText(bad), 'promotions-invalid') as { detail: string };
    expect(detail.split('\n')).toHaveLength(2);
    expect(detail).toMatch(/odd[^]*old/);
    expect(activeIds()).toEqual(['kept']);
  });

  test('that cannot be read is refused', () => {
    expect(codeOf(importPromotions(till.register, join(till.folder, 'none.json'), 'en'))).toBe(
      'file-unreadable',
    );
    const path = join(till.folder, 'latin.json');
    writeFileSync(path, Buffer.from([0x7b, 0xe9, 0x7d]));
    expect(codeOf(importPromotions(till.register, path, 'en'))).toBe('import-file-invalid');
  });

  test('needs a right, and waits for a sale that is being paid', () => {
    const { register } = till;
    okOf(addArticle(register, 'crisps'));
    okOf(beginCheckout(register));
    expect(codeOf(importText(fileOf(ruleOf('a'))))).toBe('basket-in-checkout');
    okOf(signIn(register, cashier.code, cashier.pin));
    expect(codeOf(importText(fileOf(ruleOf('a'))))).toBe('approval-needed');
  });
});

describe('a rule that is switched off', () => {
  test('is in no sale, and stays off when its file comes again', () => {
    const { register } = till;
    okOf(importText(fileOf(ruleOf('a'), ruleOf('b'))));
    const before = register.store.promotions.active();
    expect(register.store.promotions.active()).toBe(before);
    okOf(switchPromotion(register, 'a', false));
    expect(activeIds()).toEqual(['b']);
    okOf(importText(fileOf(ruleOf('a'), ruleOf('b', { priority: 1 }))));
    expect(activeIds()).toEqual(['b']);
    okOf(switchPromotion(register, 'a', true));
    expect(activeIds()).toEqual(['a', 'b']);
    expect(codeOf(switchPromotion(register, 'none', true))).toBe('promotion-unknown');
  });
});

describe('coupons', () => {
  beforeEach(() => void okOf(importText(fileOf(owned, bearer, shared))));

  test('of a member are in the wallet, and are theirs alone', () => {
    const { register } = till;
    const memberId = register.newId();
    const [coupon] = okOf(issueCoupons(register, { ruleId: 'owned', to: [memberId], ...because }));
    expect(coupon!.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{13}$/);
    expect(coupon!.expiresOn).toBe('2026-11-12');
    expect(walletOf(register, memberId)).toEqual([
      {
        couponId: coupon!.couponId,
        promotionId: 'owned',
        code: coupon!.code,
        expiresOn: '2026-11-12',
        isPresented: false,
      },
    ]);
    expect(codeOf(findCoupon(register, coupon!.code, null))).toBe('coupon-not-theirs');
    expect(okOf(findCoupon(register, ` ${coupon!.code.toLowerCase()} `, memberId))).toMatchObject({
      promotionId: 'owned',
      isPresented: true,
    });
  });

  test('of whoever brings them are found by what is printed, and used as often as their rule says', () => {
    const { register } = till;
    const coupons = okOf(issueCoupons(register, { ruleId: 'bearer', to: { bearers: 3 }, ...because }));
    expect(new Set(coupons.map(({ code }) => code)).size).toBe(3);
    const { couponId, code } = coupons[0]!;
    const sales = [0, 1].map(() => sellTo(register, register.newId(), ringWithCoupon, couponId));
    expect(codeOf(findCoupon(register, code, null))).toBe('coupon-used');
    giveBack(register, sales[0]!, [{ lineNo: 1, fromThousandths: 0, quantityThousandths: 1_000 }]);
    expect(okOf(findCouponById(register, couponId, null))).toMatchObject({ code });
    expect(register.store.coupons.countsOf('bearer')).toEqual({ issued: 3, uses: 1, voided: 0 });
  });

  test('that everybody shares are found by their code however it is typed', () => {
    expect(okOf(findCoupon(till.register, 'welcome10', null))).toEqual({
      couponId: 'shared',
      promotionId: 'shared',
      code: 'WELCOME10',
      expiresOn: null,
      isPresented: true,
    });
  });

  test('end with their last day, and are worth nothing once they are void', () => {
    const { register, clock } = till;
    const issue = (expiresOn: string) =>
      okOf(issueCoupons(register, { ruleId: 'bearer', to: { bearers: 1 }, expiresOn, ...because }))[0]!;
    const ended = issue('2026-11-01');
    const { today } = loyaltyMoment(register);
    const open = issue(today);
    clock.advance(1);
    expect(errorOf(findCoupon(register, ended.code, null), 'coupon-ended')).toMatchObject({
      on: '2026-11-01',
    });
    okOf(findCoupon(register, open.code, null));
    expect(codeOf(voidCoupon(register, open.couponId))).toBe('reason-missing');
    okOf(voidCoupon(register, open.couponId, because));
    expect(codeOf(findCoupon(register, open.code, null))).toBe('coupon-void');
    expect(codeOf(voidCoupon(register, open.couponId, because))).toBe('coupon-void');
    expect(codeOf(findCoupon(register, 'NO-SUCH-CODE', null))).toBe('coupon-unknown');
  });

  test('are issued for rules that take them, to a sensible number, with a reason', () => {
    const { register } = till;
    const issue = (ruleId: string, bearers: number) =>
      codeOf(issueCoupons(register, { ruleId, to: { bearers }, ...because }));
    expect(issue('none', 1)).toBe('promotion-unknown');
    expect(issue('shared', 1)).toBe('coupon-none');
    expect(issue('owned', 1)).toBe('coupon-none');
    expect(issue('bearer', 0)).toBe('coupon-count-invalid');
    expect(issue('bearer', 2_001)).toBe('coupon-count-invalid');
    expect(codeOf(issueCoupons(register, { ruleId: 'bearer', to: { bearers: 1 }, reason: ' ' }))).toBe(
      'reason-missing',
    );
    expect(
      okOf(issueCoupons(register, { ruleId: 'bearer', to: { bearers: 2_000 }, ...because })),
    ).toHaveLength(2_000);
  });
});

describe('what rules have used', () => {
  test('is counted for those with limits, by member and by day, and given back by refunds', () => {
    const { register } = till;
    const limits = { perMember: 3, inAll: 100, budgetMinor: 10_000 };
    okOf(importText(fileOf(ruleOf('rule', { limits }), ruleOf('coupon'))));
    const [one, other] = [register.newId(), register.newId()];
    const { today } = loyaltyMoment(register);
    const usesOf = (memberId: string | null, date = today) =>
      register.store.ruleUses.of(register.store.promotions.active(), memberId, date).get('rule');
    expect(usesOf(one)).toBeUndefined();
    const sale = sellTo(register, one, ringWithRule, 'no coupon');
    sellTo(register, other, ringWithRule, 'no coupon');
    expect(usesOf(one)).toEqual({ inAll: 2, spentMinor: 200, today: 2, byMember: 1, byMemberToday: 1 });
    expect(usesOf(null)).toMatchObject({ inAll: 2, byMember: 0, byMemberToday: 0 });
    expect(usesOf(one, '2026-11-03')).toMatchObject({ inAll: 2, today: 0, byMember: 1, byMemberToday: 0 });
    giveBack(register, sale, [{ lineNo: 1, fromThousandths: 0, quantityThousandths: 1_000 }]);
    expect(usesOf(one)).toEqual({ inAll: 1, spentMinor: 100, today: 1, byMember: 0, byMemberToday: 0 });
    expect(register.store.ruleUses.of(register.store.promotions.active(), one, today).has('coupon')).toBe(
      false,
    );
  });
});

const line = {
  unitMinor: 1_000,
  units: 1,
  isWeighed: false,
  rateBp: 0 as const,
  isTaxIncluded: true,
  earns: true,
  hasRule: false,
  hasCoupon: false,
};
const plainRing = {
  lines: [line],
  ruleBp: 0,
  couponBp: 0,
  costPoints: 0 as const,
  redeemedBp: 0 as const,
  factorBp: 10_000 as const,
  bonus: 0 as const,
};
const ringWithCoupon = { ...plainRing, lines: [{ ...line, hasCoupon: true }], couponBp: 1_000 };
const ringWithRule = { ...plainRing, lines: [{ ...line, hasRule: true }], ruleBp: 1_000 };

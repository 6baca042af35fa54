import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OfflinePolicy } from '../../../domain/chain/offline-policy.ts';
import { strictestPolicy } from '../../../domain/chain/offline-policy.ts';
import type { Promotion } from '../../../domain/promotions/promotion.ts';
import { couponsOfRule } from '../../../db/coupon-list.ts';
import { takeSnapshot } from '../../../register/snapshot.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { addReturn } from '../../../register/use-cases/add-returns.ts';
import {
  chooseCoupon,
  presentCoupon,
  removeCoupon,
  setMember,
} from '../../../register/use-cases/basket-membership.ts';
import { beginCheckout } from '../../../register/use-cases/checkout.ts';
import { holdWish, noteHold } from '../../../register/use-cases/central-hold.ts';
import { joinChain } from '../../../register/use-cases/join-chain.ts';
import {
  headOf,
  joining,
  openJoinedTill,
  pullMembers,
  pullPromotions,
  sealedMember,
  tellPolicy,
} from '../chain-till.ts';
import {
  codeOf,
  errorOf,
  expectBooksHold,
  factsOf,
  okOf,
  openSellingTill,
  payAll,
  type TestTill,
} from '../till.ts';

const wang = { memberId: '01a00000-0000-7000-8000-000000000001', number: '2000000015', name: '王小芳' };
const rule: Promotion = {
  id: 'two',
  version: 1,
  name: { en: 'Two off', 'zh-CN': '减二' },
  offer: { kind: 'order-amount', amountMinor: 200 },
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
  coupon: { holder: 'owner', uses: 1, isStackable: true, sharedCode: null, lifeDays: 30 },
};
const ids = [1, 2, 3].map((place) => `01a00000-0000-7000-8000-0000000000c${place}`);
const capped: OfflinePolicy = {
  ...strictestPolicy,
  coupons: { kind: 'capped', eachMinor: 200, perOutageMinor: 400 },
};

let till: TestTill;
beforeEach(() => {
  till = openJoinedTill();
  const { register } = till;
  pullPromotions(register, [
    rule,
    { ...rule, id: 'limited', coupon: null, limits: { inAll: 3, perMember: 1 } },
  ]);
  pullMembers(register, [sealedMember(register, wang)]);
  register.store.commit((writer) => {
    for (const [place, couponId] of ids.entries()) {
      const of = { code: `K${place + 1}`, ruleId: 'two', expiresOn: null, useCount: 0, isVoided: false };
      writer.chain.saveCoupon(couponId, { ...of, memberId: wang.memberId });
    }
  });
});
afterEach(() => {
  expectBooksHold(till.register);
  till.remove();
});

function serve(): void {
  okOf(addArticle(till.register, 'book', {}));
  okOf(setMember(till.register, wang.memberId));
}

const lastSale = () => factsOf(till.register, 'sale.completed').at(-1)!;
const useCount = (couponId: string) => till.register.store.coupons.byId(couponId)!.useCount;

describe('a coupon of the chain', () => {
  test('is kept by central, spent once, and spent still when central has counted it', () => {
    const { register } = till;
    serve();
    okOf(presentCoupon(register, 'K1'));
    const wish = holdWish(register)!;
    expect([wish.points, wish.couponIds]).toEqual([0, [ids[0]]]);
    okOf(noteHold(register, wish, { kind: 'granted' }));
    expect(holdWish(register)).toBeNull();
    const { receiptNumber } = payAll(register);
    expect(lastSale().coupons).toMatchObject([{ couponId: ids[0], isHeld: true }]);
    expect(useCount(ids[0]!)).toBe(1);
    serve();
    expect(codeOf(presentCoupon(register, 'K1'))).toBe('coupon-used');
    const { store } = register;
    const coupon = { code: 'K1', ruleId: 'two', memberId: wang.memberId, expiresOn: null, isVoided: false };
    store.commit((writer) => {
      writer.chain.saveCoupon(ids[0]!, { ...coupon, useCount: 1 });
      writer.chain.saveState({ applied: headOf(register) });
    });
    expect(useCount(ids[0]!)).toBe(1);
    payAll(register);
    okOf(addReturn(register, receiptNumber, 1, 1_000));
    payAll(register);
    expect(lastSale().reversals[0]!.couponsRestored).toEqual([ids[0]]);
    expect(useCount(ids[0]!)).toBe(0);
  });

  test('is in the member’s wallet and in the list of its rule as central has it', () => {
    const { register } = till;
    serve();
    expect(takeSnapshot(register).offers?.coupons.map(({ code }) => code)).toEqual(['K1', 'K2', 'K3']);
    register.store.commit((writer) => writer.chain.saveCoupon(ids[2]!, null));
    expect(couponsOfRule(register.store.db, 'two', null, 5).map(({ code }) => code)).toEqual(['K2', 'K1']);
    expect(register.store.coupons.countsOf('two')).toEqual({ issued: 2, uses: 0, voided: 0 });
    payAll(register);
  });

  test('is not paid with unasked where the chain lets a till do nothing alone', () => {
    const { register } = till;
    serve();
    okOf(chooseCoupon(register, ids[0]!));
    expect(codeOf(beginCheckout(register))).toBe('unasked-coupon');
    okOf(noteHold(register, holdWish(register)!, { kind: 'offline' }));
    expect(codeOf(chooseCoupon(register, ids[1]!))).toBe('unasked-coupon');
    expect(codeOf(beginCheckout(register))).toBe('unasked-coupon');
    okOf(removeCoupon(register, ids[0]!));
    payAll(register);
    const refused = { kind: 'refused', refusal: 'coupon-used', couponId: ids[0]! } as const;
    serve();
    okOf(chooseCoupon(register, ids[0]!));
    expect(errorOf(noteHold(register, holdWish(register)!, refused), 'coupon-used')).toMatchObject({
      coupon: 'K1',
    });
    okOf(removeCoupon(register, ids[0]!));
    payAll(register);
  });

  test('costs no more in an outage than the chain said, however many come', () => {
    const { register } = till;
    tellPolicy(register, capped);
    register.store.commit((writer) => writer.chain.saveState({ outageSinceUtcMs: till.clock.nowUtcMs() }));
    for (const couponId of ids.slice(0, 2)) {
      serve();
      okOf(chooseCoupon(register, couponId));
      payAll(register);
      expect(lastSale().coupons).toMatchObject([{ couponId, amountMinor: 200, isHeld: false }]);
    }
    serve();
    okOf(chooseCoupon(register, ids[2]!));
    expect(errorOf(beginCheckout(register), 'unasked-coupon-limit')).toMatchObject({
      coupon: 'K3',
      limit: '£0.00',
    });
    okOf(noteHold(register, holdWish(register)!, { kind: 'granted' }));
    payAll(register);
    expect(register.store.chain.unasked(null, '').couponsMinor).toBe(400);
  });
});

describe('the limits of a rule', () => {
  test('get back what was used before the till joined, on the day of the sale', () => {
    const alone = openSellingTill(null);
    const { register } = alone;
    pullPromotions(register, [{ ...rule, id: 'limited', coupon: null, limits: { inAll: 3 } }]);
    okOf(addArticle(register, 'book', {}));
    const { receiptNumber } = payAll(register);
    okOf(joinChain(register, joining));
    register.store.commit((writer) => writer.chain.saveRuleUse('limited||', { uses: 1, amountMinor: 200 }));
    okOf(addReturn(register, receiptNumber, 1, 1_000));
    payAll(register);
    const promotions = register.store.promotions.active();
    expect(register.store.ruleUses.of(promotions, null, '2026-11-02').get('limited')).toMatchObject({
      inAll: 0,
    });
    expectBooksHold(register);
    alone.remove();
  });

  const limited = () => {
    const promotions = till.register.store.promotions.active();
    return till.register.store.ruleUses.of(promotions, wang.memberId, '2026-11-02').get('limited');
  };

  test('count what central counted and what was done here since, and each once', () => {
    const { register } = till;
    register.store.commit((writer) => {
      writer.chain.saveRuleUse('limited||', { uses: 1, amountMinor: 200 });
      writer.chain.saveRuleUse('limited||2026-11-02', { uses: 1, amountMinor: 200 });
    });
    expect(limited()).toMatchObject({ inAll: 1, today: 1, byMember: 0, spentMinor: 200 });
    serve();
    const { receiptNumber } = payAll(register);
    expect(limited()).toEqual({ inAll: 2, today: 2, byMember: 1, byMemberToday: 1, spentMinor: 400 });
    serve();
    // A member has it once.
    expect(takeSnapshot(register).basket?.totalMinor).toBe(1_000);
    payAll(register);
    register.store.commit((writer) => {
      for (const key of ['limited||', 'limited||2026-11-02'])
        writer.chain.saveRuleUse(key, { uses: 2, amountMinor: 400 });
      for (const key of [`limited|${wang.memberId}|`, `limited|${wang.memberId}|2026-11-02`])
        writer.chain.saveRuleUse(key, { uses: 1, amountMinor: 200 });
      writer.chain.saveState({ applied: headOf(register) });
    });
    expect(limited()).toEqual({ inAll: 2, today: 2, byMember: 1, byMemberToday: 1, spentMinor: 400 });
    okOf(addReturn(register, receiptNumber, 1, 1_000));
    payAll(register);
    expect(limited()).toEqual({ inAll: 1, today: 1, byMember: 0, byMemberToday: 0, spentMinor: 200 });
  });
});

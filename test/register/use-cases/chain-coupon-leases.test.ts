import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { wallClockAt } from '../../../domain/business-date.ts';
import { strictestPolicy } from '../../../domain/chain/offline-policy.ts';
import { promotionSchema } from '../../../domain/promotions/promotion-schema.ts';
import { memberBlocks } from '../../../domain/receipt/member-rows.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { addReturn } from '../../../register/use-cases/add-returns.ts';
import { chooseCoupon, removeCoupon, setMember } from '../../../register/use-cases/basket-membership.ts';
import { beginCheckout, takeTender } from '../../../register/use-cases/checkout.ts';
import { holdWish, noteHold } from '../../../register/use-cases/central-hold.ts';
import {
  openJoinedTill,
  pullMembers,
  pullPromotions,
  sealedMember,
  tellCouponLease,
  tellPolicy,
} from '../chain-till.ts';
import { codeOf, errorOf, expectBooksHold, factsOf, okOf, payAll, type TestTill } from '../till.ts';

const wang = { memberId: '01a00000-0000-7000-8000-000000000001', number: '2000000015', name: '王小芳' };
const rule = promotionSchema.parse({
  id: 'two',
  name: { en: 'Two off', 'zh-CN': '减二' },
  offer: { kind: 'order-amount', amountMinor: 200 },
  coupon: { holder: 'owner' },
});
const [kept, other] = [
  '01a00000-0000-7000-8000-0000000000c1',
  '01a00000-0000-7000-8000-0000000000c2',
] as const;

let till: TestTill;
beforeEach(() => {
  till = openJoinedTill();
  const { register } = till;
  pullPromotions(register, [rule]);
  pullMembers(register, [sealedMember(register, wang)]);
  register.store.commit((writer) => {
    for (const [couponId, code] of [
      [kept, 'K1'],
      [other, 'K2'],
    ] as const) {
      const of = { code, ruleId: 'two', expiresOn: null, useCount: 0, isVoided: false };
      writer.chain.saveCoupon(couponId, { ...of, memberId: wang.memberId });
    }
  });
  tellPolicy(register, { ...strictestPolicy, coupons: { kind: 'leased' } });
  tellCouponLease(register, kept);
});
afterEach(() => {
  expectBooksHold(till.register);
  till.remove();
});

function serve(): void {
  okOf(addArticle(till.register, 'book', {}));
  okOf(setMember(till.register, wang.memberId));
}

/** Central is lost: nobody can be asked. */
function partFromCentral(): void {
  const outageSinceUtcMs = till.clock.nowUtcMs();
  till.register.store.commit((writer) => writer.chain.saveState({ outageSinceUtcMs }));
}

const lastSale = () => factsOf(till.register, 'sale.completed').at(-1)!;

describe('a coupon that central keeps for the till', () => {
  test('is used without asking, and the receipt says nothing of it; any other is not', () => {
    const { register } = till;
    partFromCentral();
    serve();
    okOf(chooseCoupon(register, kept));
    expect(holdWish(register)).toBeNull();
    expect(errorOf(chooseCoupon(register, other), 'unasked-coupon-elsewhere')).toMatchObject({
      coupon: 'K2',
    });
    payAll(register);
    expect(lastSale().coupons).toMatchObject([{ couponId: kept, isHeld: true }]);
    const { zone } = register.settings.shop;
    const at = wallClockAt(till.clock.nowUtcMs(), zone);
    expect(JSON.stringify(memberBlocks(lastSale(), { at, zone }, 'en'))).not.toContain('offline');
    expect(register.store.chain.unasked(null, '').couponsMinor).toBe(0);
  });

  test('leaves only others to be asked for, and central may say that one is kept for another till', () => {
    const { register } = till;
    serve();
    okOf(chooseCoupon(register, kept));
    okOf(chooseCoupon(register, other));
    const wish = holdWish(register)!;
    expect(wish.couponIds).toEqual([other]);
    const refused = { kind: 'refused', refusal: 'coupon-leased', couponId: other } as const;
    expect(errorOf(noteHold(register, wish, refused), 'central-coupon-leased')).toMatchObject({
      coupon: 'K2',
    });
    okOf(removeCoupon(register, other));
    payAll(register);
    expect(lastSale().coupons).toMatchObject([{ couponId: kept, isHeld: true }]);
  });

  test('is not kept any more once it was used, even where a refund gave it back', () => {
    const { register } = till;
    partFromCentral();
    serve();
    okOf(chooseCoupon(register, kept));
    const { receiptNumber } = payAll(register);
    okOf(addReturn(register, receiptNumber, 1, 1_000));
    payAll(register);
    expect(register.store.coupons.byId(kept)!.useCount).toBe(0);
    serve();
    expect(codeOf(chooseCoupon(register, kept))).toBe('unasked-coupon-elsewhere');
    payAll(register);
    // An answer of before it was used says it once more.
    tellCouponLease(register, kept, { place: { epoch: 1, seq: 0 } });
    serve();
    expect(codeOf(chooseCoupon(register, kept))).toBe('unasked-coupon-elsewhere');
    tellCouponLease(register, kept);
    okOf(chooseCoupon(register, kept));
    payAll(register);
  });

  test('is asked for once its lease has ended, but pays a sale that was in checkout then', () => {
    const { register } = till;
    partFromCentral();
    serve();
    okOf(chooseCoupon(register, kept));
    const { dueInCashMinor } = okOf(beginCheckout(register));
    till.clock.advance(25 * 3_600_000);
    okOf(takeTender(register, { tenderCode: 'cash', amountMinor: dueInCashMinor }));
    expect(lastSale().coupons).toMatchObject([{ couponId: kept, isHeld: true }]);
    tellCouponLease(register, other, { endsAtUtcMs: till.clock.nowUtcMs() });
    serve();
    expect(codeOf(chooseCoupon(register, other))).toBe('unasked-coupon-elsewhere');
    payAll(register);
  });
});

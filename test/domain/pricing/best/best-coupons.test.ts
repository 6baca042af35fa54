import { describe, expect, test } from 'vitest';
import type { CouponTerms } from '../../../../domain/promotions/promotion.ts';
import { inputOf, lineOf, MEMBER, ruleOf } from './offers.ts';
import { outcome, price } from './priced.ts';

const BEARER: CouponTerms = { holder: 'bearer', uses: 1, isStackable: false, sharedCode: null };

describe('coupons', () => {
  const coupon = (id: string, amountMinor: number, rest: Partial<CouponTerms> = {}) =>
    ruleOf(id, { kind: 'order-amount', amountMinor }, { coupon: { ...BEARER, ...rest } });
  const held = (promotionId: string, expiresOn: string | null = null, isPresented = true) => ({
    couponId: `c-${promotionId}-${expiresOn ?? 'open'}`,
    promotionId,
    code: promotionId,
    expiresOn,
    isPresented,
  });

  test('that do not stack are used one at a time, the one that saves most', () => {
    const rules = [coupon('five', 500), coupon('eight', 800), coupon('three', 300, { isStackable: true })];
    const result = price(
      inputOf([lineOf('a', 1, 3_000)], rules, { coupons: [held('five'), held('eight'), held('three')] }),
    );
    expect(result.coupons).toEqual([
      { couponId: 'c-eight-open', ruleId: 'eight', savesMinor: 800, costPoints: 0 },
    ]);
    expect(outcome(result, 'five')).toMatchObject({ to: { ruleIds: ['eight'], because: 'coupon' } });
  });

  test('that add nothing stay unspent', () => {
    const free = ruleOf('free', { kind: 'order-percent', rateBp: 10_000 });
    const result = price(
      inputOf([lineOf('a', 1, 3_000)], [free, coupon('five', 500)], { coupons: [held('five')] }),
    );
    expect(result.coupons).toEqual([]);
    expect(result.amountMinor).toBe(0);
  });

  test('that add nothing stay unspent, also where one would do so in the place of another', () => {
    const pair = { kind: 'buy-get', buyUnits: 1, getUnits: 1, getTarget: null, maxGroups: null } as const;
    const bearer = { coupon: { ...BEARER, isStackable: true } };
    const rules = [
      ruleOf('free', {
        kind: 'item-percent',
        rateBp: 10_000,
        minLineUnits: 1,
        rounding: 'line',
        roundOn: 'discount',
      }),
      ruleOf('one', { ...pair, rateBp: 100, pick: 'cheapest' }, bearer),
      ruleOf('two', { ...pair, rateBp: 200, pick: 'cheapest' }, bearer),
    ];
    const coupons = [held('one'), held('two')];
    expect(price(inputOf([lineOf('a', 2, 250)], rules, { coupons })).coupons).toEqual([]);
  });

  test('of the same rule the one that expires first is used', () => {
    const coupons = [held('five', '2026-12-31'), held('five', '2026-03-31'), held('five', '2026-01-01')];
    const result = price(inputOf([lineOf('a', 1, 3_000)], [coupon('five', 500)], { coupons }));
    expect(result.coupons.map(({ couponId }) => couponId)).toEqual(['c-five-2026-03-31']);
  });

  test('that save the same: the one that costs no points, then the one that expires first', () => {
    const rules = [coupon('a', 500, { costPoints: 100 }), coupon('b', 500, {}), coupon('c', 500, {})];
    const coupons = [held('a', '2026-03-03'), held('b', '2026-05-01'), held('c', '2026-04-01')];
    const result = price(inputOf([lineOf('x', 1, 3_000)], rules, { coupons, member: MEMBER }));
    expect(result.coupons.map(({ ruleId }) => ruleId)).toEqual(['c']);
  });

  test('that the member has too few points for are not used together', () => {
    const rules = [
      coupon('a', 500, { costPoints: 300, isStackable: true }),
      coupon('b', 400, { costPoints: 300, isStackable: true }),
    ];
    const result = price(
      inputOf([lineOf('x', 1, 3_000)], rules, { coupons: [held('a'), held('b')], member: MEMBER }),
    );
    expect(result.coupons.map(({ ruleId }) => ruleId)).toEqual(['a']);
  });

  test('that nobody presented are not used, but say what they would save here', () => {
    const result = price(
      inputOf([lineOf('a', 1, 3_000)], [coupon('five', 500)], { coupons: [held('five', null, false)] }),
    );
    expect(result.amountMinor).toBe(3_000);
    expect(outcome(result, 'five')).toEqual({
      ruleId: 'five',
      kind: 'not-met',
      missing: [{ kind: 'coupon' }],
      wouldSaveMinor: 500,
    });
  });

  test('are judged on what is left when the order discounts are off', () => {
    const order = ruleOf('order', { kind: 'order-percent', rateBp: 1_000 });
    const five = { ...coupon('five', 100), conditions: { spend: { atLeastMinor: 3_000 } } };
    const few = price(inputOf([lineOf('a', 1, 3_200)], [order, five], { coupons: [held('five')] }));
    expect(few.amountMinor).toBe(2_880);
    const enough = price(inputOf([lineOf('a', 1, 3_400)], [order, five], { coupons: [held('five')] }));
    expect(enough.amountMinor).toBe(2_960);
  });
});

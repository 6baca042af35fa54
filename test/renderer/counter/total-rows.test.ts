import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CounterOffers } from '../../../renderer/service/answers.ts';
import { totalRows, type ShownBasket } from '../../../renderer/counter/total-rows.ts';

/** A sale of one line: what it costs at the list price, and what is off it and how. */
function sale(off: {
  readonly grossMinor: number;
  readonly lineDiscountMinor?: number;
  readonly basketDiscountMinor?: number;
  readonly pointsDiscountMinor?: number;
  readonly addedTaxMinor?: number;
}): ShownBasket {
  const { grossMinor, addedTaxMinor = 0 } = off;
  const { lineDiscountMinor = 0, basketDiscountMinor = 0, pointsDiscountMinor = 0 } = off;
  const sums = {
    grossMinor,
    priceSavingMinor: 0,
    lineDiscountMinor,
    basketDiscountMinor,
    pointsDiscountMinor,
  };
  const totalMinor =
    grossMinor - lineDiscountMinor - basketDiscountMinor - pointsDiscountMinor + addedTaxMinor;
  return { ...sums, totalMinor, taxExemption: null, lines: [sums] } as unknown as ShownBasket;
}

function offers(order: CounterOffers['order'], couponRules: readonly string[] = []): CounterOffers {
  const coupons = couponRules.map((ruleId) => ({ ruleId, isPresented: true }));
  return { order, coupons, points: { redeemed: 300 } } as unknown as CounterOffers;
}

describe('what stands above Pay', () => {
  it('is nothing where the lines say it all', () => {
    expect(totalRows(sale({ grossMinor: 1_000 }), null, true)).toEqual([]);
  });

  it('names the rule that is off the order, what was given by hand, the coupon, and points, in this order', () => {
    const basket = sale({ grossMinor: 10_000, basketDiscountMinor: 900, pointsDiscountMinor: 300 });
    const order = [
      { ruleId: 'coupon', amountMinor: 500 },
      { ruleId: 'spend', amountMinor: 300 },
    ];
    expect(totalRows(basket, offers(order, ['coupon']), true)).toEqual([
      { kind: 'subtotal', minor: 10_000 },
      { kind: 'rule', ruleId: 'spend', minor: -300 },
      { kind: 'by-hand', minor: -100 },
      { kind: 'rule', ruleId: 'coupon', minor: -500 },
      { kind: 'points', points: 300, minor: -300 },
      { kind: 'due', minor: 8_800 },
    ]);
  });

  it('adds many rules up in one row', () => {
    const order = ['a', 'b', 'c'].map((ruleId) => ({ ruleId, amountMinor: 100 }));
    const rows = totalRows(sale({ grossMinor: 5_000, basketDiscountMinor: 300 }), offers(order), false);
    expect(rows).toEqual([
      { kind: 'subtotal', minor: 5_000 },
      { kind: 'rules', count: 3, minor: -300 },
    ]);
  });

  it('always sums to what is to be paid', () => {
    const amount = fc.integer({ min: 0, max: 2_000 });
    fc.assert(
      fc.property(
        fc.record({
          grossMinor: fc.integer({ min: 10_000, max: 90_000 }),
          lineDiscountMinor: amount,
          pointsDiscountMinor: amount,
          addedTaxMinor: amount,
        }),
        fc.array(amount, { maxLength: 5 }),
        amount,
        (off, amounts, byHandMinor) => {
          const order = amounts.map((amountMinor, place) => ({ ruleId: `r${place}`, amountMinor }));
          const basketDiscountMinor = amounts.reduce((sum, minor) => sum + minor, byHandMinor);
          const basket = sale({ ...off, basketDiscountMinor });
          const rows = totalRows(basket, offers(order, ['r1']), false);
          const sum = rows.reduce((total, { minor }) => total + minor, 0);
          expect(rows.length > 0 ? sum : basket.grossMinor).toBe(basket.totalMinor);
        },
      ),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OfferInput } from '../../../../domain/pricing/offer-input.ts';
import { explainOffers } from '../../../../domain/pricing/explain-offers.ts';
import type { OfferResult } from '../../../../domain/pricing/offer-outcome.ts';
import { priceOffers } from '../../../../domain/pricing/price-offers.ts';
import { paidFor } from './brute-force.ts';
import { ruleOf } from './offers.ts';
import { offerInputs } from './sample-offers.ts';

const runs = process.env['GUITAI_LONG'] === '1' ? 100_000 : 1_000;
const seed = Number(process.env['GUITAI_SEED']);
const options = { numRuns: runs, seed };
const timeout = runs * 60;

function paidIn(input: OfferInput, result: OfferResult): number {
  return paidFor(
    result.lines.map(({ amountMinor }) => amountMinor),
    input.lines,
  );
}

const UNBOUND = { maxDiscountMinor: null, limits: { perSale: Infinity } };

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

describe(`whatever is rung and whatever the rules, under best (${runs} baskets each, GUITAI_SEED=${seed}),`, () => {
  test('the order of lines, rules and coupons decides nothing', { timeout }, () => {
    const shuffled = offerInputs(12, 7).chain((input) =>
      fc
        .tuple(
          fc.shuffledSubarray([...input.lines], { minLength: input.lines.length }),
          fc.shuffledSubarray([...input.promotions], { minLength: input.promotions.length }),
          fc.shuffledSubarray([...input.coupons], { minLength: input.coupons.length }),
        )
        .map(([lines, promotions, coupons]) => ({ input, other: { ...input, lines, promotions, coupons } })),
    );
    fc.assert(
      fc.property(shuffled, ({ input, other }) => {
        const result = priceOffers(input);
        const again = priceOffers(other);
        const byId = new Map(again.lines.map((line) => [line.lineId, line]));
        expect(result.lines.map(({ lineId }) => byId.get(lineId))).toEqual(result.lines);
        expect(again.coupons).toEqual(result.coupons);
        expect(again.steps).toBe(result.steps);
      }),
      options,
    );
  });

  test(
    'one more rule that may be left out never makes it dearer, where the steps suffice',
    { timeout },
    () => {
      fc.assert(
        fc.property(offerInputs(12, 7), (input) => {
          const rules = input.promotions.filter(({ offer }) => offer.kind !== 'special-price');
          const prices = input.promotions.filter(({ offer }) => offer.kind === 'special-price');
          const fewer = { ...input, promotions: [...prices, ...rules.slice(1)] };
          const result = priceOffers(input);
          expect(result.isProvenBest ? paidIn(input, result) : 0).toBeLessThanOrEqual(
            paidIn(fewer, priceOffers(fewer)),
          );
        }),
        options,
      );
    },
  );

  test('pricing twice gives the same', { timeout }, () => {
    fc.assert(
      fc.property(offerInputs(12, 7), (input) => {
        expect(priceOffers(structuredClone(input))).toEqual(priceOffers(input));
      }),
      options,
    );
  });

  test(
    'no line is below zero, and each adds up: to its savings, to its units, to the whole',
    { timeout },
    () => {
      fc.assert(
        fc.property(offerInputs(12, 7), (input) => {
          const result = priceOffers(input);
          result.lines.forEach((line, index) => {
            const { units, manualDiscount } = input.lines[index]!;
            const offMinor = line.priceSavingMinor + line.lineDiscountMinor + line.orderDiscountMinor;
            const byRulesMinor = sum(line.savings.map(({ amountMinor }) => amountMinor));
            expect(line.amountMinor).toBeGreaterThanOrEqual(0);
            expect(line.grossMinor - offMinor).toBe(line.amountMinor);
            expect(offMinor).toBeGreaterThanOrEqual(byRulesMinor);
            const isByRulesAlone = !manualDiscount && !input.basketDiscount;
            expect(isByRulesAlone ? offMinor : byRulesMinor).toBe(byRulesMinor);
            expect(sum(line.unitAmounts.map(([count, minor]) => count * minor))).toBe(line.amountMinor);
            expect(sum(line.unitAmounts.map(([count]) => count))).toBe(units);
            expect(line.unitAmounts.every(([, minor]) => minor >= 0)).toBe(true);
          });
          expect(sum(result.lines.map(({ amountMinor }) => amountMinor))).toBe(result.amountMinor);
        }),
        options,
      );
    },
  );

  test('what each rule saves is what it took off the lines, within its limits', { timeout }, () => {
    fc.assert(
      fc.property(offerInputs(12, 7), (input) => {
        const result = priceOffers(input);
        for (const rule of explainOffers(result)) {
          if (rule.kind !== 'applied') continue;
          const promotion = input.promotions.find(({ id }) => id === rule.ruleId)!;
          const onLines = result.lines.flatMap(({ savings }) =>
            savings.filter(({ ruleId }) => ruleId === rule.ruleId),
          );
          expect(sum(onLines.map(({ amountMinor }) => amountMinor))).toBe(rule.savesMinor);
          expect(sum(rule.lines.map(({ amountMinor }) => amountMinor))).toBe(rule.savesMinor);
          const { maxDiscountMinor, limits } = promotion.offer.kind === 'special-price' ? UNBOUND : promotion;
          expect(rule.savesMinor).toBeLessThanOrEqual(maxDiscountMinor ?? Infinity);
          expect(rule.uses).toBeLessThanOrEqual(limits.perSale ?? Infinity);
        }
      }),
      options,
    );
  });

  test(
    'of a group one rule acts, what stands alone does, and coupons that do not stack neither',
    { timeout },
    () => {
      fc.assert(
        fc.property(offerInputs(12, 7), (input) => {
          const result = priceOffers(input);
          const acting = explainOffers(result).flatMap((rule) => {
            const promotion = input.promotions.find(({ id }) => id === rule.ruleId)!;
            return rule.kind === 'applied' && promotion.offer.kind !== 'special-price' ? [promotion] : [];
          });
          const groups = acting.flatMap(({ group }) => group ?? []);
          expect(new Set(groups).size).toBe(groups.length);
          expect(acting.some(({ isExclusive }) => isExclusive) ? acting.length : 1).toBe(1);
          const coupons = acting.filter(({ coupon }) => coupon);
          expect(coupons.some(({ coupon }) => !coupon!.isStackable) ? coupons.length : 1).toBe(1);
          expect(result.coupons.map(({ ruleId }) => ruleId).sort()).toEqual(
            coupons.map(({ id }) => id).sort(),
          );
          expect(result.coupons.every(({ savesMinor }) => savesMinor > 0)).toBe(true);
        }),
        options,
      );
    },
  );

  test('a coupon is not spent where nothing is lost without it', { timeout }, () => {
    fc.assert(
      fc.property(offerInputs(8, 6), (input) => {
        const result = priceOffers(input);
        for (const { couponId } of result.coupons) {
          const without = {
            ...input,
            coupons: input.coupons.filter((coupon) => coupon.couponId !== couponId),
          };
          const other = priceOffers(without);
          const isInItsPlace = other.coupons.length >= result.coupons.length;
          expect(isInItsPlace || paidIn(without, other) > paidIn(input, result)).toBe(true);
        }
      }),
      options,
    );
  });

  test('every rule that concerns the basket is explained once', { timeout }, () => {
    fc.assert(
      fc.property(offerInputs(12, 7), (input) => {
        const promotions = [
          ...input.promotions,
          ruleOf('nowhere', { kind: 'item-amount', amountMinor: 1 }, { target: { tags: ['none'] } }),
        ];
        const rules = explainOffers(priceOffers({ ...input, promotions }));
        const ids = rules.map(({ ruleId }) => ruleId);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).not.toContain('nowhere');
        for (const rule of rules) {
          expect(rule.kind === 'not-met' ? rule.missing.length : 1).toBeGreaterThan(0);
          expect(rule.kind === 'lost' ? rule.wouldSaveMinor : 0).toBeGreaterThanOrEqual(0);
        }
      }),
      options,
    );
  });

  test('few steps give a basket that is allowed, and say what they cannot prove', { timeout }, () => {
    fc.assert(
      fc.property(offerInputs(12, 7), fc.integer({ min: 1, max: 300 }), (input, stepsMax) => {
        const hasty = priceOffers({ ...input, stepsMax });
        const thorough = priceOffers(input);
        const [paid, least] = [paidIn(input, hasty), paidIn(input, thorough)];
        // A million steps are not enough for every basket that is drawn; what they end with then is no proof either.
        expect(paid).toBeGreaterThanOrEqual(thorough.isProvenBest ? least : paid);
        expect(hasty.isProvenBest ? paid : least).toBeLessThanOrEqual(least);
        expect(hasty.lines.every(({ amountMinor }) => amountMinor >= 0)).toBe(true);
      }),
      options,
    );
  });
});

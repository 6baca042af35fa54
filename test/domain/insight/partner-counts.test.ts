import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createBasketCounter,
  NO_PARTNERS,
  PARTNERS_MAX,
  type PartnerCounts,
} from '../../../domain/insight/partner-counts.ts';

const SELF = 500;

/** Baskets of article 500 and others below `numberMax`, ascending. */
function basketsOf(numberMax: number, sizeMax: number, countMax: number) {
  const others = fc.uniqueArray(fc.integer({ min: 1, max: numberMax }), { maxLength: sizeMax });
  const basket = others.map((numbers) => [...new Set([...numbers, SELF])].sort((a, b) => a - b));
  return fc.array(basket, { maxLength: countMax });
}

function countAll(baskets: readonly number[][]): PartnerCounts {
  const countBasket = createBasketCounter(101);
  return baskets.reduce((counts, basket) => {
    const { pairs, shortBy } = countBasket(counts, basket, SELF);
    return { pairs: pairs.slice(), shortBy };
  }, NO_PARTNERS);
}

function asMap({ pairs }: PartnerCounts): Map<number, number> {
  const map = new Map<number, number>();
  for (let place = 0; place < pairs.length; place += 2) map.set(pairs[place]!, pairs[place + 1]!);
  return map;
}

function countNaively(baskets: readonly number[][]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const number of baskets.flat()) if (number !== SELF) counts.set(number, (counts.get(number) ?? 0) + 1);
  return counts;
}

describe('what an article was bought with', () => {
  test('is counted exactly, in the order of numbers, while the list is not too long', () => {
    fc.assert(
      fc.property(basketsOf(900, 40, 25), (baskets) => {
        const counts = countAll(baskets);
        expect(asMap(counts)).toEqual(countNaively(baskets));
        expect([...asMap(counts).keys()]).toEqual([...asMap(counts).keys()].sort((a, b) => a - b));
        expect(counts.shortBy).toBe(0);
      }),
    );
  });

  test('is never counted too high, nor short by more than it says, when the list was cut', () => {
    const many = fc.tuple(
      basketsOf(40, 30, 30),
      basketsOf(3_000, 100, 60),
      fc.array(fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 100, maxLength: 100 }), {
        minLength: 14,
        maxLength: 40,
      }),
    );
    let cut = 0;
    fc.assert(
      fc.property(many, ([few, some, full]) => {
        const wide = full.map((numbers) => [...new Set([...numbers, SELF])].sort((a, b) => a - b));
        const baskets = [...few, ...some, ...wide, ...few];
        const counts = countAll(baskets);
        const counted = asMap(counts);
        expect(counted.size).toBeLessThanOrEqual(PARTNERS_MAX);
        if (counts.shortBy > 0) cut += 1;
        for (const [number, count] of countNaively(baskets)) {
          const short = count - (counted.get(number) ?? 0);
          expect(short >= 0 && short <= counts.shortBy).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
    expect(cut).toBeGreaterThan(0);
  });
});

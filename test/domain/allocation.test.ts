import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate, allocateWithin, type Precedence } from '../../domain/allocation.ts';
import { lawRuns, total } from './exact.ts';
import { sharesByBruteForce } from './share-oracle.ts';

const weightLists = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 30 });
const totals = fc.integer({ min: -10_000_000, max: 10_000_000 });

describe('allocating by largest remainder', () => {
  test('gives the odd units to the largest remainders', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(10, [50, 30, 21])).toEqual([5, 3, 2]);
    expect(allocate(7, [3, 3, 1])).toEqual([3, 3, 1]);
  });

  test('breaks ties by the order it is given', () => {
    const lastFirst = (a: number, b: number) => b - a;
    expect(allocate(1, [5, 5, 5], lastFirst)).toEqual([0, 0, 1]);
    expect(allocate(2, [5, 5, 5], lastFirst)).toEqual([0, 1, 1]);
  });

  test('gives everything to the first in order where nothing has a weight', () => {
    expect(allocate(5, [0, 0])).toEqual([5, 0]);
    expect(allocate(5, [0, 0], (a, b) => b - a)).toEqual([0, 5]);
  });

  test('is exact where amount times weight is far above the safe integers', () => {
    const weight = 1_000_000_000_000_003;
    expect(allocate(9_007_199_254_740_991, [weight, weight, 1])).toEqual([
      4_503_599_627_370_493, 4_503_599_627_370_493, 5,
    ]);
  });

  test('refuses a negative weight, a fraction, sums beyond the safe integers, and sharing over nobody', () => {
    expect(() => allocate(1, [1, -1])).toThrow('negative');
    expect(() => allocate(0.5, [1])).toThrow(RangeError);
    expect(() => allocate(1, [2 ** 53 - 1, 1])).toThrow(RangeError);
    expect(() => allocate(1, [])).toThrow('over nothing');
    expect(allocate(0, [])).toEqual([]);
  });

  test('sums to the total, and no share is a whole unit away from its exact part', () => {
    fc.assert(
      fc.property(totals, weightLists, (amount, weights) => {
        const shares = allocate(amount, weights);
        expect(total(shares)).toBe(amount);
        const weightSum = BigInt(total(weights));
        if (weightSum === 0n) return;
        for (const [index, share] of shares.entries()) {
          const offBy = BigInt(share) * weightSum - BigInt(amount) * BigInt(weights[index]!);
          expect(offBy < weightSum && offBy > -weightSum).toBe(true);
        }
      }),
      lawRuns,
    );
  });

  test('gives a larger weight no less than a smaller one', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000_000 }), weightLists, (amount, weights) => {
        const shares = allocate(amount, weights);
        const byWeight = weights.map((weight, index) => [weight, shares[index]!] as const);
        byWeight.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        const isMonotone = byWeight.every(
          ([weight, share], place) =>
            place === 0 || byWeight[place - 1]![1] <= share || byWeight[place - 1]![0] === weight,
        );
        expect(total(weights) === 0 || isMonotone).toBe(true);
      }),
      lawRuns,
    );
  });

  test('of a reversed amount is the reverse, share by share', () => {
    fc.assert(
      fc.property(totals, weightLists, (amount, weights) => {
        const reversed = allocate(-amount, weights);
        expect(reversed).toEqual(allocate(amount, weights).map((share) => 0 - share));
      }),
      lawRuns,
    );
  });

  test('depends on the order of the weights only where equal weights tie', () => {
    const shuffled = weightLists.chain((weights) =>
      fc.tuple(fc.constant(weights), fc.shuffledSubarray([...weights.keys()], { minLength: weights.length })),
    );
    fc.assert(
      fc.property(totals, shuffled, (amount, [weights, places]) => {
        const sorted = (list: readonly number[]) => {
          const shares = allocate(amount, list, rankByWeight(list));
          return list.map((weight, index) => `${weight}:${shares[index]}`).sort();
        };
        expect(sorted(places.map((place) => weights[place]!))).toEqual(sorted(weights));
      }),
      lawRuns,
    );
  });
});

describe('allocating within limits', () => {
  test('holds a share at its limit and gives the rest to the others by their weights', () => {
    expect(allocateWithin(90, [100, 100, 100], [10, 100, 100])).toEqual([10, 40, 40]);
    expect(allocateWithin(90, [100, 100, 200], [10, 20, 200])).toEqual([10, 20, 60]);
  });

  test('holds a share that only what the others could not take brings to its limit', () => {
    expect(allocateWithin(90, [100, 100, 100], [0, 40, 100])).toEqual([0, 40, 50]);
  });

  test('gives everyone the limit where the total is all that there is', () => {
    expect(allocateWithin(35, [100, 7, 0, 100], [10, 5, 0, 20])).toEqual([10, 5, 0, 20]);
  });

  test('refuses more than the limits hold, and a negative total', () => {
    expect(() => allocateWithin(36, [100, 7, 100], [10, 5, 20])).toThrow('not within');
    expect(() => allocateWithin(-1, [1], [1])).toThrow('not within');
    expect(allocateWithin(0, [], [])).toEqual([]);
  });

  test('is plain allocation where no limit binds', () => {
    fc.assert(
      fc.property(weightLists, fc.nat(), (weights, seed) => {
        const amount = seed % (total(weights) + 1);
        expect(allocateWithin(amount, weights, weights)).toEqual(allocate(amount, weights));
      }),
      lawRuns,
    );
  });

  test('sums to the total and passes no limit, also at huge values', () => {
    const huge = fc.integer({ min: 1, max: 1_000_000_000_000 });
    const lines = fc.array(fc.tuple(huge, huge), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(lines, fc.nat({ max: 1_000_000 }), (pairs, millionths) => {
        const weights = pairs.map(([weight]) => weight);
        const limits = pairs.map(([weight, limit]) => Math.min(weight, limit));
        const amount = Number((BigInt(total(limits)) * BigInt(millionths)) / 1_000_000n);
        const shares = allocateWithin(amount, weights, limits);
        expect(total(shares)).toBe(amount);
        expect(shares.every((share, index) => share >= 0 && share <= limits[index]!)).toBe(true);
      }),
      lawRuns,
    );
  });

  test('is what trying every way to share finds nearest to the exact parts', () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 4 }), fc.nat(), (pairs, seed) => {
        const weights = pairs.map(([weight]) => weight);
        const limits = pairs.map(([weight, limit]) => Math.min(weight, limit));
        const amount = seed % (total(limits) + 1);
        const order = rankByWeight(weights);
        expect(allocateWithin(amount, weights, limits, order)).toEqual(
          sharesByBruteForce(amount, weights, limits, [...weights.keys()].sort(order)),
        );
      }),
      lawRuns,
    );
  });
});

function rankByWeight(weights: readonly number[]): Precedence {
  return (a, b) => weights[b]! - weights[a]! || a - b;
}

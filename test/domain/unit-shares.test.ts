import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costOfFirst, shareOverUnits } from '../../domain/unit-shares.ts';
import { lawRuns, total } from './exact.ts';

const amounts = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
const unitCounts = fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 1_000_000 }));

describe('the shares of units in a line', () => {
  test('put the dearer units first', () => {
    expect(shareOverUnits(1_000, 3_000, false)).toEqual([
      [1, 334],
      [2, 333],
    ]);
    expect(shareOverUnits(-1_000, 3_000, false)).toEqual([
      [1, -334],
      [2, -333],
    ]);
    expect(shareOverUnits(999, 3_000, false)).toEqual([[3, 333]]);
    expect(shareOverUnits(2, 5_000, false)).toEqual([
      [2, 1],
      [3, 0],
    ]);
  });

  test('of weighed goods, of a broken quantity and of nothing are one share', () => {
    expect(shareOverUnits(660, 2_000, true)).toEqual([[1, 660]]);
    expect(shareOverUnits(660, 735, false)).toEqual([[1, 660]]);
    expect(shareOverUnits(0, 0, false)).toEqual([[1, 0]]);
  });

  test("sum to the line's total and differ by at most one minor unit", () => {
    fc.assert(
      fc.property(amounts, unitCounts, (amount, units) => {
        const shares = shareOverUnits(amount, units * 1_000, false);
        expect(total(shares.map(([count]) => count))).toBe(units);
        expect(total(shares.map(([count, minor]) => count * minor))).toBe(amount);
        const [first, last] = [shares[0]![1], shares.at(-1)![1]];
        expect(Math.abs(first) - Math.abs(last)).toBe(shares.length - 1);
        expect(shares.every(([count, minor]) => count > 0 && !Object.is(minor, -0))).toBe(true);
      }),
      lawRuns,
    );
  });
});

describe('what the first units of a line cost', () => {
  test('is nothing at the start and everything at the end', () => {
    const shares = shareOverUnits(1_000, 3_000, false);
    expect([0, 1_000, 2_000, 3_000].map((taken) => costOfFirst(shares, 3_000, taken))).toEqual([
      0, 334, 667, 1_000,
    ]);
    const weighed = shareOverUnits(661, 735, true);
    expect([0, 1, 367, 735].map((taken) => costOfFirst(weighed, 735, taken))).toEqual([0, 1, 330, 661]);
  });

  test('refuses to split a unit, and to go beyond the line', () => {
    const shares = shareOverUnits(1_000, 3_000, false);
    expect(() => costOfFirst(shares, 3_000, 1_500)).toThrow('split a unit');
    expect(() => costOfFirst(shares, 3_000, 4_000)).toThrow('not within');
    expect(() => costOfFirst(shares, 3_000, -1_000)).toThrow('not within');
  });

  test('never falls as more is taken, so no partial refund takes money from the customer', () => {
    const weights = fc.tuple(fc.integer({ min: 1, max: 100_000 }), fc.nat(), fc.nat());
    fc.assert(
      fc.property(amounts.map(Math.abs), weights, (amount, [weight, seedA, seedB]) => {
        const shares = shareOverUnits(amount, weight, true);
        const [from, to] = [seedA % (weight + 1), seedB % (weight + 1)].sort((a, b) => a - b);
        expect(costOfFirst(shares, weight, from!)).toBeLessThanOrEqual(costOfFirst(shares, weight, to!));
      }),
      lawRuns,
    );
  });

  test('sums to the whole over any sequence of partial refunds, of pieces and of weights', () => {
    const cuts = fc.array(fc.nat(), { maxLength: 6 });
    fc.assert(
      fc.property(amounts, unitCounts, fc.boolean(), cuts, (amount, units, isWeighed, seeds) => {
        const step = isWeighed ? 1 : 1_000;
        const shares = shareOverUnits(amount, units * step, isWeighed);
        const places = [0, ...seeds.map((seed) => seed % (units + 1)), units].sort((a, b) => a - b);
        const costs = places.map((place) => costOfFirst(shares, units * step, place * step));
        const parts = costs.slice(1).map((cost, index) => cost - costs[index]!);
        expect(total(parts)).toBe(amount);
      }),
      lawRuns,
    );
  });
});

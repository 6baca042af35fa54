import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { earnPoints } from '../../../domain/loyalty/earning.ts';
import { lawRuns } from '../exact.ts';

const plain = { points: 1, perMinor: 100, factorsBp: [10_000], bonus: 0 };

describe('points that a sale earns', () => {
  test('are whole, rounded down once for the sale and not for each line', () => {
    expect(earnPoints([150, 150], plain)).toEqual({ points: 3, byLine: [2, 1] });
    expect(earnPoints([99, 100], plain).points).toBe(1);
    expect(earnPoints([99], plain).points).toBe(0);
  });

  test('are multiplied by the tier and by campaigns before they are rounded', () => {
    expect(earnPoints([1_050], { ...plain, factorsBp: [15_000, 20_000] }).points).toBe(31);
    expect(earnPoints([1_000], { ...plain, factorsBp: [0] }).points).toBe(0);
  });

  test('have a bonus once a sale, shared to the lines as the rest', () => {
    expect(earnPoints([300, 100], { ...plain, bonus: 4 })).toEqual({ points: 8, byLine: [6, 2] });
    expect(earnPoints([0, 0], { ...plain, bonus: 5 })).toEqual({ points: 5, byLine: [5, 0] });
  });

  test('may be less than one for a unit of money, and stay exact for the largest sale', () => {
    expect(earnPoints([26_500], { ...plain, points: 1, perMinor: 1_000 }).points).toBe(26);
    const largest = 1_000_000_000_000;
    expect(earnPoints([largest], { ...plain, points: 999, perMinor: 1_000 }).points).toBe(999_000_000_000);
  });

  test('sum to the whole over the lines, with nothing for lines that do not count', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant(0), fc.nat(1_000_000)), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 0, max: 50 }),
        fc.integer({ min: 1, max: 5_000 }),
        fc.integer({ min: 0, max: 40_000 }),
        (counted, points, perMinor, factorBp) => {
          const earned = earnPoints(counted, { points, perMinor, factorsBp: [factorBp], bonus: 0 });
          const sum = counted.reduce((total, minor) => total + minor, 0);
          const exact = (BigInt(sum) * BigInt(points) * BigInt(factorBp)) / (BigInt(perMinor) * 10_000n);
          expect(BigInt(earned.points)).toBe(exact);
          expect(earned.byLine.reduce((total, share) => total + share, 0)).toBe(earned.points);
          const toNothing = earned.byLine.filter((share, line) => counted[line] === 0 && share > 0);
          expect(sum === 0 ? [] : toNothing).toEqual([]);
        },
      ),
      lawRuns,
    );
  });
});

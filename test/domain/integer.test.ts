import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  divideRounded,
  multiplyDivideCeiling,
  multiplyDivideRounded,
  requireSafe,
} from '../../domain/integer.ts';
import { lawRuns, roundedQuotient } from './exact.ts';

const safe = fc.maxSafeInteger();
const positive = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });

describe('dividing', () => {
  test('rounds halves away from zero', () => {
    const rounded = [5, 15, 25, -5, -15, 4, -4, 14, 16].map((value) => divideRounded(value, 10));
    expect(rounded).toEqual([1, 2, 3, -1, -2, 0, 0, 1, 2]);
  });

  test('of a halfway value by an odd denominator knows no half', () => {
    expect([divideRounded(1, 3), divideRounded(2, 3), divideRounded(-2, 3)]).toEqual([0, 1, -1]);
  });

  test('gives no negative zero', () => {
    expect(Object.is(divideRounded(-4, 10), 0)).toBe(true);
    expect(Object.is(divideRounded(-0, 10), 0)).toBe(true);
    expect(Object.is(multiplyDivideRounded(-1, 4, 10), 0)).toBe(true);
    expect(Object.is(multiplyDivideRounded(-Number.MAX_SAFE_INTEGER, 0, 10), 0)).toBe(true);
  });

  test('is exact for every safe integer', () => {
    fc.assert(
      fc.property(safe, positive, (numerator, denominator) => {
        const exact = roundedQuotient(BigInt(numerator), BigInt(denominator));
        expect(BigInt(divideRounded(numerator, denominator))).toBe(exact);
      }),
      lawRuns,
    );
  });

  test('refuses what is no safe integer and a denominator that is not positive', () => {
    for (const bad of [0.5, NaN, Infinity, 2 ** 53]) {
      expect(() => divideRounded(bad, 1)).toThrow(RangeError);
      expect(() => divideRounded(1, bad)).toThrow(RangeError);
      expect(() => multiplyDivideRounded(bad, 1, 1)).toThrow(RangeError);
      expect(() => multiplyDivideRounded(1, bad, 1)).toThrow(RangeError);
      expect(() => multiplyDivideRounded(2 ** 40, 2 ** 40, bad)).toThrow(RangeError);
      expect(() => requireSafe(bad)).toThrow(RangeError);
    }
    for (const bad of [0, -1]) {
      expect(() => divideRounded(1, bad)).toThrow('not positive');
      expect(() => multiplyDivideRounded(2 ** 40, 2 ** 40, bad)).toThrow('not positive');
    }
  });
});

describe('multiplying and dividing', () => {
  test('is exact where the product is far above the safe integers', () => {
    expect(multiplyDivideRounded(9_007_199_254_740_991, 9_007_199_254_740_990, 9_007_199_254_740_990)).toBe(
      9_007_199_254_740_991,
    );
  });

  test('is the exact quotient rounded once, for all arguments', () => {
    fc.assert(
      fc.property(safe, safe, positive, (a, b, denominator) => {
        const exact = roundedQuotient(BigInt(a) * BigInt(b), BigInt(denominator));
        const expected = Number.isSafeInteger(Number(exact)) ? exact : 'refused';
        expect(valueOrRefused(() => BigInt(multiplyDivideRounded(a, b, denominator)))).toBe(expected);
      }),
      lawRuns,
    );
  });

  test('rounds an exact half away from zero at any size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 40 }),
        fc.integer({ min: 0, max: 2 ** 20 }),
        (half, whole) => {
          // (whole + 1/2) as a product of large numbers over a large even denominator.
          const value = multiplyDivideRounded(2 * whole + 1, half, 2 * half);
          expect(value).toBe(whole + 1);
          expect(multiplyDivideRounded(-(2 * whole + 1), half, 2 * half)).toBe(-(whole + 1));
        },
      ),
      lawRuns,
    );
  });
});

function valueOrRefused(compute: () => bigint): bigint | 'refused' {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RangeError) return 'refused';
    throw error;
  }
}

describe('a share rounded up', () => {
  test('is never smaller than the share, and less than one above it', () => {
    const share = fc.integer({ min: 0, max: 10 ** 13 });
    const whole = fc.integer({ min: 1, max: 10 ** 13 });
    fc.assert(
      fc.property(share, whole, (one, other) => {
        const [part, all] = [Math.min(one, other), Math.max(one, other)];
        const bp = BigInt(multiplyDivideCeiling(part, 10_000, all));
        const exact = BigInt(part) * 10_000n;
        expect(bp * BigInt(all) >= exact && (bp - 1n) * BigInt(all) < exact).toBe(true);
      }),
      lawRuns,
    );
  });

  test('refuses what is negative', () => {
    expect(() => multiplyDivideCeiling(-1, 10_000, 5)).toThrow(RangeError);
  });
});

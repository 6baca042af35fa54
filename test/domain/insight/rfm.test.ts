import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NO_PURCHASES } from '../../../domain/insight/member-summary.ts';
import { findMedian, findQuintiles, scoreOf, type Frequency } from '../../../domain/insight/quintiles.ts';
import { rfmOf, rfmValues, spendStep } from '../../../domain/insight/rfm.ts';

function histogramOf(values: readonly number[]): Frequency[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b);
}

const manyValues = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 60 });

describe('the fifths of a value', () => {
  test('are those of each member alone: a fifth for every fifth of all that the middle of equals has below it', () => {
    fc.assert(
      fc.property(manyValues, (values) => {
        const quintiles = findQuintiles(histogramOf(values));
        for (const value of values) {
          const below = values.filter((other) => other < value).length;
          const equal = values.filter((other) => other === value).length;
          const expected = Math.min(5, 1 + Math.floor((5 * (2 * below + equal)) / (2 * values.length)));
          expect([value, scoreOf(value, quintiles)]).toEqual([value, expected]);
        }
      }),
    );
  });

  test('are of equal size where all values differ', () => {
    const values = Array.from({ length: 50 }, (_, place) => place * 3);
    const quintiles = findQuintiles(histogramOf(values));
    const sizes = [1, 2, 3, 4, 5].map(
      (score) => values.filter((value) => scoreOf(value, quintiles) === score).length,
    );
    expect(sizes).toEqual([10, 10, 10, 10, 10]);
  });

  test('put everybody in the middle where all are equal', () => {
    const quintiles = findQuintiles([[7, 100]]);
    expect(scoreOf(7, quintiles)).toBe(3);
  });

  test('are none without members', () => {
    expect(findQuintiles([])).toEqual([null, null, null, null]);
    expect(findMedian([])).toBeNull();
  });

  test('have the lower middle value as their median', () => {
    fc.assert(
      fc.property(manyValues, (values) => {
        const sorted = values.toSorted((a, b) => a - b);
        expect(findMedian(histogramOf(values))).toBe(sorted[Math.floor((sorted.length - 1) / 2)]);
      }),
    );
  });
});

describe('the steps of what was spent', () => {
  test('are as many as amounts up to 127, rise with them, and are never wider than a part in 64', () => {
    expect([0, 1, 127, 128, 129, 130].map(spendStep)).toEqual([0, 1, 127, 128, 128, 129]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 50 }), (amount) => {
        expect(spendStep(amount + 1)).toBeGreaterThanOrEqual(spendStep(amount));
        expect(spendStep(amount + Math.floor(amount / 64) + 1)).toBeGreaterThan(spendStep(amount));
      }),
    );
  });

  test('are the lowest for who got more back than they paid', () => {
    expect(spendStep(-500)).toBe(0);
  });
});

describe('a member’s scores', () => {
  const quintiles = {
    recency: [10, 20, 30, 40],
    frequency: [2, 3, 4, 5],
    monetary: [20, 40, 60, 80],
  } as const;

  test('are by the last day, the days and the amount', () => {
    const summary = { ...NO_PURCHASES, visitDays: [5, 17, 41], spendMinor: 45 };
    expect(rfmValues(summary)).toEqual({ recency: 41, frequency: 3, monetary: 45 });
    expect(rfmOf(summary, quintiles)).toEqual({ recency: 5, frequency: 3, monetary: 3 });
  });

  test('are none before the first purchase', () => {
    expect(rfmOf({ ...NO_PURCHASES, spendMinor: -100 }, quintiles)).toBeNull();
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { retryDelay } from '../../../sync/client/retry.ts';

const pace = { firstMs: 1_000, maxMs: 60_000 };

test('what is waited lies below a ceiling that doubles and stays, and above what central asked for', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.integer({ min: 0, max: 100_000 }),
      (failures, chance, atLeastMs) => {
        const ceilingMs = Math.min(60_000, 1_000 * 2 ** (Math.min(failures, 30) - 1));
        const delayMs = retryDelay(pace, failures, chance, atLeastMs);
        expect(delayMs).toBeGreaterThanOrEqual(atLeastMs);
        expect(delayMs).toBeLessThan(atLeastMs + ceilingMs);
      },
    ),
    { numRuns: 500 },
  );
});

test('the whole range is used, so that tills that lost central together come back apart', () => {
  expect(retryDelay(pace, 10, 0)).toBe(0);
  expect(retryDelay(pace, 10, 0.999_999)).toBe(59_999);
});

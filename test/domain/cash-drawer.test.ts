import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countedCashMinor, expectedCashMinor } from '../../domain/cash-drawer.ts';
import { lawRuns } from './exact.ts';

describe('a cash drawer', () => {
  test('must hold its float and what came in, less what went out', () => {
    const sums = {
      floatMinor: 50_000,
      cashTakenMinor: 123_450,
      payInMinor: 2_000,
      payOutMinor: 1_550,
      safeDropMinor: 100_000,
    };
    expect(expectedCashMinor(sums)).toBe(73_900);
  });

  test('must hold less after cash refunds than its float', () => {
    const idle = { floatMinor: 50_000, cashTakenMinor: 0, payInMinor: 0, payOutMinor: 0, safeDropMinor: 0 };
    expect(expectedCashMinor({ ...idle, cashTakenMinor: -998 })).toBe(49_002);
  });

  test('is counted by what each coin and note is worth', () => {
    expect(countedCashMinor([])).toBe(0);
    const count = [
      { faceMinor: 10_000, pieces: 7 },
      { faceMinor: 100, pieces: 38 },
      { faceMinor: 10, pieces: 0 },
      { faceMinor: 5, pieces: 20 },
    ];
    expect(countedCashMinor(count)).toBe(73_900);
  });

  test('counts the same in any order of its coins', () => {
    const kinds = fc.array(
      fc.record({ faceMinor: fc.integer({ min: 1, max: 100_000 }), pieces: fc.nat(10_000) }),
      {
        maxLength: 50,
      },
    );
    fc.assert(
      fc.property(kinds, (count) => {
        expect(countedCashMinor(count.toReversed())).toBe(countedCashMinor(count));
        const coins = count.map((kind) => countedCashMinor([kind]));
        expect(coins.reduce((sum, coin) => sum + coin, 0)).toBe(countedCashMinor(count));
      }),
      lawRuns,
    );
  });
});

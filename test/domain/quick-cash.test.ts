import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quickCash } from '../../domain/quick-cash.ts';

describe('quick cash', () => {
  it('rounds what is due up to the notes that people hand over', () => {
    expect(quickCash(53_50, 'CNY')).toEqual([55_00, 60_00, 100_00]);
    expect(quickCash(3_20, 'GBP')).toEqual([5_00, 10_00, 20_00]);
    expect(quickCash(27_35, 'GBP')).toEqual([30_00, 40_00, 50_00]);
    expect(quickCash(1_280, 'JPY')).toEqual([1_500, 2_000, 5_000]);
  });

  it('does not repeat the exact amount', () => {
    expect(quickCash(100_00, 'CNY')).not.toContain(100_00);
    expect(quickCash(20_00, 'EUR')).toEqual([50_00, 100_00]);
  });

  it('leaves small notes out of large amounts', () => {
    expect(quickCash(103_50, 'CNY')).toEqual([110_00, 120_00, 150_00]);
    expect(quickCash(1_035_00, 'GBP')).toEqual([1_050_00]);
  });

  it('suggests nothing where nothing is to be paid', () => {
    expect(quickCash(0, 'GBP')).toEqual([]);
    expect(quickCash(-5_00, 'GBP')).toEqual([]);
  });

  it('offers at most three amounts, all of them more than what is due, in rising order', () => {
    const currencies = fc.constantFrom('CNY', 'GBP', 'EUR', 'JPY', 'KRW', 'KWD', 'AUD');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000_000_000 }), currencies, (dueMinor, currency) => {
        const offered = quickCash(dueMinor, currency);
        expect(offered.length).toBeLessThanOrEqual(3);
        expect(offered).toEqual([...new Set(offered)].sort((a, b) => a - b));
        for (const amountMinor of offered) expect(amountMinor).toBeGreaterThan(dueMinor);
      }),
    );
  });
});

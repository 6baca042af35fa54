import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exemptAmount, taxAmount, taxRateOn, type TaxCategory } from '../../domain/tax.ts';
import { lawRuns, roundedQuotient } from './exact.ts';

const amounts = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });
const rates = fc.integer({ min: 0, max: 10_000 });

describe('the rate of a tax', () => {
  const vat: TaxCategory = {
    code: 'vat',
    name: 'VAT',
    isIncluded: true,
    rates: [
      { validFrom: '2008-12-01', rateBp: 1_500 },
      { validFrom: '2010-01-01', rateBp: 1_750 },
      { validFrom: '2011-01-04', rateBp: 2_000 },
    ],
  };

  test('changes with the business date that the law names', () => {
    const days = ['2009-12-31', '2010-01-01', '2011-01-03', '2011-01-04', '2026-06-12'];
    expect(days.map((day) => taxRateOn(vat, day))).toEqual([1_500, 1_750, 1_750, 2_000, 2_000]);
  });

  test('is the first one for everything before it', () => {
    expect(taxRateOn(vat, '1999-01-01')).toBe(1_500);
  });

  test('is nothing in a category that has none', () => {
    expect(taxRateOn({ ...vat, rates: [] }, '2026-06-12')).toBe(0);
  });
});

describe('the tax of an amount', () => {
  test('is inside a price that includes it', () => {
    expect(taxAmount(11_300, 1_300, true)).toEqual({ netMinor: 10_000, taxMinor: 1_300, totalMinor: 11_300 });
    expect(taxAmount(1_000, 2_000, true)).toEqual({ netMinor: 833, taxMinor: 167, totalMinor: 1_000 });
    expect(taxAmount(-1_000, 2_000, true)).toEqual({ netMinor: -833, taxMinor: -167, totalMinor: -1_000 });
  });

  test('comes on top of a price that does not', () => {
    expect(taxAmount(1_999, 825, false)).toEqual({ netMinor: 1_999, taxMinor: 165, totalMinor: 2_164 });
    expect(taxAmount(-200, 825, false)).toEqual({ netMinor: -200, taxMinor: -17, totalMinor: -217 });
  });

  test('rounds a half away from zero', () => {
    expect(taxAmount(10, 500, false).taxMinor).toBe(1);
    expect(taxAmount(-10, 500, false).taxMinor).toBe(-1);
  });

  test('is the exact share rounded once; net and tax are the total, and each has its sign', () => {
    fc.assert(
      fc.property(amounts, rates, fc.boolean(), (amount, rateBp, isIncluded) => {
        const { netMinor, taxMinor, totalMinor } = taxAmount(amount, rateBp, isIncluded);
        const base = isIncluded ? 10_000n + BigInt(rateBp) : 10_000n;
        expect(BigInt(taxMinor)).toBe(roundedQuotient(BigInt(amount) * BigInt(rateBp), base));
        expect(netMinor + taxMinor).toBe(totalMinor);
        expect(isIncluded ? totalMinor : netMinor).toBe(amount);
        expect(netMinor * amount >= 0 && taxMinor * amount >= 0).toBe(true);
      }),
      lawRuns,
    );
  });
});

describe('an exempt customer', () => {
  test('pays no tax on top, and the net of a price that includes it', () => {
    expect(exemptAmount(1_999, 825, false)).toEqual({ netMinor: 1_999, taxMinor: 0, totalMinor: 1_999 });
    expect(exemptAmount(11_300, 1_300, true)).toEqual({ netMinor: 10_000, taxMinor: 0, totalMinor: 10_000 });
  });

  test('pays the net that everyone else pays', () => {
    fc.assert(
      fc.property(amounts, rates, fc.boolean(), (amount, rateBp, isIncluded) => {
        const { netMinor } = taxAmount(amount, rateBp, isIncluded);
        expect(exemptAmount(amount, rateBp, isIncluded)).toEqual({
          netMinor,
          taxMinor: 0,
          totalMinor: netMinor,
        });
      }),
      lawRuns,
    );
  });
});

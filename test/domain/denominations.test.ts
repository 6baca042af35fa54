import { describe, expect, it } from 'vitest';
import { isCurrency } from '../../domain/currency.ts';
import { denominationsOf } from '../../domain/denominations.ts';

const known =
  'AUD CAD CHF CNY CZK DKK EUR GBP HKD IDR INR JPY KRW MYR NOK NZD PLN SEK SGD THB TWD USD VND'.split(' ');
const others = ['BRL', 'KWD', 'HUF', 'ZAR', 'ISK', 'TND'];

function faces(currency: string, kind: 'note' | 'coin'): number[] {
  return denominationsOf(currency)
    .filter((denomination) => denomination.kind === kind)
    .map(({ faceMinor }) => faceMinor);
}

describe('denominations', () => {
  it('are those of the currency, in minor units', () => {
    expect(faces('GBP', 'note')).toEqual([50_00, 20_00, 10_00, 5_00]);
    expect(faces('GBP', 'coin')).toEqual([2_00, 1_00, 50, 20, 10, 5, 2, 1]);
    expect(faces('CNY', 'coin')).toEqual([1_00, 50, 10]);
    expect(faces('JPY', 'note')).toEqual([10_000, 5_000, 2_000, 1_000]);
    expect(faces('JPY', 'coin')).toEqual([500, 100, 50, 10, 5, 1]);
  });

  it('keep a face that is both a note and a coin as two', () => {
    expect(faces('CNY', 'note')).toContain(1_00);
    expect(faces('CNY', 'coin')).toContain(1_00);
    expect(faces('USD', 'coin')).toContain(1_00);
  });

  it('follow the series 1, 2, 5 where a currency is not known', () => {
    expect(faces('BRL', 'note')).toEqual([1_000_00, 500_00, 200_00, 100_00, 50_00, 20_00, 10_00, 5_00]);
    expect(faces('BRL', 'coin')).toEqual([2_00, 1_00, 50, 20, 10, 5, 2, 1]);
  });

  it.each([...known, ...others])(
    'of %s are whole minor units, each kind from the largest down, at most 50',
    (currency) => {
      expect(isCurrency(currency)).toBe(true);
      const denominations = denominationsOf(currency);
      expect(denominations.length).toBeGreaterThan(4);
      expect(denominations.length).toBeLessThanOrEqual(50);
      expect(denominations.every(({ faceMinor }) => Number.isSafeInteger(faceMinor) && faceMinor > 0)).toBe(
        true,
      );
      for (const kind of ['note', 'coin'] as const) {
        const listed = faces(currency, kind);
        expect(listed).toEqual([...new Set(listed)].sort((a, b) => b - a));
      }
    },
  );
});

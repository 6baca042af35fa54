import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  currencyDigits,
  decimalToScaled,
  isCurrency,
  minorToDecimal,
  scaledToDecimal,
} from '../../domain/currency.ts';
import { lawRuns } from './exact.ts';

describe('a currency', () => {
  test('is known by its code', () => {
    expect(['CNY', 'JPY', 'KWD', 'GBP'].every(isCurrency)).toBe(true);
    expect(['RMB', 'cny', '', 'XXXX', 'toString'].some(isCurrency)).toBe(false);
  });

  test('has as many decimals as shops count in, whatever the platform says', () => {
    const digits = ['CNY', 'USD', 'EUR', 'JPY', 'KRW', 'HUF', 'VND', 'IDR', 'KWD', 'BHD', 'TND'].map(
      currencyDigits,
    );
    expect(digits).toEqual([2, 2, 2, 0, 0, 0, 0, 0, 3, 3, 3]);
  });

  test('never has more decimals than a unit price', () => {
    expect(Math.max(...Intl.supportedValuesOf('currency').map(currencyDigits))).toBeLessThanOrEqual(4);
  });
});

describe('the decimal text of an integer', () => {
  test('shows amounts with all decimals of their currency', () => {
    expect(minorToDecimal(1_234, 2)).toBe('12.34');
    expect(minorToDecimal(-5, 2)).toBe('-0.05');
    expect(minorToDecimal(0, 2)).toBe('0.00');
    expect(minorToDecimal(-0, 2)).toBe('0.00');
    expect(minorToDecimal(1_234, 0)).toBe('1234');
    expect(minorToDecimal(1_234, 3)).toBe('1.234');
    expect(minorToDecimal(Number.MAX_SAFE_INTEGER, 2)).toBe('90071992547409.91');
  });

  test('cuts the zeros of a unit price or quantity that say nothing', () => {
    expect(scaledToDecimal(10, 4, 2)).toBe('0.001');
    expect(scaledToDecimal(69_500, 4, 2)).toBe('6.95');
    expect(scaledToDecimal(70_000, 4, 2)).toBe('7.00');
    expect(scaledToDecimal(2_000, 3, 0)).toBe('2');
    expect(scaledToDecimal(-735, 3, 0)).toBe('-0.735');
  });
});

describe('reading a decimal', () => {
  test('is exact, and takes zeros beyond the scale', () => {
    expect(decimalToScaled('12.5', 2)).toBe(1_250);
    expect(decimalToScaled(' 0.0010 ', 3)).toBe(1);
    expect(decimalToScaled('-3', 2)).toBe(-300);
    expect(decimalToScaled('007', 0)).toBe(7);
    expect(decimalToScaled('1.100', 1)).toBe(11);
    expect(Object.is(decimalToScaled('-0.00', 2), 0)).toBe(true);
    // 1.005 * 100 is 100.49999999999999 in floating point.
    expect(decimalToScaled('1.005', 3)).toBe(1_005);
    expect(decimalToScaled('90071992547409.91', 2)).toBe(Number.MAX_SAFE_INTEGER);
  });

  test('refuses what is no plain decimal, more decimals than the scale, and more than is exact', () => {
    const bad = [
      '',
      '.',
      '1.',
      '.5',
      '1,5',
      '1e3',
      '+1',
      '--1',
      '- 1',
      '0x10',
      '１２',
      'NaN',
      'Infinity',
      '1 2',
      '1.2.3',
    ];
    for (const text of bad) expect(decimalToScaled(text, 4), text).toBeNull();
    expect(decimalToScaled('0.001', 2)).toBeNull();
    expect(decimalToScaled('90071992547409.92', 2)).toBeNull();
    expect(decimalToScaled('9'.repeat(400), 2)).toBeNull();
    expect(decimalToScaled(`0.${'0'.repeat(400)}`, 2)).toBeNull();
  });

  test('gives back every integer that was written', () => {
    const scales = fc.integer({ min: 0, max: 4 });
    fc.assert(
      fc.property(fc.maxSafeInteger(), scales, scales, (value, scale, minimum) => {
        expect(decimalToScaled(scaledToDecimal(value, scale, Math.min(minimum, scale)), scale)).toBe(value);
      }),
      lawRuns,
    );
  });

  test('never throws, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789.-+eEx, １²'.split('')), maxLength: 30 }),
        (text) => {
          const value = decimalToScaled(text, 2);
          expect(value === null || Number.isSafeInteger(value)).toBe(true);
        },
      ),
      lawRuns,
    );
  });
});

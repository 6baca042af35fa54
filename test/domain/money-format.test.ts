import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currencyDigits, minorToDecimal } from '../../domain/currency.ts';
import { formatMoney, formatUnitPrice } from '../../domain/money-format.ts';
import { lawRuns } from './exact.ts';

describe('money as people read it', () => {
  test('has the sign of its currency and as many decimals as it', () => {
    expect(formatMoney(123_456, 'CNY', 'zh-CN')).toBe('¥1,234.56');
    expect(formatMoney(123_456, 'CNY', 'en')).toBe('¥1,234.56');
    expect(formatMoney(-500, 'GBP', 'en')).toBe('-£5.00');
    expect(formatMoney(1_234, 'JPY', 'zh-CN')).toBe('¥1,234');
    expect(formatMoney(1_234, 'JPY', 'en')).toBe('¥1,234');
    expect(formatMoney(1_234, 'KWD', 'en')).toMatch(/^KWD\s1\.234$/);
  });

  test('is exact where a floating point number is not', () => {
    expect(formatMoney(Number.MAX_SAFE_INTEGER, 'CNY', 'zh-CN')).toBe('¥90,071,992,547,409.91');
    expect(formatMoney(Number.MAX_SAFE_INTEGER, 'KWD', 'en')).toMatch(/9,007,199,254,740\.991$/);
  });

  test('keeps every digit of every amount', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.constantFrom('CNY', 'JPY', 'KWD', 'HUF'),
        fc.constantFrom('en' as const, 'zh-CN' as const),
        (amount, currency, language) => {
          const shown = formatMoney(amount, currency, language).replace(/[^\d.-]/g, '');
          expect(shown).toBe(minorToDecimal(amount, currencyDigits(currency)));
        },
      ),
      lawRuns,
    );
  });
});

describe('a unit price as people read it', () => {
  test('shows up to four decimals where it has them, and never fewer than its currency', () => {
    expect(formatUnitPrice(10, 'GBP', 'en')).toBe('£0.001');
    expect(formatUnitPrice(69_500, 'GBP', 'en')).toBe('£6.95');
    expect(formatUnitPrice(70_000, 'CNY', 'zh-CN')).toBe('¥7.00');
    expect(formatUnitPrice(12_345, 'CNY', 'zh-CN')).toBe('¥1.2345');
    expect(formatUnitPrice(1_980_000, 'JPY', 'en')).toBe('¥198');
    expect(formatUnitPrice(1_985_000, 'JPY', 'en')).toBe('¥198.5');
  });
});

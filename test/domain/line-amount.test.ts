import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BASKET_MAX_LINES } from '../../domain/basket.ts';
import {
  isLineAmountInRange,
  LINE_AMOUNT_MAX_MINOR,
  lineAmountMinor,
  lineResidualE7,
  QUANTITY_MAX_THOUSANDTHS,
  UNIT_PRICE_MAX_E4,
  unitPriceFromMinor,
} from '../../domain/line-amount.ts';
import { lawRuns, roundedQuotient } from './exact.ts';

const unitsPerMinor = { JPY: 10_000_000n, CNY: 100_000n, KWD: 10_000n } as const;
type Sample = keyof typeof unitsPerMinor;
const currencies = fc.constantFrom<Sample[]>('JPY', 'CNY', 'KWD');
const prices = fc.integer({ min: 0, max: UNIT_PRICE_MAX_E4 });
const quantities = fc.integer({ min: -QUANTITY_MAX_THOUSANDTHS, max: QUANTITY_MAX_THOUSANDTHS });

describe('the amount of a line', () => {
  test('is price times quantity in the minor units of the currency', () => {
    expect(lineAmountMinor(69_500, 3_000, 'GBP')).toBe(2_085);
    expect(lineAmountMinor(1_980_000, 2_000, 'JPY')).toBe(396);
    expect(lineAmountMinor(12_345, 1_000, 'KWD')).toBe(1_235);
  });

  test('is rounded once, half away from zero, on sales and returns alike', () => {
    expect(lineAmountMinor(10, 5_000, 'GBP')).toBe(1);
    expect(lineAmountMinor(10, 4_000, 'GBP')).toBe(0);
    expect(lineAmountMinor(10, -5_000, 'GBP')).toBe(-1);
    expect(lineAmountMinor(89_800, 735, 'CNY')).toBe(660);
  });

  test('is the exact product rounded once, and what rounding took is kept to the last 1/10^7', () => {
    fc.assert(
      fc.property(prices, quantities, currencies, (price, quantity, currency) => {
        const product = BigInt(price) * BigInt(quantity);
        const exact = roundedQuotient(product, unitsPerMinor[currency]);
        if (!Number.isSafeInteger(Number(exact))) return;
        expect(BigInt(lineAmountMinor(price, quantity, currency))).toBe(exact);
        const residual = lineResidualE7(price, quantity, currency);
        expect(exact * unitsPerMinor[currency] + BigInt(residual)).toBe(product);
      }),
      lawRuns,
    );
  });

  test('is within limits that keep a full basket of such lines, doubled by tax, a safe integer', () => {
    expect(Number.isSafeInteger(LINE_AMOUNT_MAX_MINOR * BASKET_MAX_LINES * 2)).toBe(true);
    expect(isLineAmountInRange(UNIT_PRICE_MAX_E4, QUANTITY_MAX_THOUSANDTHS, 'CNY')).toBe(false);
    expect(isLineAmountInRange(UNIT_PRICE_MAX_E4, 10_000, 'CNY')).toBe(true);
    expect(isLineAmountInRange(UNIT_PRICE_MAX_E4, 10_001, 'CNY')).toBe(false);
    fc.assert(
      fc.property(prices, quantities.map(Math.abs), currencies, (price, quantity, currency) => {
        const exact = BigInt(price) * BigInt(quantity);
        const isInRange = exact <= BigInt(LINE_AMOUNT_MAX_MINOR) * unitsPerMinor[currency];
        expect(isLineAmountInRange(price, quantity, currency)).toBe(isInRange);
      }),
      lawRuns,
    );
  });

  test('of one piece at the price of an amount is that amount', () => {
    expect(unitPriceFromMinor(695, 'GBP')).toBe(69_500);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), currencies, (amount, currency) => {
        expect(lineAmountMinor(unitPriceFromMinor(amount, currency), 1_000, currency)).toBe(amount);
      }),
      lawRuns,
    );
  });
});

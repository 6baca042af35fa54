import { describe, expect, test } from 'vitest';
import { QUANTITY_MAX_THOUSANDTHS, UNIT_PRICE_MAX_E4 } from '../../domain/line-amount.ts';
import { quantityFault, quantityText, unitPriceFault } from '../../domain/quantity.ts';

describe('a quantity', () => {
  test('is good above zero and up to its limit: whole pieces, or grams', () => {
    expect(quantityFault(1_000, 'each', 'cola')).toBeNull();
    expect(quantityFault(1, 'kg', 'apples')).toBeNull();
    expect(quantityFault(QUANTITY_MAX_THOUSANDTHS, 'each', 'cola')).toBeNull();
  });

  test('is refused with what was given: nothing, less, too much, or no number', () => {
    const refused = [0, -1_000, QUANTITY_MAX_THOUSANDTHS + 1, 10 ** 15, NaN, Infinity, 0.5].map((quantity) =>
      quantityFault(quantity, 'kg', 'apples'),
    );
    expect(refused).toEqual(
      ['0', '-1', '1000000.001', '1000000000000', 'NaN', 'Infinity', '0.5'].map((quantity) => ({
        code: 'quantity-invalid',
        quantity,
      })),
    );
  });

  test('of pieces is refused where it splits one, with the name of the article', () => {
    expect(quantityFault(1_500, 'each', 'cola')).toEqual({ code: 'quantity-not-whole', name: 'cola' });
  });

  test('reads as people write it', () => {
    expect([2_000, 735, 1_250, -500].map(quantityText)).toEqual(['2', '0.735', '1.25', '-0.5']);
  });
});

describe('a unit price', () => {
  test('is good from zero, a gift, up to its limit', () => {
    expect([0, 1, UNIT_PRICE_MAX_E4].map(unitPriceFault)).toEqual([null, null, null]);
  });

  test('is refused below zero, above its limit, and where it is no number', () => {
    const refused = [-10_000, UNIT_PRICE_MAX_E4 + 1, NaN, 0.5].map(unitPriceFault);
    expect(refused).toEqual(
      ['-1.00', '1000000000.0001', 'NaN', '0.5'].map((price) => ({ code: 'price-invalid', price })),
    );
  });
});

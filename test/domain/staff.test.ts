import { describe, expect, test } from 'vitest';
import { isWithinRole, PIN_PATTERN, rights, type Role } from '../../domain/staff.ts';

const cashier: Role = {
  code: 'cashier',
  name: 'Cashier',
  rights: [
    'sell',
    'line-discount',
    'basket-discount',
    'price-override',
    'refund-without-receipt',
    'cash-move',
  ],
  discountMaxBp: 1_000,
  priceOverrideMaxBp: 500,
  refundWithoutReceiptMaxMinor: 5_000,
  cashMoveMaxMinor: 20_000,
};

describe('a role', () => {
  test('has the rights that it names and no other', () => {
    expect(rights.filter((right) => isWithinRole(cashier, right))).toEqual(
      rights.filter((right) => cashier.rights.includes(right)),
    );
  });

  test('gives discounts and prices by hand up to its limit', () => {
    for (const [right, max] of [
      ['line-discount', 1_000],
      ['basket-discount', 1_000],
      ['price-override', 500],
    ] as const) {
      expect(isWithinRole(cashier, right, { bp: max })).toBe(true);
      expect(isWithinRole(cashier, right, { bp: max + 1 })).toBe(false);
    }
  });

  test('moves and gives back money up to its limit, whichever way the amount is signed', () => {
    for (const [right, max] of [
      ['refund-without-receipt', 5_000],
      ['cash-move', 20_000],
    ] as const) {
      for (const sign of [1, -1]) {
        expect(isWithinRole(cashier, right, { amountMinor: sign * max })).toBe(true);
        expect(isWithinRole(cashier, right, { amountMinor: sign * (max + 1) })).toBe(false);
      }
    }
  });

  test('is not limited in a right that has no measure', () => {
    expect(isWithinRole(cashier, 'sell', { bp: 10_000, amountMinor: 10 ** 12 })).toBe(true);
  });

  test('without a right has none of it, however little is asked', () => {
    const none = { ...cashier, rights: [] };
    expect(rights.some((right) => isWithinRole(none, right, { bp: 0, amountMinor: 0 }))).toBe(false);
  });
});

describe('a PIN', () => {
  test('is four to eight digits and nothing else', () => {
    expect(['0000', '1234', '12345678'].every((pin) => PIN_PATTERN.test(pin))).toBe(true);
    const bad = ['', '123', '123456789', '12a4', ' 1234', '1234\n', '１２３４'];
    expect(bad.some((pin) => PIN_PATTERN.test(pin))).toBe(false);
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takeSnapshot } from '../../../register/snapshot.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import {
  holdBasket,
  setBasketDiscount,
  setTaxExempt,
  voidBasket,
} from '../../../register/use-cases/change-basket.ts';
import {
  setLineDiscount,
  setNote,
  setPrice,
  setQuantity,
  voidLine,
} from '../../../register/use-cases/change-lines.ts';
import { beginCheckout } from '../../../register/use-cases/checkout.ts';

import {
  codeOf,
  errorOf,
  expectBooksHold,
  factsOf,
  lineAt,
  manager,
  okOf,
  openSellingTill,
  payAll,
  type TestTill,
} from '../till.ts';

let till: TestTill;
beforeEach(() => {
  till = openSellingTill();
});
afterEach(() => {
  expectBooksHold(till.register);
  till.remove();
});

const byManager = { staffCode: manager.code, pin: manager.pin };

function total(): number {
  return takeSnapshot(till.register).basket?.totalMinor ?? 0;
}

describe('changing a line', () => {
  beforeEach(() => {
    okOf(addArticle(till.register, 'book', { quantityThousandths: 2_000 }));
  });

  test('that is not there is refused', () => {
    expect(codeOf(setQuantity(till.register, 'none', 1_000))).toBe('line-unknown');
    payAll(till.register);
    expect(codeOf(setQuantity(till.register, 'none', 1_000))).toBe('basket-empty');
  });

  test('sets its quantity within the same limits as adding', () => {
    const { id } = lineAt(till.register, 0);
    okOf(setQuantity(till.register, id, 5_000));
    expect(total()).toBe(5_000);
    expect(codeOf(setQuantity(till.register, id, 1_500))).toBe('quantity-not-whole');
    expect(codeOf(setQuantity(till.register, id, 0))).toBe('quantity-invalid');
    expect(codeOf(setQuantity(till.register, id, 1_000_000_001))).toBe('quantity-invalid');
  });

  test('sets a price by right, never below the floor, and keeps who allowed it', () => {
    const { id } = lineAt(till.register, 0);
    expect(codeOf(setPrice(till.register, id, 90_000))).toBe('approval-needed');
    okOf(setPrice(till.register, id, 90_000, { ...byManager, reason: 'shelf label' }));
    expect(codeOf(setPrice(till.register, id, 79_999, byManager))).toBe('price-below-floor');
    expect(codeOf(setPrice(till.register, id, -10_000, byManager))).toBe('price-invalid');
    expect(factsOf(till.register, 'override.made')).toMatchObject([
      { kind: 'price', beforeMinor: 2_000, afterMinor: 1_800, authorization: { reason: 'shelf label' } },
    ]);
    expect(total()).toBe(1_800);
  });

  test('gives a discount within the limit of whoever gives it, measured on the line', () => {
    const { id } = lineAt(till.register, 0);
    okOf(setLineDiscount(till.register, id, { rateBp: 1_000 }));
    expect(total()).toBe(1_800);
    expect(codeOf(setLineDiscount(till.register, id, { rateBp: 1_001 }))).toBe('approval-needed');
    expect(codeOf(setLineDiscount(till.register, id, { amountMinor: 201 }))).toBe('approval-needed');
    okOf(setLineDiscount(till.register, id, { amountMinor: 200 }));
    okOf(setLineDiscount(till.register, id, null));
    expect(total()).toBe(2_000);
  });

  test.each([
    { rateBp: 0 },
    { rateBp: -1 },
    { rateBp: 10_001 },
    { rateBp: 0.5 },
    { amountMinor: 0 },
    { amountMinor: 2_001 },
    { amountMinor: Number.NaN },
  ])('refuses %o as a discount', (discount) => {
    expect(codeOf(setLineDiscount(till.register, lineAt(till.register, 0).id, discount, byManager))).toBe(
      'discount-invalid',
    );
    expect(codeOf(setBasketDiscount(till.register, discount, byManager))).toBe('discount-invalid');
  });

  test('never goes below the floor by discount, by price under a discount, or by quantity under an amount off', () => {
    const { id } = lineAt(till.register, 0);
    expect(codeOf(setLineDiscount(till.register, id, { rateBp: 2_030 }, byManager))).toBe(
      'price-below-floor',
    );
    okOf(setLineDiscount(till.register, id, { rateBp: 2_000 }, byManager));
    expect(codeOf(setPrice(till.register, id, 99_000, byManager))).toBe('price-below-floor');
    okOf(setLineDiscount(till.register, id, { amountMinor: 400 }, byManager));
    expect(codeOf(setQuantity(till.register, id, 1_000))).toBe('price-below-floor');
  });

  test('does not stretch an amount off over what was allowed when the quantity falls', () => {
    okOf(addArticle(till.register, 'crisps', { quantityThousandths: 10_000 }));
    const { id } = lineAt(till.register, -1);
    okOf(setLineDiscount(till.register, id, { amountMinor: 125 }));
    expect(errorOf(setQuantity(till.register, id, 1_000), 'discount-outgrown')).toMatchObject({
      name: 'Crisps',
    });
    okOf(setQuantity(till.register, id, 20_000));
    okOf(setLineDiscount(till.register, id, null));
    okOf(setQuantity(till.register, id, 1_000));
  });

  test('notes something of at most 200 characters on it', () => {
    const { id } = lineAt(till.register, 0);
    okOf(setNote(till.register, id, '  gift '));
    expect(lineAt(till.register, 0).note).toBe('gift');
    expect(errorOf(setNote(till.register, id, 'x'.repeat(201)), 'text-too-long')).toMatchObject({
      field: 'note',
    });
    okOf(setNote(till.register, id, ' '));
    expect(lineAt(till.register, 0).note).toBeNull();
  });

  test('is refused once checkout has begun', () => {
    const { id } = lineAt(till.register, 0);
    okOf(beginCheckout(till.register));
    for (const refused of [
      addArticle(till.register, 'crisps'),
      setQuantity(till.register, id, 1_000),
      setPrice(till.register, id, 90_000, byManager),
      voidLine(till.register, id),
      setBasketDiscount(till.register, { rateBp: 100 }),
      setTaxExempt(till.register, 'embassy', byManager),
      holdBasket(till.register, null),
      voidBasket(till.register, { reason: 'left' }),
      beginCheckout(till.register),
    ]) {
      expect(codeOf(refused)).toBe('basket-in-checkout');
    }
  });
});

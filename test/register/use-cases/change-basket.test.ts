import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takeSnapshot } from '../../../register/snapshot.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import {
  holdBasket,
  listHeld,
  recallBasket,
  setBasketDiscount,
  setTaxExempt,
  voidBasket,
} from '../../../register/use-cases/change-basket.ts';
import { setLineDiscount, voidLine } from '../../../register/use-cases/change-lines.ts';
import { beginCheckout } from '../../../register/use-cases/checkout.ts';
import { closeShift } from '../../../register/use-cases/close-shift.ts';
import {
  basketOf,
  cashier,
  codeOf,
  errorOf,
  expectBooksHold,
  factsOf,
  lineAt,
  manager,
  okOf,
  openSellingTill,
  payAll,
  setSection,
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

describe('the whole sale', () => {
  test('takes a discount within the limit, shared over its lines', () => {
    okOf(addArticle(till.register, 'crisps', { quantityThousandths: 3_000 }));
    okOf(addArticle(till.register, 'flowers', { unitPriceE4: 100_000 }));
    expect(codeOf(setBasketDiscount(till.register, { rateBp: 1_000 }))).toBe('approval-needed');
    const snapshot = okOf(setBasketDiscount(till.register, { rateBp: 1_000 }, byManager));
    expect(snapshot.basket!.basketDiscountMinor).toBe(138);
    expect(snapshot.basket!.lines.reduce((sum, line) => sum + line.basketDiscountMinor, 0)).toBe(138);
    expect(total()).toBe(1_237);
    expect(okOf(setBasketDiscount(till.register, null)).basket!.totalMinor).toBe(1_375);
  });

  test('is not discounted below the floors of its articles', () => {
    okOf(addArticle(till.register, 'book', { quantityThousandths: 2_000 }));
    okOf(addArticle(till.register, 'crisps'));
    expect(okOf(setBasketDiscount(till.register, { rateBp: 10_000 }, byManager)).basket!.totalMinor).toBe(
      1_600,
    );
  });

  test('does not keep an amount off that is more than was allowed for what is left in it', () => {
    okOf(addArticle(till.register, 'flowers', { unitPriceE4: 1_000_000 }));
    okOf(addArticle(till.register, 'crisps'));
    setSection(till.register, 'roles', [
      ...till.register.settings.roles.filter(({ code }) => code !== 'cashier'),
      {
        ...till.register.settings.roles.find(({ code }) => code === 'cashier')!,
        rights: ['line-void', 'basket-discount'],
      },
    ]);
    okOf(setBasketDiscount(till.register, { amountMinor: 1_000 }));
    okOf(voidLine(till.register, lineAt(till.register, 0).id));
    expect(codeOf(beginCheckout(till.register))).toBe('basket-discount-outgrown');
    okOf(setBasketDiscount(till.register, { amountMinor: 12 }));
    okOf(beginCheckout(till.register));
  });

  test('is sold without tax by right and with the exemption’s number', () => {
    okOf(addArticle(till.register, 'crisps', { quantityThousandths: 2_000 }));
    expect(codeOf(setTaxExempt(till.register, 'D-7'))).toBe('approval-needed');
    expect(codeOf(setTaxExempt(till.register, ' ', byManager))).toBe('reason-missing');
    const exempt = okOf(setTaxExempt(till.register, 'D-7', byManager));
    expect(exempt.basket).toMatchObject({ totalMinor: 208, taxMinor: 0, netMinor: 208 });
    expect(factsOf(till.register, 'override.made')).toMatchObject([
      { kind: 'tax-exempt', authorization: { reason: 'D-7' } },
    ]);
    expect(okOf(setTaxExempt(till.register, null)).basket!.totalMinor).toBe(250);
  });

  test('is voided with a reason, which the journal keeps with what was in it', () => {
    okOf(addArticle(till.register, 'cola'));
    expect(codeOf(voidBasket(till.register, {}))).toBe('reason-missing');
    expect(okOf(voidBasket(till.register, { reason: 'walked out' })).basket).toBeNull();
    expect(factsOf(till.register, 'basket.voided')).toMatchObject([
      { lineCount: 2, totalMinor: 122, authorization: { reason: 'walked out' } },
    ]);
    expect(codeOf(voidBasket(till.register, { reason: 'again' }))).toBe('basket-empty');
  });
});

describe('a held sale', () => {
  test('comes back whole after a restart, and others are rung meanwhile', () => {
    okOf(addArticle(till.register, 'cola', { quantityThousandths: 2_000 }));
    okOf(setLineDiscount(till.register, lineAt(till.register, 0).id, { rateBp: 500 }));
    const before = basketOf(till.register);
    const shown = takeSnapshot(till.register).basket!;
    const aside = okOf(holdBasket(till.register, ' red coat '));
    expect(aside).toMatchObject({ basket: null, heldCount: 1, held: [{ id: before.id, label: 'red coat' }] });
    okOf(addArticle(till.register, 'crisps'));
    payAll(till.register);
    const register = till.reopen();
    expect(listHeld(register)).toMatchObject([
      { label: 'red coat', lineCount: 2, totalMinor: shown.totalMinor },
    ]);
    const recalled = okOf(recallBasket(register, before.id));
    expect(recalled).toMatchObject({ basket: { ...shown, label: 'red coat' }, heldCount: 0, held: [] });
    expect(basketOf(register)).toEqual({ ...before, label: 'red coat' });
    expect(codeOf(recallBasket(register, before.id))).toBe('basket-not-empty');
    payAll(register);
    expect(codeOf(recallBasket(register, before.id))).toBe('basket-unknown');
  });

  test('survives the closing of the shift, and needs one to come back', () => {
    okOf(addArticle(till.register, 'crisps'));
    const { id } = basketOf(till.register);
    okOf(holdBasket(till.register, null));
    expect(okOf(closeShift(till.register, { countedMinor: 10_000 })).heldBasketCount).toBe(1);
    expect(codeOf(recallBasket(till.register, id))).toBe('shift-not-open');
  });

  test('has a label of at most 200 characters, and there are at most 100', () => {
    okOf(addArticle(till.register, 'crisps'));
    expect(errorOf(holdBasket(till.register, 'x'.repeat(201)), 'text-too-long')).toMatchObject({
      field: 'label',
    });
    for (let held = 0; held < 100; held += 1) {
      okOf(addArticle(till.register, 'crisps'));
      okOf(holdBasket(till.register, String(held)));
    }
    okOf(addArticle(till.register, 'crisps'));
    expect(errorOf(holdBasket(till.register, null), 'held-full')).toMatchObject({ max: 100 });
  });
});

test('a sale on the counter is as it was after a restart, and cashiers differ only in name', () => {
  okOf(addArticle(till.register, 'apples', { quantityThousandths: 735 }));
  const before = basketOf(till.register);
  expect(till.register.session?.member.code).toBe(cashier.code);
  const register = till.reopen();
  expect(register.session).toBeNull();
  expect(basketOf(register)).toEqual(before);
});

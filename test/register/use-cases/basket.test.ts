import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takeSnapshot } from '../../../register/snapshot.ts';
import { addArticle, addDepartmentSale, addLines, emptyLine } from '../../../register/use-cases/add-lines.ts';
import {
  holdBasket,
  listHeld,
  recallBasket,
  setBasketDiscount,
  setTaxExempt,
  voidBasket,
} from '../../../register/use-cases/change-basket.ts';
import { setLineDiscount, setNote, setPrice, setQuantity, voidLine } from '../../../register/use-cases/change-lines.ts';
import { beginCheckout } from '../../../register/use-cases/checkout.ts';
import { closeShift } from '../../../register/use-cases/shifts.ts';
import {
  basketOf,
  cashier,
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
  return takeSnapshot(till.register).priced?.totalMinor ?? 0;
}

describe('adding an article', () => {
  test('opens a sale with its price, tax and name', () => {
    const snapshot = okOf(addArticle(till.register, 'crisps', { quantityThousandths: 3_000 }));
    expect(snapshot.priced).toMatchObject({ totalMinor: 375, taxMinor: 63, netMinor: 312 });
    expect(lineAt(till.register, 0)).toMatchObject({ name: 'Crisps', quantityThousandths: 3_000, listPriceE4: 12_500 });
    expect(snapshot.touchedLineId).toBe(lineAt(till.register, 0).id);
  });

  test('needs a shift', () => {
    okOf(closeShift(till.register, { countedMinor: 10_000 }));
    errorOf(addArticle(till.register, 'crisps'), 'shift-not-open');
  });

  test('refuses one that is unknown or not sold any more', () => {
    errorOf(addArticle(till.register, 'nothing'), 'article-unknown');
    errorOf(addArticle(till.register, 'gone'), 'article-unknown');
  });

  test.each([0, -1_000, 1.5, Number.NaN, 10 ** 12 * 1_000, Number.MAX_VALUE])('refuses a quantity of %d thousandths', (quantity) => {
    errorOf(addArticle(till.register, 'crisps', { quantityThousandths: quantity }), 'quantity-invalid');
    expect(takeSnapshot(till.register).basket).toBeNull();
  });

  test('refuses part of a piece', () => {
    errorOf(addArticle(till.register, 'crisps', { quantityThousandths: 1_500 }), 'quantity-not-whole');
  });

  test('takes what the counter was asked: weight less tare, price, age', () => {
    errorOf(addArticle(till.register, 'apples'), 'article-needs-weight');
    okOf(addArticle(till.register, 'apples', { quantityThousandths: 1_235, tareGrams: 20 }));
    expect(lineAt(till.register, -1)).toMatchObject({ quantityThousandths: 1_215, tareGrams: 20 });
    for (const tareGrams of [1_235, 2_000, -1, 0.5]) {
      errorOf(addArticle(till.register, 'apples', { quantityThousandths: 1_235, tareGrams }), 'tare-exceeds-weight');
    }
    errorOf(addArticle(till.register, 'flowers'), 'article-needs-price');
    okOf(addArticle(till.register, 'flowers', { unitPriceE4: 45_000 }));
    errorOf(addArticle(till.register, 'gin'), 'article-needs-age');
    expect(errorOf(addArticle(till.register, 'gin', { confirmedAge: 17 }), 'article-needs-age')).toMatchObject({ age: 18 });
    okOf(addArticle(till.register, 'gin', { confirmedAge: 18 }));
    expect(lineAt(till.register, -1).confirmedAge).toBe(18);
  });

  test.each([-10_000, 0.5, 10_000_000 * 10_000 + 1, Number.NaN])('refuses a price of %d', (unitPriceE4) => {
    errorOf(addArticle(till.register, 'flowers', { unitPriceE4 }), 'price-invalid');
    errorOf(addDepartmentSale(till.register, { department: 'general', unitPriceE4 }), 'price-invalid');
  });

  test('does not let a price be typed where the article has one, which would change it without the right', () => {
    errorOf(addArticle(till.register, 'crisps', { unitPriceE4: 100 }), 'article-has-price');
    errorOf(addArticle(till.register, 'crisps', { unitPriceE4: 0 }), 'article-has-price');
    okOf(addArticle(till.register, 'crisps', { unitPriceE4: 12_500 }));
  });

  test('brings its deposit along, which follows its quantity and goes with it', () => {
    okOf(addArticle(till.register, 'cola', { quantityThousandths: 2_000 }));
    const [cola, bottle] = basketOf(till.register).lines;
    expect(bottle).toMatchObject({ articleCode: 'bottle', quantityThousandths: 2_000, linkedTo: cola!.id });
    okOf(setQuantity(till.register, cola!.id, 6_000));
    expect(lineAt(till.register, 1).quantityThousandths).toBe(6_000);
    errorOf(setQuantity(till.register, bottle!.id, 1_000), 'line-linked');
    errorOf(voidLine(till.register, bottle!.id), 'line-linked');
    expect(okOf(voidLine(till.register, cola!.id)).basket).toBeNull();
    expect(factsOf(till.register, 'line.voided')).toMatchObject([{ articleCode: 'cola', totalMinor: 733 }]);
  });

  test('under a department takes its tax and age', () => {
    const sale = { department: 'spirits', unitPriceE4: 120_000, name: 'Odd bottle', barcode: '123' };
    errorOf(addDepartmentSale(till.register, { ...sale, department: 'toys' }), 'department-unknown');
    errorOf(addDepartmentSale(till.register, sale), 'article-needs-age');
    errorOf(addDepartmentSale(till.register, { ...sale, confirmedAge: 18, quantityThousandths: 500 }), 'quantity-not-whole');
    okOf(addDepartmentSale(till.register, { ...sale, confirmedAge: 18 }));
    expect(lineAt(till.register, 0)).toMatchObject({ articleCode: null, name: 'Odd bottle', taxCode: 'vat', barcode: '123' });
  });

  test('stops at 1,000 lines, all of a call or none', () => {
    const lines = (count: number) =>
      Array.from({ length: count }, () => ({
        ...emptyLine(till.register.newId()),
        name: 'x',
        department: 'general',
        taxCode: 'none',
        listPriceE4: 100,
      }));
    okOf(addLines(till.register, lines(998)));
    okOf(addArticle(till.register, 'crisps'));
    expect(errorOf(addArticle(till.register, 'cola'), 'basket-full')).toMatchObject({ max: 1_000 });
    expect(basketOf(till.register).lines).toHaveLength(999);
    okOf(addArticle(till.register, 'crisps'));
    errorOf(addArticle(till.register, 'crisps'), 'basket-full');
    expect(payAll(till.register).totalMinor).toBe(998 + 2 * 125);
  });
});

describe('changing a line', () => {
  beforeEach(() => {
    okOf(addArticle(till.register, 'book', { quantityThousandths: 2_000 }));
  });

  test('that is not there is refused', () => {
    errorOf(setQuantity(till.register, 'none', 1_000), 'line-unknown');
    payAll(till.register);
    errorOf(setQuantity(till.register, 'none', 1_000), 'basket-empty');
  });

  test('sets its quantity within the same limits as adding', () => {
    const { id } = lineAt(till.register, 0);
    okOf(setQuantity(till.register, id, 5_000));
    expect(total()).toBe(5_000);
    errorOf(setQuantity(till.register, id, 1_500), 'quantity-not-whole');
    errorOf(setQuantity(till.register, id, 0), 'quantity-invalid');
    errorOf(setQuantity(till.register, id, 1_000_000_001), 'quantity-invalid');
  });

  test('sets a price by right, never below the floor, and keeps who allowed it', () => {
    const { id } = lineAt(till.register, 0);
    errorOf(setPrice(till.register, id, 90_000), 'approval-needed');
    okOf(setPrice(till.register, id, 90_000, { ...byManager, reason: 'shelf label' }));
    errorOf(setPrice(till.register, id, 79_999, byManager), 'price-below-floor');
    errorOf(setPrice(till.register, id, -10_000, byManager), 'price-invalid');
    expect(factsOf(till.register, 'override.made')).toMatchObject([
      { kind: 'price', beforeMinor: 2_000, afterMinor: 1_800, authorization: { reason: 'shelf label' } },
    ]);
    expect(total()).toBe(1_800);
  });

  test('gives a discount within the limit of whoever gives it, measured on the line', () => {
    const { id } = lineAt(till.register, 0);
    okOf(setLineDiscount(till.register, id, { rateBp: 1_000 }));
    expect(total()).toBe(1_800);
    errorOf(setLineDiscount(till.register, id, { rateBp: 1_001 }), 'approval-needed');
    errorOf(setLineDiscount(till.register, id, { amountMinor: 201 }), 'approval-needed');
    okOf(setLineDiscount(till.register, id, { amountMinor: 200 }));
    okOf(setLineDiscount(till.register, id, null));
    expect(total()).toBe(2_000);
  });

  test.each([{ rateBp: 0 }, { rateBp: -1 }, { rateBp: 10_001 }, { rateBp: 0.5 }, { amountMinor: 0 }, { amountMinor: 2_001 }, { amountMinor: Number.NaN }])(
    'refuses %o as a discount',
    (discount) => {
      errorOf(setLineDiscount(till.register, lineAt(till.register, 0).id, discount, byManager), 'discount-invalid');
      errorOf(setBasketDiscount(till.register, discount, byManager), 'discount-invalid');
    },
  );

  test('never goes below the floor by discount, by price under a discount, or by quantity under an amount off', () => {
    const { id } = lineAt(till.register, 0);
    errorOf(setLineDiscount(till.register, id, { rateBp: 2_030 }, byManager), 'price-below-floor');
    okOf(setLineDiscount(till.register, id, { rateBp: 2_000 }, byManager));
    errorOf(setPrice(till.register, id, 99_000, byManager), 'price-below-floor');
    okOf(setLineDiscount(till.register, id, { amountMinor: 400 }, byManager));
    errorOf(setQuantity(till.register, id, 1_000), 'price-below-floor');
  });

  test('does not stretch an amount off over what was allowed when the quantity falls', () => {
    okOf(addArticle(till.register, 'crisps', { quantityThousandths: 10_000 }));
    const { id } = lineAt(till.register, -1);
    okOf(setLineDiscount(till.register, id, { amountMinor: 125 }));
    expect(errorOf(setQuantity(till.register, id, 1_000), 'discount-outgrown')).toMatchObject({ name: 'Crisps' });
    okOf(setQuantity(till.register, id, 20_000));
    okOf(setLineDiscount(till.register, id, null));
    okOf(setQuantity(till.register, id, 1_000));
  });

  test('notes something of at most 200 characters on it', () => {
    const { id } = lineAt(till.register, 0);
    okOf(setNote(till.register, id, '  gift '));
    expect(lineAt(till.register, 0).note).toBe('gift');
    expect(errorOf(setNote(till.register, id, 'x'.repeat(201)), 'text-too-long')).toMatchObject({ field: 'note' });
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
      errorOf(refused, 'basket-in-checkout');
    }
  });
});

describe('the whole sale', () => {
  test('takes a discount within the limit, shared over its lines', () => {
    okOf(addArticle(till.register, 'crisps', { quantityThousandths: 3_000 }));
    okOf(addArticle(till.register, 'flowers', { unitPriceE4: 100_000 }));
    errorOf(setBasketDiscount(till.register, { rateBp: 1_000 }), 'approval-needed');
    const snapshot = okOf(setBasketDiscount(till.register, { rateBp: 1_000 }, byManager));
    expect(snapshot.priced!.basketDiscountMinor).toBe(138);
    expect(snapshot.priced!.lines.reduce((sum, line) => sum + line.basketDiscountMinor, 0)).toBe(138);
    expect(total()).toBe(1_237);
    expect(okOf(setBasketDiscount(till.register, null)).priced!.totalMinor).toBe(1_375);
  });

  test('is not discounted below the floors of its articles', () => {
    okOf(addArticle(till.register, 'book', { quantityThousandths: 2_000 }));
    okOf(addArticle(till.register, 'crisps'));
    expect(okOf(setBasketDiscount(till.register, { rateBp: 10_000 }, byManager)).priced!.totalMinor).toBe(1_600);
  });

  test('does not keep an amount off that is more than was allowed for what is left in it', () => {
    okOf(addArticle(till.register, 'flowers', { unitPriceE4: 1_000_000 }));
    okOf(addArticle(till.register, 'crisps'));
    setSection(till.register, 'roles', [
      ...till.register.settings.roles.filter(({ code }) => code !== 'cashier'),
      { ...till.register.settings.roles.find(({ code }) => code === 'cashier')!, rights: ['line-void', 'basket-discount'] },
    ]);
    okOf(setBasketDiscount(till.register, { amountMinor: 1_000 }));
    okOf(voidLine(till.register, lineAt(till.register, 0).id));
    errorOf(beginCheckout(till.register), 'basket-discount-outgrown');
    okOf(setBasketDiscount(till.register, { amountMinor: 12 }));
    okOf(beginCheckout(till.register));
  });

  test('is sold without tax by right and with the exemption’s number', () => {
    okOf(addArticle(till.register, 'crisps', { quantityThousandths: 2_000 }));
    errorOf(setTaxExempt(till.register, 'D-7'), 'approval-needed');
    errorOf(setTaxExempt(till.register, ' ', byManager), 'reason-missing');
    const exempt = okOf(setTaxExempt(till.register, 'D-7', byManager));
    expect(exempt.priced).toMatchObject({ totalMinor: 208, taxMinor: 0, netMinor: 208 });
    expect(factsOf(till.register, 'override.made')).toMatchObject([{ kind: 'tax-exempt', authorization: { reason: 'D-7' } }]);
    expect(okOf(setTaxExempt(till.register, null)).priced!.totalMinor).toBe(250);
  });

  test('is voided with a reason, which the journal keeps with what was in it', () => {
    okOf(addArticle(till.register, 'cola'));
    errorOf(voidBasket(till.register, {}), 'reason-missing');
    expect(okOf(voidBasket(till.register, { reason: 'walked out' })).basket).toBeNull();
    expect(factsOf(till.register, 'basket.voided')).toMatchObject([
      { lineCount: 2, totalMinor: 122, authorization: { reason: 'walked out' } },
    ]);
    errorOf(voidBasket(till.register, { reason: 'again' }), 'basket-empty');
  });
});

describe('a held sale', () => {
  test('comes back whole after a restart, and others are rung meanwhile', () => {
    okOf(addArticle(till.register, 'cola', { quantityThousandths: 2_000 }));
    okOf(setLineDiscount(till.register, lineAt(till.register, 0).id, { rateBp: 500 }));
    const before = basketOf(till.register);
    const priced = takeSnapshot(till.register).priced;
    expect(okOf(holdBasket(till.register, ' red coat ')).basket).toBeNull();
    okOf(addArticle(till.register, 'crisps'));
    payAll(till.register);
    const register = till.reopen();
    expect(listHeld(register)).toMatchObject([{ label: 'red coat', lineCount: 2 }]);
    const recalled = okOf(recallBasket(register, before.id));
    expect(recalled.basket).toEqual({ ...before, label: 'red coat' });
    expect(recalled.priced).toEqual(priced);
    errorOf(recallBasket(register, before.id), 'basket-not-empty');
    payAll(register);
    errorOf(recallBasket(register, before.id), 'basket-unknown');
  });

  test('survives the closing of the shift, and needs one to come back', () => {
    okOf(addArticle(till.register, 'crisps'));
    const { id } = basketOf(till.register);
    okOf(holdBasket(till.register, null));
    expect(okOf(closeShift(till.register, { countedMinor: 10_000 })).heldBasketCount).toBe(1);
    errorOf(recallBasket(till.register, id), 'shift-not-open');
  });

  test('has a label of at most 200 characters, and there are at most 100', () => {
    okOf(addArticle(till.register, 'crisps'));
    expect(errorOf(holdBasket(till.register, 'x'.repeat(201)), 'text-too-long')).toMatchObject({ field: 'label' });
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

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UNIT_PRICE_MAX_E4 } from '../../../domain/line-amount.ts';
import { takeSnapshot } from '../../../register/snapshot.ts';
import { addArticle, addDepartmentSale, addLines, emptyLine } from '../../../register/use-cases/add-lines.ts';

import { setQuantity, voidLine } from '../../../register/use-cases/change-lines.ts';

import { closeShift } from '../../../register/use-cases/close-shift.ts';
import {
  basketOf,
  codeOf,
  errorOf,
  expectBooksHold,
  factsOf,
  lineAt,
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

describe('adding an article', () => {
  test('opens a sale with its price, tax and name', () => {
    const snapshot = okOf(addArticle(till.register, 'crisps', { quantityThousandths: 3_000 }));
    expect(snapshot.basket).toMatchObject({ totalMinor: 375, taxMinor: 63, netMinor: 312 });
    expect(lineAt(till.register, 0)).toMatchObject({
      name: 'Crisps',
      quantityThousandths: 3_000,
      listPriceE4: 12_500,
    });
    expect(snapshot.touchedLineId).toBe(lineAt(till.register, 0).id);
  });

  test('needs a shift', () => {
    okOf(closeShift(till.register, { countedMinor: 10_000 }));
    expect(codeOf(addArticle(till.register, 'crisps'))).toBe('shift-not-open');
  });

  test('refuses one that is unknown or not sold any more', () => {
    expect(codeOf(addArticle(till.register, 'nothing'))).toBe('article-unknown');
    expect(codeOf(addArticle(till.register, 'gone'))).toBe('article-unknown');
  });

  test.each([0, -1_000, 1.5, Number.NaN, 10 ** 12 * 1_000, Number.MAX_VALUE])(
    'refuses a quantity of %d thousandths',
    (quantity) => {
      expect(codeOf(addArticle(till.register, 'crisps', { quantityThousandths: quantity }))).toBe(
        'quantity-invalid',
      );
      expect(takeSnapshot(till.register).basket).toBeNull();
    },
  );

  test('refuses part of a piece', () => {
    expect(codeOf(addArticle(till.register, 'crisps', { quantityThousandths: 1_500 }))).toBe(
      'quantity-not-whole',
    );
  });

  test('takes what the counter was asked: weight less tare, price, age', () => {
    expect(errorOf(addArticle(till.register, 'apples'), 'article-needs-weight')).toMatchObject({
      name: 'Apples',
      articleCode: 'apples',
      unitPriceE4: 24_900,
    });
    okOf(addArticle(till.register, 'apples', { quantityThousandths: 1_235, tareGrams: 20 }));
    expect(lineAt(till.register, -1)).toMatchObject({ quantityThousandths: 1_215, tareGrams: 20 });
    for (const tareGrams of [1_235, 2_000, -1, 0.5]) {
      expect(codeOf(addArticle(till.register, 'apples', { quantityThousandths: 1_235, tareGrams }))).toBe(
        'tare-exceeds-weight',
      );
    }
    expect(codeOf(addArticle(till.register, 'flowers'))).toBe('article-needs-price');
    okOf(addArticle(till.register, 'flowers', { unitPriceE4: 45_000 }));
    expect(codeOf(addArticle(till.register, 'gin'))).toBe('article-needs-age');
    expect(
      errorOf(addArticle(till.register, 'gin', { confirmedAge: 17 }), 'article-needs-age'),
    ).toMatchObject({ name: 'Gin', articleCode: 'gin', age: 18 });
    okOf(addArticle(till.register, 'gin', { confirmedAge: 18 }));
    expect(lineAt(till.register, -1).confirmedAge).toBe(18);
  });

  test.each([-10_000, 0.5, UNIT_PRICE_MAX_E4 + 1, Number.NaN])('refuses a price of %d', (unitPriceE4) => {
    expect(codeOf(addArticle(till.register, 'flowers', { unitPriceE4 }))).toBe('price-invalid');
    expect(codeOf(addDepartmentSale(till.register, { department: 'general', unitPriceE4 }))).toBe(
      'price-invalid',
    );
  });

  test('does not let a price be typed where the article has one, which would change it without the right', () => {
    expect(codeOf(addArticle(till.register, 'crisps', { unitPriceE4: 100 }))).toBe('article-has-price');
    expect(codeOf(addArticle(till.register, 'crisps', { unitPriceE4: 0 }))).toBe('article-has-price');
    okOf(addArticle(till.register, 'crisps', { unitPriceE4: 12_500 }));
  });

  test('brings its deposit along, which follows its quantity and goes with it', () => {
    okOf(addArticle(till.register, 'cola', { quantityThousandths: 2_000 }));
    const [cola, bottle] = basketOf(till.register).lines;
    expect(bottle).toMatchObject({ articleCode: 'bottle', quantityThousandths: 2_000, linkedTo: cola!.id });
    okOf(setQuantity(till.register, cola!.id, 6_000));
    expect(lineAt(till.register, 1).quantityThousandths).toBe(6_000);
    expect(codeOf(setQuantity(till.register, bottle!.id, 1_000))).toBe('line-linked');
    expect(codeOf(voidLine(till.register, bottle!.id))).toBe('line-linked');
    expect(okOf(voidLine(till.register, cola!.id)).basket).toBeNull();
    expect(factsOf(till.register, 'line.voided')).toMatchObject([{ articleCode: 'cola', totalMinor: 733 }]);
  });

  test('under a department takes its tax and age', () => {
    const sale = { department: 'spirits', unitPriceE4: 120_000, name: 'Odd bottle', barcode: '123' };
    expect(codeOf(addDepartmentSale(till.register, { ...sale, department: 'toys' }))).toBe(
      'department-unknown',
    );
    expect(errorOf(addDepartmentSale(till.register, sale), 'article-needs-age')).toMatchObject({
      name: 'Odd bottle',
      articleCode: null,
    });
    expect(
      codeOf(addDepartmentSale(till.register, { ...sale, confirmedAge: 18, quantityThousandths: 500 })),
    ).toBe('quantity-not-whole');
    okOf(addDepartmentSale(till.register, { ...sale, confirmedAge: 18 }));
    expect(lineAt(till.register, 0)).toMatchObject({
      articleCode: null,
      name: 'Odd bottle',
      taxCode: 'vat',
      barcode: '123',
    });
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
    expect(codeOf(addArticle(till.register, 'crisps'))).toBe('basket-full');
    expect(payAll(till.register).totalMinor).toBe(998 + 2 * 125);
  });
});

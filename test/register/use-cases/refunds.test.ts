import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takeSnapshot } from '../../../register/snapshot.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { addReturn, findReturnable } from '../../../register/use-cases/add-returns.ts';
import { holdBasket, recallBasket, setBasketDiscount } from '../../../register/use-cases/change-basket.ts';
import {
  setLineDiscount,
  setPrice,
  setQuantity,
  voidLine,
} from '../../../register/use-cases/change-lines.ts';
import { beginCheckout, settle, takeTender } from '../../../register/use-cases/checkout.ts';

import {
  basketOf,
  codeOf,
  errorOf,
  expectBooksHold,
  factsOf,
  lineAt,
  manager,
  okOf,
  openSellingTill,
  payAll,
  saveArticles,
  setSection,
  type TestTill,
  articles,
} from '../till.ts';

let till: TestTill;
const byManager = { staffCode: manager.code, pin: manager.pin };

describe('a refund with receipt', () => {
  beforeEach(() => {
    till = openSellingTill();
  });
  afterEach(() => {
    expectBooksHold(till.register);
    till.remove();
  });

  /** Three bags of crisps for 3.33 after a discount: no unit costs the same as the next. */
  function sellThree(tenderCode = 'cash'): string {
    okOf(addArticle(till.register, 'crisps', { quantityThousandths: 3_000 }));
    okOf(setLineDiscount(till.register, lineAt(till.register, 0).id, { amountMinor: 42 }, byManager));
    return payAll(till.register, tenderCode).receiptNumber;
  }

  test('gives back what each unit cost, to the last minor unit, and no more than was sold', () => {
    const receipt = sellThree();
    const totals = [1, 2, 3].map(() => {
      okOf(addReturn(till.register, receipt, 1, 1_000));
      return payAll(till.register).totalMinor;
    });
    expect(totals.reduce((sum, total) => sum + total, 0)).toBe(-333);
    expect(errorOf(addReturn(till.register, receipt, 1, 1_000), 'nothing-left-to-return')).toMatchObject({
      left: '0',
      name: 'Crisps',
    });
  });

  test('says who took the goods back and who allowed it', () => {
    const receipt = sellThree();
    setSection(
      till.register,
      'roles',
      till.register.settings.roles.map((role) =>
        role.code === 'cashier'
          ? { ...role, rights: role.rights.filter((right) => right !== 'refund') }
          : role,
      ),
    );
    expect(codeOf(addReturn(till.register, receipt, 1, 1_000))).toBe('approval-needed');
    okOf(addReturn(till.register, receipt, 1, 1_000, { ...byManager, reason: 'stale' }));
    payAll(till.register);
    const approvedBy = till.register.store.staff.byCode(manager.code)!.id;
    expect(factsOf(till.register, 'sale.completed').at(-1)!.lines[0]).toMatchObject({
      returnAuthorization: { approvedBy, reason: 'stale' },
    });
  });

  test('is refused for a receipt, line or quantity that is not there', () => {
    const receipt = sellThree();
    expect(codeOf(findReturnable(till.register, 'SHOP-01-1-000099'))).toBe('receipt-unknown');
    expect(codeOf(addReturn(till.register, 'SHOP-01-1-000099', 1, 1_000))).toBe('receipt-unknown');
    for (const lineNo of [0, 2, -1, 1.5])
      expect(codeOf(addReturn(till.register, receipt, lineNo, 1_000))).toBe('receipt-line-unknown');
    expect(codeOf(addReturn(till.register, receipt, 1, 4_000))).toBe('nothing-left-to-return');
    expect(codeOf(addReturn(till.register, receipt, 1, 500))).toBe('quantity-not-whole');
    for (const quantity of [0, -1_000, Number.NaN])
      expect(codeOf(addReturn(till.register, receipt, 1, quantity))).toBe('quantity-invalid');
  });

  test('is not made of a refund', () => {
    const receipt = sellThree();
    okOf(addReturn(till.register, receipt, 1, 1_000));
    const refund = payAll(till.register).receiptNumber;
    expect(okOf(findReturnable(till.register, refund)).lines).toEqual([]);
    expect(codeOf(addReturn(till.register, refund, 1, 1_000))).toBe('receipt-line-unknown');
  });

  test('counts what is in the same sale already, and may be changed or taken out in any order', () => {
    const receipt = sellThree();
    okOf(addReturn(till.register, receipt, 1, 1_000));
    okOf(addReturn(till.register, receipt, 1, 1_000));
    expect(errorOf(addReturn(till.register, receipt, 1, 2_000), 'nothing-left-to-return')).toMatchObject({
      left: '1',
    });
    const [first, second] = basketOf(till.register).lines;
    expect(errorOf(setQuantity(till.register, first!.id, 3_000), 'nothing-left-to-return')).toMatchObject({
      left: '2',
    });
    okOf(setQuantity(till.register, first!.id, 2_000));
    expect(takeSnapshot(till.register).basket!.totalMinor).toBe(-333);
    okOf(voidLine(till.register, first!.id));
    expect(lineAt(till.register, 0)).toMatchObject({ id: second!.id, returnOf: { fromThousandths: 0 } });
    payAll(till.register);
    okOf(addReturn(till.register, receipt, 1, 2_000));
    payAll(till.register);
  });

  test('counts what a held sale takes back, which may then be finished in any order', () => {
    const receipt = sellThree();
    okOf(addReturn(till.register, receipt, 1, 2_000));
    const held = basketOf(till.register).id;
    okOf(holdBasket(till.register, null));
    expect(errorOf(addReturn(till.register, receipt, 1, 2_000), 'nothing-left-to-return')).toMatchObject({
      left: '1',
    });
    okOf(addReturn(till.register, receipt, 1, 1_000));
    const first = payAll(till.register).totalMinor;
    okOf(recallBasket(till.register, held));
    expect(first + payAll(till.register).totalMinor).toBe(-333);
  });

  test('keeps its price: no discount, no price by hand', () => {
    const receipt = sellThree();
    okOf(addReturn(till.register, receipt, 1, 1_000));
    const { id } = lineAt(till.register, 0);
    expect(codeOf(setPrice(till.register, id, 1_000_000, byManager))).toBe('line-is-return');
    expect(codeOf(setLineDiscount(till.register, id, { rateBp: 100 }, byManager))).toBe('line-is-return');
    expect(okOf(addArticle(till.register, 'crisps')).basket!.totalMinor).toBe(125 - 111);
    okOf(setBasketDiscount(till.register, { rateBp: 5_000 }, byManager));
    expect(takeSnapshot(till.register).basket!.lines[0]!.totalMinor).toBe(-111);
  });

  test('goes back to the tender that paid, as far as it paid; another needs the right', () => {
    const receipt = sellThree('card');
    okOf(addReturn(till.register, receipt, 1, 3_000));
    okOf(beginCheckout(till.register));
    const give = (tenderCode: string, amountMinor: number, approval = {}) =>
      takeTender(till.register, { tenderCode, amountMinor }, approval);
    expect(codeOf(give('cash', -333))).toBe('refund-tender-not-original');
    expect(codeOf(give('card', -334))).toBe('refund-tender-not-original');
    expect(codeOf(give('card', 333))).toBe('tender-amount-invalid');
    const refundable = () => okOf(findReturnable(till.register, receipt)).refundable;
    expect(refundable()).toEqual([{ kind: 'card', amountMinor: 333 }]);
    okOf(give('card', -300));
    expect(codeOf(give('cash', -33, { staffCode: manager.code, pin: '0000' }))).toBe('sign-in-wrong');
    expect(okOf(give('cash', -33, byManager))).toMatchObject({ state: 'finished' });
    expect(
      till.register.store.sales.refundableByKind(factsOf(till.register, 'sale.completed')[0]!.saleId),
    ).toEqual(
      new Map([
        ['card', 33],
        ['cash', -33],
      ]),
    );
  });

  test('never includes what cash rounding added', () => {
    setSection(till.register, 'cashRounding', { toMinor: 10, mode: 'nearest' });
    okOf(addArticle(till.register, 'flowers', { unitPriceE4: 99_700 }));
    expect(payAll(till.register)).toMatchObject({ totalMinor: 997, roundingMinor: 3 });
    okOf(addReturn(till.register, 'SHOP-01-1-000001', 1, 1_000));
    expect(payAll(till.register)).toMatchObject({ totalMinor: -997, roundingMinor: -3 });
    expect(till.register.store.shifts.figures(till.register.store.shifts.open()!)).toMatchObject({
      totalMinor: 0,
      roundingMinor: 0,
      expectedCashMinor: 10_000,
      grandTotalMinor: 0,
    });
  });

  test('is not stopped by a tax category, article or tender that the shop has dropped since', () => {
    const receipt = sellThree();
    saveArticles(till.register, [{ ...articles[0], isActive: false }]);
    setSection(
      till.register,
      'taxCategories',
      till.register.settings.taxCategories.filter(({ code }) => code !== 'vat'),
    );
    okOf(addReturn(till.register, receipt, 1, 3_000));
    expect(takeSnapshot(till.register).basket).toMatchObject({ totalMinor: -333, taxMinor: -56 });
    payAll(till.register);
  });

  test('of a weighed article goes pro rata, in any portions', () => {
    okOf(addArticle(till.register, 'apples', { quantityThousandths: 1_001 }));
    const sold = payAll(till.register);
    let back = 0;
    for (const quantity of [333, 1, 667]) {
      okOf(addReturn(till.register, sold.receiptNumber, 1, quantity));
      back += payAll(till.register).totalMinor;
    }
    expect(back).toBe(-sold.totalMinor);
    expect(codeOf(addReturn(till.register, sold.receiptNumber, 1, 1))).toBe('nothing-left-to-return');
  });
});

describe('an exchange in one sale', () => {
  beforeEach(() => {
    till = openSellingTill();
    okOf(addArticle(till.register, 'book'));
    payAll(till.register);
    okOf(addReturn(till.register, 'SHOP-01-1-000001', 1, 1_000));
  });
  afterEach(() => {
    expectBooksHold(till.register);
    till.remove();
  });

  test('of the same value is settled without money', () => {
    okOf(addArticle(till.register, 'book'));
    okOf(beginCheckout(till.register));
    expect(okOf(settle(till.register))).toMatchObject({ totalMinor: 0 });
  });

  test('for something dearer takes the difference', () => {
    okOf(addArticle(till.register, 'flowers', { unitPriceE4: 150_000 }));
    expect(payAll(till.register, 'card')).toMatchObject({ totalMinor: 500 });
  });

  test('for something cheaper gives the difference back', () => {
    okOf(addArticle(till.register, 'crisps'));
    expect(payAll(till.register)).toMatchObject({ totalMinor: -875 });
    expect(till.register.store.shifts.figures(till.register.store.shifts.open()!)).toMatchObject({
      saleCount: 2,
      refundCount: 1,
      returnMinor: -1_000,
      totalMinor: 125,
      expectedCashMinor: 10_125,
    });
  });
});

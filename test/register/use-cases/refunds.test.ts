import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { takeSnapshot } from '../../../register/snapshot.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { addReturn, addReturnWithoutReceipt, findReturnable } from '../../../register/use-cases/add-returns.ts';
import { holdBasket, recallBasket, setBasketDiscount, voidBasket } from '../../../register/use-cases/change-basket.ts';
import { setLineDiscount, setPrice, setQuantity, voidLine } from '../../../register/use-cases/change-lines.ts';
import { beginCheckout, settle, takeTender } from '../../../register/use-cases/checkout.ts';
import { signIn } from '../../../register/use-cases/sign-in.ts';
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
        role.code === 'cashier' ? { ...role, rights: role.rights.filter((right) => right !== 'refund') } : role,
      ),
    );
    errorOf(addReturn(till.register, receipt, 1, 1_000), 'approval-needed');
    okOf(addReturn(till.register, receipt, 1, 1_000, { ...byManager, reason: 'stale' }));
    payAll(till.register);
    const approvedBy = till.register.store.staff.byCode(manager.code)!.id;
    expect(factsOf(till.register, 'sale.completed').at(-1)!.lines[0]).toMatchObject({
      returnAuthorization: { approvedBy, reason: 'stale' },
    });
  });

  test('is refused for a receipt, line or quantity that is not there', () => {
    const receipt = sellThree();
    errorOf(findReturnable(till.register, 'SHOP-01-1-000099'), 'receipt-unknown');
    errorOf(addReturn(till.register, 'SHOP-01-1-000099', 1, 1_000), 'receipt-unknown');
    for (const lineNo of [0, 2, -1, 1.5]) errorOf(addReturn(till.register, receipt, lineNo, 1_000), 'receipt-line-unknown');
    errorOf(addReturn(till.register, receipt, 1, 4_000), 'nothing-left-to-return');
    errorOf(addReturn(till.register, receipt, 1, 500), 'quantity-not-whole');
    for (const quantity of [0, -1_000, Number.NaN]) errorOf(addReturn(till.register, receipt, 1, quantity), 'quantity-invalid');
  });

  test('is not made of a refund', () => {
    const receipt = sellThree();
    okOf(addReturn(till.register, receipt, 1, 1_000));
    const refund = payAll(till.register).receiptNumber;
    expect(okOf(findReturnable(till.register, refund)).lines).toEqual([]);
    errorOf(addReturn(till.register, refund, 1, 1_000), 'receipt-line-unknown');
  });

  test('counts what is in the same sale already, and may be changed or taken out in any order', () => {
    const receipt = sellThree();
    okOf(addReturn(till.register, receipt, 1, 1_000));
    okOf(addReturn(till.register, receipt, 1, 1_000));
    expect(errorOf(addReturn(till.register, receipt, 1, 2_000), 'nothing-left-to-return')).toMatchObject({ left: '1' });
    const [first, second] = basketOf(till.register).lines;
    expect(errorOf(setQuantity(till.register, first!.id, 3_000), 'nothing-left-to-return')).toMatchObject({ left: '2' });
    okOf(setQuantity(till.register, first!.id, 2_000));
    expect(takeSnapshot(till.register).priced!.totalMinor).toBe(-333);
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
    expect(errorOf(addReturn(till.register, receipt, 1, 2_000), 'nothing-left-to-return')).toMatchObject({ left: '1' });
    okOf(addReturn(till.register, receipt, 1, 1_000));
    const first = payAll(till.register).totalMinor;
    okOf(recallBasket(till.register, held));
    expect(first + payAll(till.register).totalMinor).toBe(-333);
  });

  test('keeps its price: no discount, no price by hand', () => {
    const receipt = sellThree();
    okOf(addReturn(till.register, receipt, 1, 1_000));
    const { id } = lineAt(till.register, 0);
    errorOf(setPrice(till.register, id, 1_000_000, byManager), 'line-is-return');
    errorOf(setLineDiscount(till.register, id, { rateBp: 100 }, byManager), 'line-is-return');
    expect(okOf(addArticle(till.register, 'crisps')).priced!.totalMinor).toBe(125 - 111);
    okOf(setBasketDiscount(till.register, { rateBp: 5_000 }, byManager));
    expect(takeSnapshot(till.register).priced!.lines[0]!.totalMinor).toBe(-111);
  });

  test('goes back to the tender that paid, as far as it paid; another needs the right', () => {
    const receipt = sellThree('card');
    okOf(addReturn(till.register, receipt, 1, 3_000));
    okOf(beginCheckout(till.register));
    const give = (tenderCode: string, amountMinor: number, approval = {}) =>
      takeTender(till.register, { tenderCode, amountMinor }, approval);
    errorOf(give('cash', -333), 'refund-tender-not-original');
    errorOf(give('card', -334), 'refund-tender-not-original');
    errorOf(give('card', 333), 'tender-amount-invalid');
    okOf(give('card', -300));
    errorOf(give('cash', -33, { staffCode: manager.code, pin: '0000' }), 'sign-in-wrong');
    expect(okOf(give('cash', -33, byManager))).toMatchObject({ state: 'finished' });
    expect(till.register.store.sales.refundableByKind(factsOf(till.register, 'sale.completed')[0]!.saleId)).toEqual(
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
    expect(takeSnapshot(till.register).priced).toMatchObject({ totalMinor: -333, taxMinor: -56 });
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
    errorOf(addReturn(till.register, sold.receiptNumber, 1, 1), 'nothing-left-to-return');
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

describe('a return without receipt', () => {
  beforeEach(() => {
    till = openSellingTill();
  });
  afterEach(() => {
    expectBooksHold(till.register);
    till.remove();
  });

  const goods = { articleCode: 'crisps', name: '', department: 'general', quantityThousandths: 2_000, unitPriceE4: 12_500 };

  test('needs somebody who may, up to their limit', () => {
    errorOf(addReturnWithoutReceipt(till.register, goods), 'approval-needed');
    const { roles } = till.register.settings;
    setSection(till.register, 'roles', [
      ...roles,
      { ...roles[0]!, code: 'lead', rights: [...roles[0]!.rights, 'refund-without-receipt'], refundWithoutReceiptMaxMinor: 250 },
    ]);
    const lead = till.register.store.staff.byCode(cashier.code)!;
    till.register.store.commit((writer) =>
      writer.record(
        { type: 'staff.saved', payload: { member: { ...lead, roleCode: 'lead' } } },
        { id: till.register.newId(), atUtcMs: 0, utcOffsetMinutes: 0, businessDate: '2026-11-02', shift: 1, actor: 'test' },
      ),
    );
    okOf(signIn(till.register, cashier.code, cashier.pin));
    okOf(addReturnWithoutReceipt(till.register, goods));
    errorOf(addReturnWithoutReceipt(till.register, { ...goods, unitPriceE4: 12_600 }), 'approval-needed');
    okOf(addReturnWithoutReceipt(till.register, { ...goods, unitPriceE4: 12_600 }, byManager));
    expect(payAll(till.register)).toMatchObject({ totalMinor: -502 });
  });

  test('is allowed for so much: neither quantity nor price is raised afterwards', () => {
    okOf(addReturnWithoutReceipt(till.register, goods, byManager));
    const { id } = lineAt(till.register, 0);
    errorOf(setQuantity(till.register, id, 9_000), 'line-is-return');
    errorOf(setPrice(till.register, id, 90_000, byManager), 'line-is-return');
    okOf(voidLine(till.register, id));
  });

  test('needs a name, a price and a quantity', () => {
    const unknown = { ...goods, articleCode: null };
    expect(errorOf(addReturnWithoutReceipt(till.register, unknown, byManager), 'text-missing')).toMatchObject({ field: 'name' });
    errorOf(addReturnWithoutReceipt(till.register, { ...goods, unitPriceE4: -1 }, byManager), 'price-invalid');
    errorOf(addReturnWithoutReceipt(till.register, { ...goods, quantityThousandths: 0 }, byManager), 'quantity-invalid');
    okOf(addReturnWithoutReceipt(till.register, { ...unknown, name: 'Old kettle' }, byManager));
    expect(lineAt(till.register, 0)).toMatchObject({ name: 'Old kettle', articleCode: null, kind: 'return' });
  });
});

describe('partial refunds in any order', () => {
  beforeAll(() => {
    till = openSellingTill(null);
  });
  afterAll(() => {
    expectBooksHold(till.register);
    till.remove();
  });

  const soldLine = fc.record({
    articleCode: fc.constantFrom('crisps', 'cola', 'apples', 'book', 'flowers'),
    pieces: fc.integer({ min: 1, max: 6 }),
    grams: fc.integer({ min: 1, max: 2_000 }),
    priceE4: fc.integer({ min: 1, max: 99_999 }),
    discountBp: fc.integer({ min: 0, max: 1_900 }),
  });
  type SoldLine = typeof soldLine extends fc.Arbitrary<infer T> ? T : never;

  function ring({ articleCode, pieces, grams, priceE4, discountBp }: SoldLine): void {
    const { register } = till;
    const isWeighed = articleCode === 'apples';
    const quantityThousandths = isWeighed ? grams : pieces * 1_000;
    const unitPriceE4 = articleCode === 'flowers' ? priceE4 : undefined;
    const { touchedLineId } = okOf(addArticle(register, articleCode, { quantityThousandths, unitPriceE4 }));
    if (discountBp > 0) okOf(setLineDiscount(register, touchedLineId!, { rateBp: discountBp }));
  }

  test('sum to the whole in money and in tax, for every line', () => {
    fc.assert(
      fc.property(
        fc.array(soldLine, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 2_000 }),
        fc.infiniteStream(fc.nat()),
        (lines, basketBp, choices) => {
          const { register } = till;
          lines.forEach(ring);
          if (basketBp > 0) okOf(setBasketDiscount(register, { rateBp: basketBp }));
          const { receiptNumber } = payAll(register);
          const choose = (below: number) => (choices.next().value ?? 0) % below;
          refundAll(receiptNumber, choose);
          const returned = okOf(findReturnable(register, receiptNumber)).lines;
          expect(returned.map((line) => line.returnedThousandths)).toEqual(returned.map((line) => line.quantityThousandths));
          expect(sumsOf(receiptNumber)).toEqual({ totalMinor: 0, taxMinor: 0, netMinor: 0 });
        },
      ),
      { numRuns: process.env['GUITAI_LONG'] ? 2_000 : 25 },
    );
  });

  /** Gives back everything, a random portion of a random line at a time, now and then several in one sale. */
  function refundAll(receiptNumber: string, choose: (below: number) => number): void {
    const { register } = till;
    for (;;) {
      const pending = basketOfReturns();
      const open = okOf(findReturnable(register, receiptNumber)).lines.filter(
        (line) => line.quantityThousandths - line.returnedThousandths - (pending.get(line.lineNo) ?? 0) > 0,
      );
      if (open.length === 0) break;
      const line = open[choose(open.length)]!;
      const left = line.quantityThousandths - line.returnedThousandths - (pending.get(line.lineNo) ?? 0);
      const quantity = line.unit === 'kg' ? 1 + choose(left) : (1 + choose(left / 1_000)) * 1_000;
      okOf(addReturn(register, receiptNumber, line.lineNo, quantity));
      const next = choose(4);
      if (next === 0) okOf(voidBasket(register, { reason: 'changed their mind' }));
      else if (next > 1) payAll(register);
    }
    if (takeSnapshot(register).basket) payAll(register);
  }

  function basketOfReturns(): Map<number, number> {
    const pending = new Map<number, number>();
    for (const { returnOf, quantityThousandths } of takeSnapshot(till.register).basket?.lines ?? []) {
      if (returnOf) pending.set(returnOf.lineNo, (pending.get(returnOf.lineNo) ?? 0) + quantityThousandths);
    }
    return pending;
  }

  /** A sale with all that was given back of it, from the entries themselves. */
  function sumsOf(receiptNumber: string) {
    const sales = factsOf(till.register, 'sale.completed');
    const { saleId } = sales.find((sale) => sale.receiptNumber === receiptNumber)!;
    const sums = { totalMinor: 0, taxMinor: 0, netMinor: 0 };
    for (const sale of sales) {
      for (const line of sale.lines) {
        if (sale.saleId !== saleId && line.returnOf?.saleId !== saleId) continue;
        sums.totalMinor += line.totalMinor;
        sums.taxMinor += line.taxMinor;
        sums.netMinor += line.netMinor;
      }
    }
    return sums;
  }
});

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeSnapshot } from '../../../register/snapshot.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { addReturn, findReturnable } from '../../../register/use-cases/add-returns.ts';
import { setBasketDiscount, voidBasket } from '../../../register/use-cases/change-basket.ts';
import { setLineDiscount } from '../../../register/use-cases/change-lines.ts';

import { expectBooksHold, factsOf, okOf, openSellingTill, payAll, type TestTill } from '../till.ts';

let till: TestTill;

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
          expect(returned.map((line) => line.returnedThousandths)).toEqual(
            returned.map((line) => line.quantityThousandths),
          );
          expect(sumsOf(receiptNumber)).toEqual({ totalMinor: 0, taxMinor: 0, netMinor: 0 });
        },
      ),
      { numRuns: process.env['GUITAI_LONG'] ? 400 : 25 },
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

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addArticle, addDepartmentSale, type ArticleSale } from '../../../register/use-cases/add-lines.ts';
import { setLineDiscount, setNote } from '../../../register/use-cases/change-lines.ts';
import { scan } from '../../../register/use-cases/scan.ts';
import { basketOf, codeOf, expectBooksHold, okOf, openSellingTill, type TestTill } from '../till.ts';

let till: TestTill;
beforeEach(() => {
  till = openSellingTill();
});
afterEach(() => {
  expectBooksHold(till.register);
  till.remove();
});

const again: ArticleSale = { isCountingUp: true };
const rung = () =>
  basketOf(till.register).lines.map((line) => [line.articleCode, line.quantityThousandths] as const);

describe('the article that was rung last, once more', () => {
  test('is one more of the same line, with its deposit', () => {
    okOf(addArticle(till.register, 'cola', again));
    const snapshot = okOf(addArticle(till.register, 'cola', { ...again, quantityThousandths: 3_000 }));
    expect(rung()).toEqual([
      ['cola', 4_000],
      ['bottle', 4_000],
    ]);
    expect(snapshot.touchedLineId).toBe(basketOf(till.register).lines[0]!.id);
  });

  test('is the same whether scanned or touched', () => {
    okOf(scan(till.register, '5000112637922', again));
    okOf(addArticle(till.register, 'crisps', again));
    expect(rung()).toEqual([['crisps', 2_000]]);
  });

  test('is a line of its own where the caller did not ask for it', () => {
    okOf(addArticle(till.register, 'crisps'));
    okOf(addArticle(till.register, 'crisps'));
    expect(rung()).toEqual([
      ['crisps', 1_000],
      ['crisps', 1_000],
    ]);
  });

  test('is a line of its own after something else, by weight, and where the line was changed by hand', () => {
    okOf(addArticle(till.register, 'crisps', again));
    okOf(addArticle(till.register, 'apples', { ...again, quantityThousandths: 500 }));
    okOf(addArticle(till.register, 'apples', { ...again, quantityThousandths: 500 }));
    okOf(addArticle(till.register, 'crisps', again));
    okOf(setNote(till.register, basketOf(till.register).lines.at(-1)!.id, 'gift'));
    okOf(addArticle(till.register, 'crisps', again));
    okOf(setLineDiscount(till.register, basketOf(till.register).lines.at(-1)!.id, { rateBp: 100 }));
    okOf(addArticle(till.register, 'crisps', again));
    expect(rung()).toHaveLength(6);
  });
});

test('an age that was confirmed is not asked for again in the same sale', () => {
  expect(codeOf(addArticle(till.register, 'gin'))).toBe('article-needs-age');
  okOf(addArticle(till.register, 'gin', { confirmedAge: 18 }));
  okOf(addArticle(till.register, 'gin'));
  okOf(addDepartmentSale(till.register, { department: 'general', unitPriceE4: 10_000 }));
  expect(basketOf(till.register).lines.map(({ confirmedAge }) => confirmedAge)).toEqual([18, 18, null]);
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { takeSnapshot } from '../../../register/snapshot.ts';
import { addArticle } from '../../../register/use-cases/add-lines.ts';
import { setGift } from '../../../register/use-cases/basket-membership.ts';
import { setQuantity } from '../../../register/use-cases/change-lines.ts';
import { findOneMore } from '../../../register/use-cases/one-more.ts';
import { manager, okOf, openSellingTill, type TestTill } from '../till.ts';
import { ruleOf, saveRules } from './back-office-rules.ts';

let till: TestTill;
beforeEach(() => {
  till = openSellingTill(manager);
});
afterEach(() => till.remove());

const pair = ruleOf(
  'pair',
  { kind: 'group-price', groupUnits: 2, priceMinor: 1_200, pick: 'cheapest', maxGroups: null },
  { target: { articles: ['book'] } },
);
const twoOff = { kind: 'order-amount', amountMinor: 200 } as const;

/** Rings an article and gives its line. */
function ring(articleCode: string): string {
  return okOf(addArticle(till.register, articleCode)).touchedLineId!;
}

describe('one more of what is in the sale', () => {
  test('meets the nearest offer, and says what the sale comes to with it', () => {
    saveRules(till.register, [pair]);
    const lineId = ring('book');
    const oneMore = okOf(findOneMore(till.register));
    expect(oneMore).toEqual({ ruleId: 'pair', lineId, name: 'Book', addsMinor: 200 });
    const { basket, offers } = okOf(setQuantity(till.register, lineId, 2_000));
    expect(basket!.totalMinor).toBe(1_200);
    expect(offers!.nearest).toBeNull();
    expect(okOf(findOneMore(till.register))).toBeNull();
  });

  test('is the cheapest unit that reaches an amount, and may save more than it costs', () => {
    saveRules(till.register, [ruleOf('spend', twoOff, { conditions: { spend: { atLeastMinor: 1_240 } } })]);
    ring('book');
    const crisps = ring('crisps');
    expect(takeSnapshot(till.register).offers!.nearest!.ruleId).toBe('spend');
    expect(okOf(findOneMore(till.register))).toMatchObject({ lineId: crisps, addsMinor: -75 });
  });

  test('is nothing where one unit does not suffice', () => {
    saveRules(till.register, [
      pair,
      ruleOf('spend', twoOff, { conditions: { spend: { atLeastMinor: 4_000 } } }),
    ]);
    ring('book');
    okOf(setQuantity(till.register, ring('book'), 2_000));
    expect(takeSnapshot(till.register).offers!.nearest!.ruleId).toBe('spend');
    expect(okOf(findOneMore(till.register))).toBeNull();
  });

  test('is never one more of a gift', () => {
    saveRules(till.register, [pair]);
    const lineId = ring('book');
    okOf(setGift(till.register, lineId, true));
    expect(okOf(findOneMore(till.register))).toBeNull();
  });

  test('is nothing without a sale', () => {
    expect(okOf(findOneMore(till.register))).toBeNull();
  });
});

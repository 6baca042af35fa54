import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Basket } from '../../../domain/basket.ts';
import type { PricedBasket } from '../../../domain/pricing/priced-basket.ts';
import { priceBasket } from '../../../domain/pricing/price-basket.ts';
import { lawRuns, roundedQuotient, total } from '../exact.ts';
import { byCashier, line } from '../receipt/sample-sales.ts';
import { expectedLines } from './price-oracle.ts';
import { amountOff, basketOf, baskets, context, manyLines, percentOff, returnOf } from './sample-baskets.ts';

const sums = [
  'grossMinor',
  'priceSavingMinor',
  'lineDiscountMinor',
  'basketDiscountMinor',
  'netMinor',
  'taxMinor',
  'totalMinor',
] as const;

function sumsOf(priced: PricedBasket): Record<string, unknown> {
  const { lines: _, offers: _offers, ...rest } = priced;
  return rest;
}

describe('any basket', () => {
  test('costs what exact arithmetic and trying every way to share its discount find', () => {
    const scales = fc.constantFrom(
      ['CNY', 100_000n],
      ['JPY', 10_000_000n],
      ['KWD', 10_000n],
    ) satisfies fc.Arbitrary<readonly [string, bigint]>;
    const discounts = fc.option(
      fc.oneof(
        fc.integer({ min: 1, max: 10_000 }).map(percentOff),
        fc.integer({ min: 1, max: 900 }).map(amountOff),
      ),
      { freq: 4 },
    );
    const exempt = fc.option(fc.constant(byCashier), { freq: 2 });
    fc.assert(
      fc.property(
        manyLines(5),
        discounts,
        exempt,
        scales,
        (lines, discount, taxExemption, [currency, scale]) => {
          const basket = basketOf(lines, { discount, taxExemption });
          const shop = { ...context, currency };
          const priced = priceBasket(basket, shop);
          expect(priced.lines).toMatchObject(expectedLines(basket, shop, scale));
        },
      ),
      lawRuns,
    );
  });

  test('sums its lines, and each line adds up', () => {
    fc.assert(
      fc.property(baskets(12), (basket) => {
        const priced = priceBasket(basket, context);
        for (const field of sums) expect(priced[field]).toBe(total(priced.lines.map((each) => each[field])));
        expect(total(priced.taxes.map(({ netMinor }) => netMinor))).toBe(priced.netMinor);
        expect(total(priced.taxes.map(({ taxMinor }) => taxMinor))).toBe(priced.taxMinor);
        for (const each of priced.lines) {
          const { grossMinor, priceSavingMinor, lineDiscountMinor, basketDiscountMinor } = each;
          expect(each.netMinor + each.taxMinor).toBe(each.totalMinor);
          expect(total(each.shares.map(([count, minor]) => count * minor))).toBe(each.totalMinor);
          if (basket.taxExemption && !each.line.returnOf) continue;
          const goodsMinor = grossMinor - priceSavingMinor - lineDiscountMinor - basketDiscountMinor;
          expect(goodsMinor).toBe(each.isTaxIncluded ? each.totalMinor : each.netMinor);
        }
      }),
      lawRuns,
    );
  });

  test('takes no line below zero, or below its floor by its discount', () => {
    fc.assert(
      fc.property(baskets(12), (basket) => {
        const without = priceBasket({ ...basket, discount: null }, context).lines;
        for (const [index, each] of priceBasket(basket, context).lines.entries()) {
          const { kind, floorPriceE4, quantityThousandths } = each.line;
          const sign = kind === 'return' ? -1 : 1;
          for (const field of ['grossMinor', 'netMinor', 'taxMinor', 'totalMinor'] as const) {
            expect(sign * each[field]).toBeGreaterThanOrEqual(0);
          }
          expect(each.basketDiscountMinor).toBeGreaterThanOrEqual(0);
          if (each.basketDiscountMinor === 0 || floorPriceE4 === null) continue;
          const { grossMinor, priceSavingMinor, lineDiscountMinor } = without[index]!;
          const leftMinor = grossMinor - priceSavingMinor - lineDiscountMinor - each.basketDiscountMinor;
          const floor = roundedQuotient(BigInt(floorPriceE4) * BigInt(quantityThousandths), 100_000n);
          expect(leftMinor).toBeGreaterThanOrEqual(Number(floor));
        }
      }),
      lawRuns,
    );
  });

  test('is given its whole discount, unless floors hold some of it back', () => {
    fc.assert(
      fc.property(manyLines(12), fc.integer({ min: 0, max: 100_000 }), (lines, off) => {
        const unbound = lines.map((each) => ({ ...each, floorPriceE4: null }));
        const bare = priceBasket(basketOf(unbound), context).lines.filter(
          (each) => each.line.kind === 'sale',
        );
        const base = total(
          bare.map((each) => each.grossMinor - each.priceSavingMinor - each.lineDiscountMinor),
        );
        const given = (rung: typeof lines) =>
          priceBasket(basketOf(rung, { discount: amountOff(off) }), context).basketDiscountMinor;
        expect(given(unbound)).toBe(Math.min(off, base));
        expect(given(lines)).toBeLessThanOrEqual(given(unbound));
      }),
      lawRuns,
    );
  });

  test('costs the same however often it is priced', () => {
    fc.assert(
      fc.property(baskets(12), (basket) => {
        const priced = priceBasket(basket, context);
        const again = priceBasket({ ...basket, lines: priced.lines.map((each) => each.line) }, context);
        expect(again).toEqual(priced);
      }),
      lawRuns,
    );
  });

  test('has the same sums in any order of its lines, and lines that differ only where they are alike', () => {
    const shuffled = baskets(8).chain((basket) =>
      fc.tuple(
        fc.constant(basket),
        fc.shuffledSubarray([...basket.lines], {
          minLength: basket.lines.length,
          maxLength: basket.lines.length,
        }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([basket, lines]) => {
        const other = { ...basket, lines };
        expect(sumsOf(priceBasket(other, context))).toEqual(sumsOf(priceBasket(basket, context)));
        expect(amountsByLikeness(other)).toEqual(amountsByLikeness(basket));
      }),
      lawRuns,
    );
  });

  test('at the largest amounts loses nothing', () => {
    const lines = Array.from({ length: 1_000 }, (_, index) =>
      line(`${index}`, { listPriceE4: 100_000_000_000, quantityThousandths: 1_000_000, taxCode: 'on-top' }),
    );
    const priced = priceBasket(basketOf(lines, { discount: amountOff(1_001) }), context);
    const exact = 1_000n * 1_000_000_000_000n - 1_001n;
    expect(BigInt(priced.netMinor)).toBe(exact);
    expect(BigInt(priced.totalMinor)).toBe(exact + BigInt(priced.taxMinor));
    expect(priced.basketDiscountMinor).toBe(1_001);
  });
});

describe('returns with a receipt', () => {
  test('sums over any sequence of parts, in one basket or in several, to the whole sale, in money and in tax', () => {
    const sale = fc.record({
      lines: manyLines(4, false),
      discount: fc.option(fc.integer({ min: 1, max: 9_999 }).map(percentOff)),
      taxExemption: fc.option(fc.constant(byCashier)),
    });
    const cuts = fc.array(fc.nat(), { maxLength: 5 });
    fc.assert(
      fc.property(sale, cuts, fc.boolean(), ({ lines, ...changes }, seeds, isOneBasket) => {
        const sold = priceBasket(basketOf(lines, changes), context);
        const parts = sold.lines.flatMap((each) => {
          const { unit, quantityThousandths } = each.line;
          const step = unit === 'each' ? 1_000 : 1;
          const places = seeds.map((seed) => (seed % (quantityThousandths / step)) * step);
          const from = [...new Set([0, ...places])].sort((a, b) => a - b);
          return from.map((start, index) =>
            returnOf(each, start, (from[index + 1] ?? quantityThousandths) - start),
          );
        });
        const returns = (isOneBasket ? [parts] : parts.map((part) => [part])).map((rung) =>
          priceBasket(basketOf(rung), context),
        );
        for (const field of ['netMinor', 'taxMinor', 'totalMinor'] as const) {
          expect(total(returns.map((each) => each[field]))).toBe(0 - sold[field]);
        }
        for (const { lines: rung } of returns) {
          for (const each of rung) expect(each.totalMinor).toBeLessThanOrEqual(0);
        }
      }),
      lawRuns,
    );
  });
});

/**
 * The amounts of each line beside what makes it alike to another: the same tax and the same amount before the basket's
 * discount. Which of the lines that are alike bears the odd unit of it is the only thing that their order decides.
 */
function amountsByLikeness(basket: Basket): string[] {
  const undiscounted = priceBasket({ ...basket, discount: null }, context).lines;
  return priceBasket(basket, context)
    .lines.map(({ line: { taxCode }, basketDiscountMinor, netMinor, taxMinor }, index) => {
      const likeness = [taxCode, undiscounted[index]!.netMinor, undiscounted[index]!.taxMinor];
      return JSON.stringify([...likeness, basketDiscountMinor, netMinor, taxMinor]);
    })
    .sort();
}

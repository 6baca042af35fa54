import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Basket } from '../../../domain/basket.ts';
import type { PricedBasket } from '../../../domain/pricing/priced-basket.ts';
import { priceBasket } from '../../../domain/pricing/price-basket.ts';
import { lawRuns, total } from '../exact.ts';
import { byCashier, line } from '../receipt/sample-sales.ts';
import { expectedLines } from './price-oracle.ts';
import {
  amountOff,
  basketOf,
  baskets,
  context,
  manualPrice,
  manyLines,
  percentOff,
  returnOf,
} from './sample-baskets.ts';

const sums = [
  'grossMinor',
  'priceSavingMinor',
  'lineDiscountMinor',
  'basketDiscountMinor',
  'netMinor',
  'taxMinor',
  'totalMinor',
] as const;

/** What `priceBasket` says of each line, without the line itself. */
function pricesOf(basket: Basket): Record<string, unknown>[] {
  return priceBasket(basket, context).lines.map((priced) =>
    Object.fromEntries(sums.map((field) => [field, priced[field]])),
  );
}

function sumsOf(priced: PricedBasket): Record<string, unknown> {
  const { lines: _, ...rest } = priced;
  return rest;
}

describe('the price of a line', () => {
  test('is list price times quantity, with the tax inside or on top', () => {
    const [inside, onTop] = priceBasket(
      basketOf([
        line('a', { listPriceE4: 113_000, quantityThousandths: 2_000 }),
        line('b', { listPriceE4: 199_900, taxCode: 'sales-tax' }),
      ]),
      context,
    ).lines;
    expect(inside).toMatchObject({ grossMinor: 2_260, netMinor: 2_000, taxMinor: 260, totalMinor: 2_260 });
    expect(onTop).toMatchObject({ grossMinor: 1_999, netMinor: 1_999, taxMinor: 165, totalMinor: 2_164 });
  });

  test('by hand stands instead of the list price, and what it saved is kept, also where it raised it', () => {
    const [lower, higher] = priceBasket(
      basketOf([
        line('a', { manualPrice: manualPrice(88_000) }),
        line('b', { manualPrice: manualPrice(120_000) }),
      ]),
      context,
    ).lines;
    expect(lower).toMatchObject({
      unitPriceE4: 88_000,
      grossMinor: 1_000,
      priceSavingMinor: 120,
      totalMinor: 880,
    });
    expect(higher).toMatchObject({ grossMinor: 1_000, priceSavingMinor: -200, totalMinor: 1_200 });
  });

  test('loses a discount by hand, rounded half up and never more than there is', () => {
    const discounts = [percentOff(1_000), percentOff(5), amountOff(1_500), percentOff(10_000)];
    const lines = discounts.map((discount, index) => line(`${index}`, { listPriceE4: 101_000, discount }));
    const priced = priceBasket(basketOf(lines), context).lines;
    expect(priced.map(({ lineDiscountMinor }) => lineDiscountMinor)).toEqual([101, 1, 1_010, 1_010]);
    expect(priced.map(({ totalMinor }) => totalMinor)).toEqual([909, 1_009, 0, 0]);
  });

  test('is taxed at the rate of the business date', () => {
    const sold = basketOf([line('a', { listPriceE4: 114_000 })]);
    expect(priceBasket(sold, context).taxes[0]).toMatchObject({ rateBp: 1_300, taxMinor: 131 });
    const later = priceBasket(sold, { ...context, businessDate: '2027-01-01' });
    expect(later.taxes[0]).toMatchObject({ rateBp: 1_400, taxMinor: 140 });
  });

  test('in a currency without decimals, and in one with three, is in its minor units', () => {
    const sold = basketOf([line('a', { listPriceE4: 1_985_000, quantityThousandths: 3_000 })]);
    expect(priceBasket(sold, { ...context, currency: 'JPY' }).totalMinor).toBe(596);
    expect(priceBasket(sold, { ...context, currency: 'KWD' }).totalMinor).toBe(595_500);
  });

  test('of a category that the shop does not have is a bug, not a price', () => {
    expect(() => priceBasket(basketOf([line('a', { taxCode: 'luxury' })]), context)).toThrow('luxury');
  });
});

describe('an exempt customer', () => {
  test('pays the net of every line, and the rates are still shown', () => {
    const sold = basketOf([line('a', { listPriceE4: 113_000 }), line('b', { taxCode: 'sales-tax' })], {
      taxExemption: byCashier,
    });
    const priced = priceBasket(sold, context);
    expect(priced).toMatchObject({ netMinor: 2_000, taxMinor: 0, totalMinor: 2_000 });
    expect(priced.taxes.map(({ rateBp, taxMinor }) => [rateBp, taxMinor])).toEqual([
      [1_300, 0],
      [825, 0],
    ]);
  });
});

describe('the taxes of a basket', () => {
  test('are summed by category, rate and kind, the highest rate first', () => {
    const [old] = priceBasket(basketOf([line('old', { listPriceE4: 113_000 })]), context).lines;
    const lines = [
      line('a', { taxCode: 'food', listPriceE4: 109_000 }),
      line('b', { taxCode: 'standard', listPriceE4: 114_000 }),
      line('c', { taxCode: 'food', listPriceE4: 110_000 }),
      returnOf(old!, 0, 1_000),
    ];
    const priced = priceBasket(basketOf(lines), { ...context, businessDate: '2027-06-12' });
    expect(priced.taxes.map(({ taxCode, rateBp, taxMinor }) => [taxCode, rateBp, taxMinor])).toEqual([
      ['standard', 1_400, 140],
      ['standard', 1_300, -130],
      ['food', 1_000, 199],
    ]);
  });

  test('keep what was taxed on top apart from what is included, where a category was changed in between', () => {
    const [sold] = priceBasket(basketOf([line('old', { taxCode: 'on-top' })]), context).lines;
    const back = { ...returnOf(sold!, 0, 1_000), taxCode: 'standard' };
    const { taxes } = priceBasket(basketOf([line('new', { listPriceE4: 113_000 }), back]), context);
    expect(taxes).toEqual([
      { taxCode: 'standard', rateBp: 1_300, isIncluded: false, netMinor: -1_000, taxMinor: -130 },
      { taxCode: 'standard', rateBp: 1_300, isIncluded: true, netMinor: 1_000, taxMinor: 130 },
    ]);
  });
});

describe('a discount on the whole basket', () => {
  const shares = (basket: Basket) =>
    priceBasket(basket, context).lines.map((priced) => priced.basketDiscountMinor);

  test('is shared by what the lines cost after their own discounts', () => {
    const lines = [line('a'), line('b', { listPriceE4: 400_000, discount: percentOff(2_500) })];
    expect(shares(basketOf(lines, { discount: amountOff(400) }))).toEqual([100, 300]);
  });

  test('puts the odd unit on the higher tax rate, then the larger amount, then the earlier line', () => {
    const one = amountOff(1);
    const rates = [line('a', { taxCode: 'food' }), line('b'), line('c')];
    expect(shares(basketOf(rates, { discount: one }))).toEqual([0, 1, 0]);
    // Two of 4 over 3, 3 and 2: 1.5, 1.5 and 1, and of 3 and 3 the earlier.
    const amounts = [3, 3, 2].map((price, index) => line(`${index}`, { listPriceE4: price * 100 }));
    expect(shares(basketOf(amounts, { discount: amountOff(4) }))).toEqual([2, 1, 1]);
  });

  test('is not given on what comes back', () => {
    const lines = [line('a'), line('b', { kind: 'return' })];
    expect(shares(basketOf(lines, { discount: percentOff(1_000) }))).toEqual([100, 0]);
    expect(shares(basketOf([lines[1]!], { discount: amountOff(100) }))).toEqual([0]);
  });

  test('takes no line below its floor: the others bear the rest, and where none can it ends', () => {
    const lines = [line('a', { floorPriceE4: 95_000 }), line('b'), line('c')];
    expect(shares(basketOf(lines, { discount: amountOff(600) }))).toEqual([50, 275, 275]);
    expect(shares(basketOf(lines, { discount: percentOff(10_000) }))).toEqual([50, 1_000, 1_000]);
    expect(shares(basketOf([lines[0]!], { discount: amountOff(600) }))).toEqual([50]);
  });

  test('spares a line that is at its floor already, or was below it before', () => {
    const lines = [
      line('a', { floorPriceE4: 90_000, discount: percentOff(1_000) }),
      line('b', { floorPriceE4: 120_000 }),
      line('c'),
    ];
    expect(shares(basketOf(lines, { discount: amountOff(100) }))).toEqual([0, 0, 100]);
  });

  test('holds the floor of weighed goods for their weight', () => {
    const apples = line('a', {
      unit: 'kg',
      quantityThousandths: 735,
      listPriceE4: 89_800,
      floorPriceE4: 80_000,
    });
    expect(shares(basketOf([apples], { discount: percentOff(5_000) }))).toEqual([660 - 588]);
  });
});

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
          const { line: rung, quantity } = { line: each.line, quantity: each.line.quantityThousandths };
          const sign = rung.kind === 'return' ? -1 : 1;
          for (const field of ['grossMinor', 'netMinor', 'taxMinor', 'totalMinor'] as const) {
            expect(sign * each[field]).toBeGreaterThanOrEqual(0);
          }
          expect(each.basketDiscountMinor).toBeGreaterThanOrEqual(0);
          if (each.basketDiscountMinor === 0 || rung.floorPriceE4 === null) continue;
          const left = without[index]!.grossMinor - each.priceSavingMinor - each.lineDiscountMinor;
          const floor = (rung.floorPriceE4 * quantity) / 100_000;
          expect(left - each.basketDiscountMinor).toBeGreaterThanOrEqual(Math.round(floor));
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

describe('a return with its receipt', () => {
  test('gives back what the units cost, the dearer first, and the tax with them', () => {
    const [sold] = priceBasket(
      basketOf([line('a', { quantityThousandths: 3_000 })], { discount: amountOff(500) }),
      context,
    ).lines;
    expect(sold).toMatchObject({ totalMinor: 2_500, taxMinor: 288 });
    const parts = [0, 1_000, 2_000].map((from) => pricesOf(basketOf([returnOf(sold!, from, 1_000)]))[0]!);
    expect(parts.map(({ totalMinor, taxMinor }) => [totalMinor, taxMinor])).toEqual([
      [-834, -96],
      [-833, -96],
      [-833, -96],
    ]);
  });

  test('keeps the tax of its sale after the law changed it, and ignores the discount on a new sale', () => {
    const [sold] = priceBasket(basketOf([line('a', { listPriceE4: 113_000 })]), context).lines;
    const later = { ...context, businessDate: '2027-06-12' };
    const basket = basketOf([returnOf(sold!, 0, 1_000), line('new')], { discount: percentOff(1_000) });
    expect(priceBasket(basket, later).lines[0]).toMatchObject({
      taxRateBp: 1_300,
      netMinor: -1_000,
      taxMinor: -130,
      totalMinor: -1_130,
      basketDiscountMinor: 0,
    });
  });

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
 * The amounts of each line beside all that decides them: lines with the same tax, amount and floor are alike, and which
 * of them bears the odd unit of the basket's discount is the only thing that their order decides.
 */
function amountsByLikeness(basket: Basket): string[] {
  const undiscounted = pricesOf({ ...basket, discount: null });
  return pricesOf(basket)
    .map((amounts, index) => {
      const {
        kind,
        taxCode,
        listPriceE4,
        floorPriceE4,
        quantityThousandths,
        returnOf: back,
      } = basket.lines[index]!;
      const likeness = {
        kind,
        taxCode,
        listPriceE4,
        floorPriceE4,
        quantityThousandths,
        lineNo: back?.lineNo,
      };
      return JSON.stringify([likeness, undiscounted[index], amounts]);
    })
    .sort();
}

import { describe, expect, test } from 'vitest';
import type { Basket } from '../../../domain/basket.ts';
import { priceBasket } from '../../../domain/pricing/price-basket.ts';
import { byCashier, line } from '../receipt/sample-sales.ts';
import { amountOff, basketOf, context, manualPrice, percentOff, returnOf } from './sample-baskets.ts';

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
    // 2 over 1 and 3 is 0.5 and 1.5.
    const amounts = [line('small', { listPriceE4: 100 }), line('large', { listPriceE4: 300 })];
    expect(shares(basketOf(amounts, { discount: amountOff(2) }))).toEqual([0, 2]);
    expect(shares(basketOf([line('a'), line('b')], { discount: one }))).toEqual([1, 0]);
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

describe('a return with its receipt', () => {
  test('gives back what the units cost, the dearer first, and the tax with them', () => {
    const [sold] = priceBasket(
      basketOf([line('a', { quantityThousandths: 3_000 })], { discount: amountOff(500) }),
      context,
    ).lines;
    expect(sold).toMatchObject({ totalMinor: 2_500, taxMinor: 288 });
    const parts = [0, 1_000, 2_000].map((from) =>
      priceBasket(basketOf([returnOf(sold!, from, 1_000)]), context),
    );
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
});

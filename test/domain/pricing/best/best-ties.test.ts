import { expect, test } from 'vitest';
import { priceOffers } from '../../../../domain/pricing/price-offers.ts';
import type { Offer } from '../../../../domain/promotions/promotion.ts';
import { leastByBruteForce } from './brute-force.ts';
import { inputOf, lineOf, ruleOf } from './offers.ts';
import { price } from './priced.ts';

const AUTHORIZATION = { by: null, reason: null } as never;
const BUY_ONE_GET_TWO = {
  kind: 'buy-get',
  buyUnits: 1,
  getUnits: 2,
  getTarget: null,
  rateBp: 1_250,
  pick: 'cheapest',
  maxGroups: null,
} as const;

const PERCENT_OFF = {
  kind: 'item-percent',
  rateBp: 100,
  minLineUnits: 1,
  rounding: 'line',
  roundOn: 'discount',
} as const;

test('of units that cost the same it matters to no cent on which line they are', () => {
  const offer: Offer = BUY_ONE_GET_TWO;
  const same = { articleCode: 'A' };
  const amounts = [
    [lineOf('a', 1, 500, same), lineOf('b', 2, 500, same)],
    [lineOf('a', 2, 500, same), lineOf('b', 1, 500, same)],
  ].map((lines) => price(inputOf(lines, [ruleOf('r', offer)])).amountMinor);
  // Both of the line that gives two: an eighth off 10.00, not twice an eighth off 5.00, rounded up.
  expect(amounts).toEqual([1_375, 1_375]);
});

test('a cent that sharing leaves over is where the line behind it makes the most of it', () => {
  const offer: Offer = { ...BUY_ONE_GET_TWO, getTarget: 'all', rateBp: 10_000, maxGroups: 1 };
  const byHand = { kind: 'percent', rateBp: 3_333, authorization: AUTHORIZATION } as const;
  const lines = [
    lineOf('a', 1, 250),
    lineOf('b', 2, 250),
    lineOf('c', 3, 250, { articleCode: 'C', manualDiscount: byHand }),
  ];
  const input = inputOf(lines, [ruleOf('r', offer, { target: { articles: ['C'] } })]);
  expect(price(input).amountMinor).toBe(leastByBruteForce(input));
});

test('a spend that is asked of some lines, and steps of others, are each worth reaching by themselves', () => {
  const percentOff: Offer = { ...BUY_ONE_GET_TWO, getUnits: 1, rateBp: 100 };
  const everyFive: Offer = { kind: 'spend-every', everyMinor: 500, amountMinor: 333, maxTimes: null };
  const spend = { atLeastMinor: 1_000, of: { articles: ['a', 'b'] } };
  const rules = [
    ruleOf('percent', percentOff),
    ruleOf('every', everyFive, { target: { articles: ['b'] }, conditions: { spend } }),
  ];
  // One cent off any unit would sink the spend: the offer on units is left out for what the steps take off.
  expect(price(inputOf([lineOf('a', 2, 250), lineOf('b', 2, 250)], rules)).amountMinor).toBe(1_000 - 333);
});

test('steps that end before the last of a search are told of, wherever they end', () => {
  const rules = [
    ruleOf(
      'add-on',
      { kind: 'add-on-price', priceMinor: 99, maxUnits: 2 },
      { group: 'g', respectsPriceFloor: true },
    ),
    ruleOf('all', { ...PERCENT_OFF }, { group: 'g', maxDiscountMinor: 60 }),
    ruleOf(
      'some',
      { ...PERCENT_OFF },
      {
        target: { tags: ['x'] },
        conditions: { spend: { atLeastMinor: 1_500, of: { tags: ['x'] } } },
        maxDiscountMinor: 60,
      },
    ),
  ];
  const lines = [1, 2, 1, 2, 1].map((units, index) =>
    lineOf(`line-${index}`, units, 333, {
      articleCode: 'A',
      tags: index % 2 === 1 || index === 4 ? ['x'] : [],
      floorPriceE4: index > 0 && index < 4 ? 9_000 : null,
    }),
  );
  const input = inputOf(lines, rules);
  const least = priceOffers(input).amountMinor;
  for (let stepsMax = 1; stepsMax < 1_600; stepsMax += 1) {
    const { amountMinor, isProvenBest } = priceOffers({ ...input, stepsMax });
    expect(isProvenBest ? amountMinor : least, `${stepsMax} steps`).toBe(least);
  }
});

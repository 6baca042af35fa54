import { describe, expect, test } from 'vitest';
import { priceOffers } from '../../../../domain/pricing/price-offers.ts';
import type { Offer } from '../../../../domain/promotions/promotion.ts';
import { inputOf, lineOf, MEMBER, ruleOf } from './offers.ts';
import { outcome, price } from './priced.ts';

const AUTHORIZATION = { by: null, reason: null } as never;

const SECOND_HALF: Offer = {
  kind: 'nth-item',
  groupUnits: 2,
  rateBp: 5_000,
  pick: 'cheapest',
  scope: 'per-group',
  maxGroups: null,
};
const TENTH_OFF: Offer = {
  kind: 'item-percent',
  rateBp: 1_000,
  minLineUnits: 1,
  rounding: 'line',
  roundOn: 'discount',
};

describe('units that serve offers', () => {
  test('the second item at half price pairs the dearest, whatever the order in which they were rung', () => {
    const rule = ruleOf('half', SECOND_HALF);
    const result = price(
      inputOf([lineOf('a', 1, 2_000), lineOf('b', 1, 10_000), lineOf('c', 1, 8_000)], [rule]),
    );
    expect(result.amountMinor).toBe(20_000 - 4_000);
    expect(outcome(result, 'half')).toMatchObject({ kind: 'applied', savesMinor: 4_000, uses: 1 });
  });

  test('three for a price takes the three that save most, and leaves the cheapest alone', () => {
    const offer: Offer = {
      kind: 'group-price',
      groupUnits: 3,
      priceMinor: 1_000,
      pick: 'dearest',
      maxGroups: null,
    };
    const result = price(
      inputOf([lineOf('a', 3, 500), lineOf('b', 1, 400), lineOf('c', 1, 300)], [ruleOf('r', offer)]),
    );
    expect(result.amountMinor).toBe(1_000 + 700);
  });

  test('a rule on the cheapest units does not pass the cheapest over', () => {
    const offer: Offer = {
      kind: 'group-price',
      groupUnits: 2,
      priceMinor: 500,
      pick: 'cheapest',
      maxGroups: 1,
    };
    const result = price(inputOf([lineOf('a', 2, 6_000), lineOf('b', 1, 3_000)], [ruleOf('r', offer)]));
    expect(result.amountMinor).toBe(6_000 + 500);
  });

  test('where a limit ends on a dearer unit, the cheaper one served with it, and the limit is given whole', () => {
    const offer: Offer = {
      kind: 'group-off',
      groupUnits: 1,
      off: { rateBp: 5_000 },
      per: 'group',
      pick: 'cheapest',
      maxGroups: null,
    };
    const rule = ruleOf('r', offer, { maxDiscountMinor: 60 });
    expect(price(inputOf([lineOf('a', 1, 1_000), lineOf('b', 1, 100)], [rule])).amountMinor).toBe(1_040);
  });

  test('sets of 2, 2, 2, 1 and 1 different books are made of four and four, not of five and three', () => {
    const offer: Offer = {
      kind: 'distinct-set',
      steps: [
        { distinct: 2, rateBp: 500 },
        { distinct: 3, rateBp: 1_000 },
        { distinct: 4, rateBp: 2_000 },
        { distinct: 5, rateBp: 2_500 },
      ],
    };
    const books = [2, 2, 2, 1, 1].map((copies, index) => lineOf(`book${index}`, copies, 800));
    expect(price(inputOf(books, [ruleOf('set', offer)])).amountMinor).toBe(5_120);
  });

  test('offers that contend for units share them out for the largest saving of all', () => {
    const pairOff = (tag: string, amountMinor: number) =>
      ruleOf(
        tag,
        {
          kind: 'group-off',
          groupUnits: 2,
          off: { amountMinor },
          per: 'group',
          pick: 'dearest',
          maxGroups: null,
        },
        { target: { tags: [tag] } },
      );
    const lines = [
      lineOf('1', 1, 1_500, { tags: ['A', 'B'] }),
      lineOf('2', 1, 1_500, { tags: ['B'] }),
      lineOf('3', 1, 1_500, { tags: ['A', 'C'] }),
      lineOf('4', 1, 1_500, { tags: ['B', 'C'] }),
    ];
    const result = price(inputOf(lines, [pairOff('A', 800), pairOff('B', 1_000), pairOff('C', 600)]));
    expect(result.amountMinor).toBe(6_000 - 1_800);
    expect(outcome(result, 'C')).toMatchObject({
      kind: 'lost',
      wouldSaveMinor: 600,
      to: { because: 'units' },
    });
  });

  test('of two alike, one bought and one free, giving either back leaves half the price', () => {
    const offer: Offer = {
      kind: 'buy-get',
      buyUnits: 1,
      getUnits: 1,
      getTarget: null,
      rateBp: 10_000,
      pick: 'cheapest',
      maxGroups: null,
    };
    const result = price(inputOf([lineOf('a', 3, 1_001)], [ruleOf('free', offer)]));
    expect(result.lines[0]!.unitAmounts).toEqual([
      [1, 1_001],
      [1, 501],
      [1, 500],
    ]);
  });

  test('what is free for something bought is shared over both lines by what they cost', () => {
    const offer: Offer = {
      kind: 'buy-get',
      buyUnits: 1,
      getUnits: 1,
      getTarget: { articles: ['pen'] },
      rateBp: 10_000,
      pick: 'cheapest',
      maxGroups: null,
    };
    const rule = ruleOf('pen', offer, { target: { articles: ['book'] } });
    const result = price(inputOf([lineOf('book', 1, 900), lineOf('pen', 1, 100)], [rule]));
    expect(result.lines.map(({ amountMinor }) => amountMinor)).toEqual([810, 90]);
  });

  test('a heap of a thousand pieces is priced as exactly as three', () => {
    const result = price(inputOf([lineOf('screw', 1_001, 10)], [ruleOf('half', SECOND_HALF)]));
    expect(result.amountMinor).toBe(10_010 - 500 * 5);
  });
});

describe('gifts', () => {
  const offer: Offer = {
    kind: 'free-gift',
    buyUnits: 3,
    getUnits: 1,
    gifts: { articles: ['pen'] },
    maxGroups: null,
  };
  const rule = ruleOf('gift', offer, { target: { articles: ['board'] } });

  test('cost nothing where a rule gives them, and their price where none does', () => {
    const lines = [lineOf('board', 6, 198), lineOf('pen', 3, 320, { isGift: true })];
    const result = price(inputOf(lines, [rule]));
    expect(result.amountMinor).toBe(6 * 198 + 320);
    expect(result.giftsOpen).toEqual([]);
  });

  test('that may still be rung are told', () => {
    const result = price(inputOf([lineOf('board', 75, 198)], [rule]));
    expect(result.giftsOpen).toEqual([{ ruleId: 'gift', units: 25 }]);
    expect(outcome(result, 'gift')).toMatchObject({
      kind: 'not-met',
      missing: [{ kind: 'gift', units: 25 }],
    });
  });
});

describe('thresholds of spending', () => {
  const every = ruleOf('spend', {
    kind: 'spend-steps',
    steps: [{ fromMinor: 10_000, off: { amountMinor: 2_000 } }],
  });

  test('are judged on what the stages before leave, and an offer that would sink one for less is left out', () => {
    const half = ruleOf('half', SECOND_HALF, { target: { articles: ['a'] } });
    const result = price(inputOf([lineOf('a', 2, 1_500), lineOf('b', 1, 7_100)], [half, every]));
    expect(result.amountMinor).toBe(10_100 - 2_000);
    expect(outcome(result, 'half')).toMatchObject({
      kind: 'lost',
      wouldSaveMinor: 750,
      to: { ruleIds: ['spend'] },
    });
  });

  test('give way to an offer that saves more than they do', () => {
    const half = ruleOf('half', SECOND_HALF, { target: { articles: ['b'] } });
    const result = price(inputOf([lineOf('a', 1, 1_500), lineOf('b', 2, 5_000)], [half, every]));
    expect(result.amountMinor).toBe(11_500 - 2_500);
    expect(outcome(result, 'spend')).toMatchObject({ kind: 'lost', to: { ruleIds: ['half'] } });
  });

  test('that are not met say what is missing, and what it would save', () => {
    const result = price(inputOf([lineOf('a', 1, 8_800)], [every]));
    expect(outcome(result, 'spend')).toEqual({
      ruleId: 'spend',
      kind: 'not-met',
      missing: [{ kind: 'spend', hasMinor: 8_800, needMinor: 10_000 }],
      wouldSaveMinor: 2_000,
    });
  });

  test('are not judged on discounts of the same stage', () => {
    const order = ruleOf('order', { kind: 'order-percent', rateBp: 1_000 }, { priority: 9 });
    const result = price(inputOf([lineOf('a', 1, 10_000)], [order, every]));
    expect(result.amountMinor).toBe(9_000 - 2_000);
  });
});

describe('what stands against what', () => {
  test('of a group the rule that saves most acts, and the others lose to it', () => {
    const less = ruleOf('less', { ...TENTH_OFF, rateBp: 1_100 }, { group: 'g', priority: 5 });
    const more = ruleOf('more', { ...TENTH_OFF, rateBp: 1_300 }, { group: 'g' });
    const result = price(inputOf([lineOf('a', 1, 3_000)], [less, more]));
    expect(result.amountMinor).toBe(2_610);
    expect(outcome(result, 'less')).toEqual({
      ruleId: 'less',
      kind: 'lost',
      wouldSaveMinor: 330,
      to: { ruleIds: ['more'], because: 'group' },
    });
  });

  test('what stands alone is chosen only where it saves more than all others together', () => {
    const alone = ruleOf('alone', { kind: 'order-amount', amountMinor: 700 }, { isExclusive: true });
    const tenth = ruleOf('tenth', TENTH_OFF);
    const order = ruleOf('order', { kind: 'order-amount', amountMinor: 500 });
    const dear = price(inputOf([lineOf('a', 1, 3_000)], [alone, tenth, order]));
    expect(dear.amountMinor).toBe(2_200);
    expect(outcome(dear, 'alone')).toMatchObject({ kind: 'lost', to: { because: 'exclusive' } });
    const cheap = price(inputOf([lineOf('a', 1, 1_000)], [alone, tenth, order]));
    expect(cheap.amountMinor).toBe(300);
    expect(outcome(cheap, 'tenth')).toMatchObject({ to: { ruleIds: ['alone'], because: 'exclusive' } });
  });

  test('a group may reach from lines to the order', () => {
    const tenth = ruleOf('tenth', TENTH_OFF, { group: 'g' });
    const order = ruleOf('order', { kind: 'order-amount', amountMinor: 500 }, { group: 'g' });
    expect(price(inputOf([lineOf('a', 1, 3_000)], [tenth, order])).amountMinor).toBe(2_500);
    expect(price(inputOf([lineOf('a', 1, 9_000)], [tenth, order])).amountMinor).toBe(8_100);
  });

  test('a special price is the price, and rules that leave sale items alone leave its line', () => {
    const special = ruleOf('special', { kind: 'special-price', pricesE4: { a: 80_000 } });
    const tenth = ruleOf('tenth', TENTH_OFF, { appliesToSaleItems: false });
    const result = price(inputOf([lineOf('a', 1, 1_000), lineOf('b', 1, 1_000)], [special, tenth]));
    expect(result.lines.map(({ amountMinor }) => amountMinor)).toEqual([800, 900]);
    expect(result.lines[0]!.priceSavingMinor).toBe(200);
  });

  test('discounts by hand stand beside whatever is chosen', () => {
    const line = lineOf('a', 1, 10_000, {
      manualDiscount: { kind: 'percent', rateBp: 1_000, authorization: AUTHORIZATION },
    });
    const alone = ruleOf('alone', { kind: 'order-percent', rateBp: 5_000 }, { isExclusive: true });
    const result = price(
      inputOf([line], [alone], {
        basketDiscount: { kind: 'amount', amountMinor: 500, authorization: AUTHORIZATION },
      }),
    );
    expect(result.amountMinor).toBe(4_500 - 500);
    expect(result.lines[0]!.savings).toEqual([{ ruleId: 'alone', amountMinor: 4_500 }]);
  });
});

describe('limits and floors', () => {
  test('a rule that respects the price floor stops at it, and what a line cannot bear goes to others', () => {
    const lines = [lineOf('a', 1, 5_000, { floorPriceE4: 450_000 }), lineOf('b', 1, 2_000)];
    const rule = ruleOf('order', { kind: 'order-percent', rateBp: 2_000 }, { respectsPriceFloor: true });
    const result = price(inputOf(lines, [rule]));
    expect(result.lines.map(({ amountMinor }) => amountMinor)).toEqual([4_500, 1_100]);
  });

  test('a budget that is nearly spent caps what the rule takes off', () => {
    const rule = ruleOf('tenth', TENTH_OFF, { limits: { budgetMinor: 10_000 } });
    const uses = new Map([
      ['tenth', { byMember: 0, byMemberToday: 0, today: 0, inAll: 9, spentMinor: 9_900 }],
    ]);
    const result = price(inputOf([lineOf('a', 1, 5_000), lineOf('b', 1, 5_000)], [rule], { uses }));
    expect(result.amountMinor).toBe(10_000 - 100);
  });

  test('uses that are left over from other sales bound the groups of this one', () => {
    const rule = ruleOf('half', SECOND_HALF, { limits: { perMember: 3 } });
    const uses = new Map([['half', { byMember: 2, byMemberToday: 0, today: 0, inAll: 2, spentMinor: 0 }]]);
    const result = price(inputOf([lineOf('a', 4, 1_000)], [rule], { uses, member: MEMBER }));
    expect(result.amountMinor).toBe(4_000 - 500);
    expect(outcome(result, 'half')).toMatchObject({ uses: 1 });
  });

  test('a basket without rules costs its prices, and each unit its even share', () => {
    const result = price(inputOf([lineOf('a', 3, 333)], []));
    expect(result).toMatchObject({ amountMinor: 999, applied: [], coupons: [], isProvenBest: true });
    expect(result.lines[0]!.unitAmounts).toEqual([[3, 333]]);
  });
});

describe('a basket with more to choose than there are steps for', () => {
  const amountOff = (groupUnits: number, amountMinor: number): Offer => ({
    kind: 'group-off',
    groupUnits,
    off: { amountMinor },
    per: 'group',
    pick: 'dearest',
    maxGroups: null,
  });
  const on = (tag: string) => ({ target: { tags: [tag] } });
  const heaps = ['a', 'b', 'c', 'd', 'e', 'f'];
  const heaped = heaps.flatMap((heap) =>
    Array.from({ length: 6 }, (_, each) =>
      lineOf(`${heap}${each}`, 3, 1_000 + 37 * each, { articleCode: `${heap}${each}`, tags: [heap] }),
    ),
  );
  const onHeaps = heaps.flatMap((heap) => [
    ruleOf(`${heap}-2`, amountOff(2, 150), on(heap)),
    ruleOf(`${heap}-3`, amountOff(3, 270), on(heap)),
  ]);
  // What saves most by itself takes the two units in the middle, and leaves two that save nothing.
  const few = [
    lineOf('w', 1, 1_000, { tags: ['left'] }),
    lineOf('x', 1, 1_000, { tags: ['left', 'middle'] }),
    lineOf('y', 1, 1_000, { tags: ['middle', 'right'] }),
    lineOf('z', 1, 1_000, { tags: ['right'] }),
  ];
  const onFew = [
    ruleOf('middle', amountOff(2, 300), on('middle')),
    ruleOf('left', amountOff(2, 200), on('left')),
    ruleOf('right', amountOff(2, 200), on('right')),
  ];
  const priceWithin = (stepsMax: number) =>
    priceOffers(inputOf([...heaped, ...few], [...onHeaps, ...onFew], { stepsMax }));

  test('has the best of what is done with few steps, wherever in the basket that stands', () => {
    const { lines, isProvenBest } = priceWithin(400);
    const fewMinor = lines.slice(heaped.length).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    expect(fewMinor).toBe(4_000 - 2 * 200);
    expect(isProvenBest).toBe(false);
  });

  test('does not begin a search that would not come to its end', () => {
    const { steps } = priceWithin(2_000);
    expect(steps).toBeLessThan(1_000);
  });
});

import fc from 'fast-check';
import type { OfferInput, OfferLine } from '../../../../domain/pricing/offer-input.ts';
import type { Offer, Promotion, Target } from '../../../../domain/promotions/promotion.ts';
import { lineAmountMinor } from '../../../../domain/line-amount.ts';

/** A line of a basket as offers see it; what is not said is plain. */
export function offerLine(
  id: string,
  units: number,
  unitMinor: number,
  more: Partial<OfferLine> = {},
): OfferLine {
  const listPriceE4 = unitMinor * 100;
  const quantityThousandths = more.quantityThousandths ?? units * 1_000;
  return {
    id,
    articleCode: id,
    department: 'goods',
    tags: [],
    units,
    quantityThousandths,
    isDivisible: false,
    listPriceE4,
    grossMinor: lineAmountMinor(listPriceE4, quantityThousandths, 'USD'),
    manualPriceE4: null,
    manualDiscount: null,
    floorPriceE4: null,
    isOnSale: false,
    isGift: false,
    isExcluded: false,
    taxCode: 'A',
    rateBp: 0,
    isTaxIncluded: true,
    ...more,
  };
}

/** A rule; what is not said is its default in a file. */
export function rule(id: string, offer: Offer, more: Partial<Promotion> = {}): Promotion {
  return {
    id,
    version: 1,
    name: { en: id, 'zh-CN': id },
    offer,
    target: 'all',
    conditions: {},
    limits: {},
    maxDiscountMinor: null,
    respectsPriceFloor: false,
    appliesToSaleItems: true,
    group: null,
    isExclusive: false,
    priority: 0,
    lane: 'default',
    validFrom: null,
    validTo: null,
    coupon: null,
    ...more,
  };
}

export function offerInput(
  lines: readonly OfferLine[],
  promotions: readonly Promotion[],
  more: Partial<OfferInput> = {},
): OfferInput {
  return {
    currency: 'USD',
    lines,
    promotions,
    coupons: [],
    member: null,
    uses: new Map(),
    basketDiscount: null,
    clock: { date: '2026-11-22', weekday: 7, minuteOfDay: 720 },
    combination: 'priority',
    stepsMax: 1_000,
    ...more,
  };
}

export const byHand = { by: 'anna', approvedBy: 'anna', reason: null };

const minor = fc.integer({ min: 1, max: 3_000 });
const rateBp = fc.integer({ min: 1, max: 10_000 });
const units = fc.integer({ min: 1, max: 4 });
const pick = fc.constantFrom('cheapest' as const, 'dearest' as const);
const maxGroups = fc.option(fc.integer({ min: 1, max: 3 }));
const off = fc.oneof(
  rateBp.map((rate) => ({ rateBp: rate })),
  minor.map((amountMinor) => ({ amountMinor })),
);
const tag = fc.constantFrom('x', 'y', 'z');
const target: fc.Arbitrary<Target> = fc.oneof(
  fc.constant('all' as const),
  tag.map((each) => ({ tags: [each] })),
);
const parts = fc.array(fc.record({ target, units: fc.integer({ min: 1, max: 2 }) }), {
  minLength: 1,
  maxLength: 3,
});

/** Every kind of offer that takes something off. */
const anyOffer: fc.Arbitrary<Offer> = fc.oneof(
  fc.record({
    kind: fc.constant('nth-item' as const),
    groupUnits: fc.integer({ min: 2, max: 4 }),
    rateBp,
    pick,
    scope: fc.constantFrom('per-group' as const, 'across-groups' as const),
    fill: pick,
    maxGroups,
  }),
  fc.record({
    kind: fc.constant('group-price' as const),
    groupUnits: units,
    priceMinor: minor,
    pick,
    maxGroups,
  }),
  fc.record({
    kind: fc.constant('quantity-percent' as const),
    steps: fc.array(fc.record({ fromUnits: units, rateBp }), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('group-off' as const),
    groupUnits: units,
    off,
    per: fc.constantFrom('group' as const, 'unit' as const),
    pick,
    maxGroups,
  }),
  fc.record({
    kind: fc.constant('buy-get' as const),
    buyUnits: units,
    getUnits: units,
    getTarget: fc.option(target),
    rateBp,
    pick,
    maxGroups,
  }),
  fc.record({ kind: fc.constant('bundle-price' as const), parts, priceMinor: minor, maxGroups }),
  fc.record({ kind: fc.constant('set-off' as const), parts, off, pick, maxGroups }),
  fc.record({
    kind: fc.constant('distinct-set' as const),
    steps: fc.array(fc.record({ distinct: fc.integer({ min: 2, max: 4 }), rateBp }), {
      minLength: 1,
      maxLength: 2,
    }),
  }),
  fc.record({ kind: fc.constant('pick-off' as const), units, off, pick }),
  fc.record({ kind: fc.constant('add-on-price' as const), priceMinor: minor, maxUnits: units }),
  fc.record({
    kind: fc.constant('free-gift' as const),
    buyUnits: units,
    getUnits: units,
    gifts: fc.option(target),
    maxGroups,
  }),
  fc.record(
    {
      kind: fc.constant('item-percent' as const),
      rateBp,
      minLineUnits: units,
      maxLineUnits: units,
      rounding: fc.constantFrom('line' as const, 'unit' as const),
      roundOn: fc.constantFrom('discount' as const, 'price' as const),
    },
    { requiredKeys: ['kind', 'rateBp', 'minLineUnits', 'rounding', 'roundOn'] },
  ),
  fc.record(
    { kind: fc.constant('item-amount' as const), amountMinor: minor, maxLineUnits: units },
    { requiredKeys: ['kind', 'amountMinor'] },
  ),
  fc.record({ kind: fc.constant('target-amount' as const), amountMinor: minor }),
  fc.record({ kind: fc.constant('order-percent' as const), rateBp }),
  fc.record({ kind: fc.constant('order-amount' as const), amountMinor: minor }),
  fc.record({ kind: fc.constant('order-price' as const), priceMinor: minor }),
  fc.record({
    kind: fc.constant('spend-steps' as const),
    steps: fc.array(fc.record({ fromMinor: minor, off }), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('spend-every' as const),
    everyMinor: minor,
    amountMinor: minor,
    maxTimes: fc.option(units),
  }),
);

const anyLine = fc
  .record({
    units: fc.integer({ min: 1, max: 5 }),
    unitMinor: fc.integer({ min: 0, max: 2_000 }),
    tags: fc.uniqueArray(tag),
    isGift: fc.boolean(),
    isOnSale: fc.boolean(),
    isExcluded: fc.integer({ min: 0, max: 9 }).map((each) => each === 0),
    isDivisible: fc.integer({ min: 0, max: 5 }).map((each) => each === 0),
    floorMinor: fc.option(fc.integer({ min: 0, max: 1_500 })),
    rateBp: fc.constantFrom(0, 500, 1_300),
  })
  .map(({ units: count, unitMinor, floorMinor, isDivisible, ...more }) =>
    offerLine('line', isDivisible ? 1 : count, unitMinor, {
      ...more,
      isDivisible,
      quantityThousandths: isDivisible ? 735 : count * 1_000,
      floorPriceE4: floorMinor === null ? null : floorMinor * 100,
    }),
  );

const anyRule = fc
  .record({
    offer: anyOffer,
    target,
    priority: fc.integer({ min: 0, max: 3 }),
    group: fc.option(fc.constantFrom('g', 'h'), { freq: 3 }),
    isExclusive: fc.integer({ min: 0, max: 9 }).map((each) => each === 0),
    respectsPriceFloor: fc.boolean(),
    appliesToSaleItems: fc.boolean(),
    maxDiscountMinor: fc.option(minor),
    lane: fc.constantFrom('default' as const, 'post' as const),
    limits: fc.oneof(fc.constant({}), fc.record({ perSale: units }), fc.record({ budgetMinor: minor })),
    spend: fc.option(minor),
  })
  .map(({ offer, spend, ...more }) =>
    rule('rule', offer, { ...more, conditions: spend === null ? {} : { spend: { atLeastMinor: spend } } }),
  );

/** A basket with rules of every kind, under `priority`. */
export const anyInput: fc.Arbitrary<OfferInput> = fc
  .record({
    lines: fc.array(anyLine, { minLength: 1, maxLength: 6 }),
    promotions: fc.array(anyRule, { maxLength: 6 }),
    lineDiscount: fc.option(rateBp),
    basketDiscount: fc.option(minor),
  })
  .map(({ lines, promotions, lineDiscount, basketDiscount }) =>
    offerInput(
      lines.map((line, index) => ({
        ...line,
        id: `line-${index}`,
        articleCode: `article-${index}`,
        manualDiscount:
          index === 0 && lineDiscount !== null
            ? { kind: 'percent', rateBp: lineDiscount, authorization: byHand }
            : null,
      })),
      promotions.map((each, index) => ({ ...each, id: `rule-${index}` })),
      {
        basketDiscount:
          basketDiscount === null
            ? null
            : { kind: 'amount', amountMinor: basketDiscount, authorization: byHand },
      },
    ),
  );

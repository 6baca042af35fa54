import fc from 'fast-check';
import type { CouponTerms, Offer, Promotion, Target } from '../../../../domain/promotions/promotion.ts';
import type { OfferCoupon, OfferInput, OfferLine } from '../../../../domain/pricing/offer-input.ts';
import { inputOf, lineOf, MEMBER, ruleOf } from './offers.ts';

/** Few prices, so that units are often alike, and some that no percentage divides. */
const PRICES = [100, 199, 250, 333, 500, 801, 1_000];
const RATES = [100, 1_000, 1_250, 3_333, 5_000, 10_000];
const AMOUNTS = [1, 50, 100, 333, 700];
const AUTHORIZATION = { by: null, reason: null } as never;

const target: fc.Arbitrary<Target> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Target>('all') },
  {
    weight: 3,
    arbitrary: fc.subarray(['A', 'B', 'C'], { minLength: 1 }).map((articles): Target => ({ articles })),
  },
  { weight: 3, arbitrary: fc.constantFrom('x', 'y').map((tag): Target => ({ tags: [tag] })) },
);
const pick = fc.constantFrom('cheapest' as const, 'dearest' as const);
const rateBp = fc.constantFrom(...RATES);
const amountMinor = fc.constantFrom(...AMOUNTS);
const off = fc.oneof(
  rateBp.map((rate) => ({ rateBp: rate })),
  amountMinor.map((amount) => ({ amountMinor: amount })),
);
const maxGroups = fc.constantFrom(null, null, 1, 2);
const parts = fc.array(fc.record({ target, units: fc.integer({ min: 1, max: 2 }) }), {
  minLength: 1,
  maxLength: 2,
});
const priceMinor = fc.constantFrom(99, 300, 450, 1_000);

const unitOffer: fc.Arbitrary<Offer> = fc.oneof(
  fc.record({
    kind: fc.constant('nth-item' as const),
    groupUnits: fc.integer({ min: 2, max: 3 }),
    rateBp,
    pick,
    scope: fc.constantFrom('per-group' as const, 'across-groups' as const),
    maxGroups,
  }),
  fc.record({
    kind: fc.constant('group-price' as const),
    groupUnits: fc.integer({ min: 2, max: 3 }),
    priceMinor,
    pick,
    maxGroups,
  }),
  fc.record({
    kind: fc.constant('quantity-percent' as const),
    steps: fc.tuple(rateBp, rateBp).map(([low, high]) => [
      { fromUnits: 2, rateBp: low },
      { fromUnits: 3, rateBp: high },
    ]),
  }),
  fc.record({
    kind: fc.constant('group-off' as const),
    groupUnits: fc.integer({ min: 1, max: 3 }),
    off,
    per: fc.constantFrom('group' as const, 'unit' as const),
    pick,
    maxGroups,
  }),
  fc.record({
    kind: fc.constant('buy-get' as const),
    buyUnits: fc.integer({ min: 1, max: 2 }),
    getUnits: fc.integer({ min: 1, max: 2 }),
    getTarget: fc.oneof(fc.constant(null), target),
    rateBp,
    pick,
    maxGroups,
  }),
  fc.record({ kind: fc.constant('bundle-price' as const), parts, priceMinor, maxGroups }),
  fc.record({ kind: fc.constant('set-off' as const), parts, off, pick, maxGroups }),
  fc.record({
    kind: fc.constant('distinct-set' as const),
    steps: fc.tuple(rateBp, rateBp).map(([low, high]) => [
      { distinct: 2, rateBp: low },
      { distinct: 3, rateBp: high },
    ]),
  }),
  fc.record({ kind: fc.constant('pick-off' as const), units: fc.integer({ min: 1, max: 2 }), off, pick }),
  fc.record({
    kind: fc.constant('add-on-price' as const),
    priceMinor,
    maxUnits: fc.integer({ min: 1, max: 2 }),
  }),
  fc.record({
    kind: fc.constant('free-gift' as const),
    buyUnits: fc.integer({ min: 1, max: 2 }),
    getUnits: fc.integer({ min: 1, max: 2 }),
    gifts: fc.oneof(fc.constant(null), target),
    maxGroups,
  }),
);

const lineOffer: fc.Arbitrary<Offer> = fc.oneof(
  fc.record({
    kind: fc.constant('item-percent' as const),
    rateBp,
    minLineUnits: fc.constantFrom(1, 1, 2),
    rounding: fc.constantFrom('line' as const, 'unit' as const),
    roundOn: fc.constantFrom('discount' as const, 'price' as const),
  }),
  fc.record({ kind: fc.constant('item-amount' as const), amountMinor }),
  fc.record({ kind: fc.constant('target-amount' as const), amountMinor }),
  rateBp.map((rate) => ({ kind: 'tier-percent' as const, rates: [{ tier: 'gold', rateBp: rate }] })),
);

const orderOffer: fc.Arbitrary<Offer> = fc.oneof(
  fc.record({ kind: fc.constant('order-percent' as const), rateBp }),
  fc.record({ kind: fc.constant('order-amount' as const), amountMinor }),
  fc.record({ kind: fc.constant('order-price' as const), priceMinor: fc.constantFrom(500, 1_500) }),
  fc.tuple(off, off).map(([low, high]) => ({
    kind: 'spend-steps' as const,
    steps: [
      { fromMinor: 1_000, off: low },
      { fromMinor: 1_800, off: high },
    ],
  })),
  fc.record({
    kind: fc.constant('spend-every' as const),
    everyMinor: fc.constantFrom(500, 900),
    amountMinor,
    maxTimes: fc.constantFrom(null, 1, 2),
  }),
);

const specialPrice: fc.Arbitrary<Offer> = fc.constantFrom(80, 199, 300).map((minor) => ({
  kind: 'special-price' as const,
  pricesE4: { A: minor * 100, B: minor * 100 },
}));

const anyOffer = fc.oneof(
  { weight: 6, arbitrary: unitOffer },
  { weight: 3, arbitrary: lineOffer },
  { weight: 3, arbitrary: orderOffer },
  { weight: 1, arbitrary: specialPrice },
);

const coupon: fc.Arbitrary<CouponTerms> = fc.record({
  holder: fc.constant('bearer' as const),
  uses: fc.constant(1),
  isStackable: fc.boolean(),
  sharedCode: fc.constant(null),
  costPoints: fc.constantFrom(0, 0, 300),
});

const rarely = <T>(value: fc.Arbitrary<T>, otherwise: T, weight = 1) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(otherwise) }, { weight, arbitrary: value });

const promotionParts = fc.record({
  offer: anyOffer,
  target,
  spend: rarely<{ atLeastMinor: number; of: Target } | null>(
    fc.record({ atLeastMinor: fc.constantFrom(600, 1_000, 1_500), of: target }),
    null,
    2,
  ),
  perSale: rarely<number | null>(fc.constantFrom(1, 2), null),
  maxDiscountMinor: rarely<number | null>(fc.constantFrom(60, 300), null),
  respectsPriceFloor: rarely(fc.constant(true), false),
  appliesToSaleItems: rarely(fc.constant(false), true),
  group: rarely<string | null>(fc.constantFrom('g', 'h'), null, 2),
  isExclusive: fc.integer({ min: 0, max: 9 }).map((die) => die === 0),
  priority: fc.integer({ min: 0, max: 2 }),
  coupon: rarely<CouponTerms | null>(coupon, null),
});

/** Up to `most` rules of every kind, whose ids tell their place. */
function promotions(most: number): fc.Arbitrary<Promotion[]> {
  return fc.array(promotionParts, { maxLength: most }).map((all) =>
    all.map(({ offer, spend, perSale, ...rest }, index) =>
      ruleOf(`R${index}`, offer, {
        ...rest,
        coupon: offer.kind === 'special-price' ? null : rest.coupon,
        conditions: spend && offer.kind !== 'special-price' ? { spend } : {},
        limits: perSale === null ? {} : { perSale },
      }),
    ),
  );
}

const lineParts = fc.record({
  article: fc.constantFrom('A', 'B', 'C', 'D'),
  units: fc.integer({ min: 1, max: 3 }),
  unitMinor: fc.constantFrom(...PRICES),
  tags: fc.subarray(['x', 'y']),
  floorMinor: rarely<number | null>(fc.constantFrom(90, 180), null),
  isOnSale: rarely(fc.constant(true), false),
  isGift: rarely(fc.constant(true), false),
  isExcluded: fc.integer({ min: 0, max: 11 }).map((die) => die === 0),
  percentByHand: rarely<number | null>(fc.constantFrom(1_000, 3_333), null),
});

const taxes = fc.constantFrom(
  { rateBp: 1_900, isTaxIncluded: true },
  { rateBp: 1_900, isTaxIncluded: true },
  { rateBp: 887, isTaxIncluded: false },
);

/** Prices that all lines of a basket have in turn: units that are alike on lines that are not, and sums that meet thresholds. */
const sharedPrices = fc.constantFrom<readonly number[] | null>(null, null, [250], [333], [250, 501]);

/** Lines of at most so many units together. */
function lines(unitsMost: number): fc.Arbitrary<OfferLine[]> {
  const rung = fc.array(lineParts, { minLength: 1, maxLength: 5 });
  return fc.tuple(rung, taxes, sharedPrices).map(([all, tax, shared]) => {
    let left = unitsMost;
    return all.flatMap(
      ({ article, units, unitMinor: ownMinor, floorMinor, percentByHand, ...rest }, index) => {
        const unitMinor = shared ? shared[index % shared.length]! : ownMinor;
        if (left < units) return [];
        left -= units;
        return [
          lineOf(`line-${index}`, units, unitMinor, {
            ...rest,
            ...tax,
            ...(index % 2 === 1 && !tax.isTaxIncluded ? { rateBp: 0 } : {}),
            articleCode: article,
            floorPriceE4: floorMinor === null ? null : Math.min(floorMinor, unitMinor) * 100,
            manualDiscount:
              percentByHand === null
                ? null
                : { kind: 'percent', rateBp: percentByHand, authorization: AUTHORIZATION },
          }),
        ];
      },
    );
  });
}

/** A small basket with a handful of rules, and all coupons presented that they need. */
export function offerInputs(unitsMost: number, rulesMost: number): fc.Arbitrary<OfferInput> {
  return fc
    .record({
      rung: lines(unitsMost),
      rules: promotions(rulesMost),
      hasMember: fc.boolean(),
      basketMinor: rarely<number | null>(fc.constantFrom(100, 501), null),
    })
    .map(({ rung, rules, hasMember, basketMinor }) =>
      inputOf(rung, rules, {
        member: hasMember ? MEMBER : null,
        coupons: rules.flatMap(({ id, coupon: terms }): OfferCoupon[] =>
          terms
            ? [{ couponId: `C-${id}`, promotionId: id, code: id, expiresOn: null, isPresented: true }]
            : [],
        ),
        basketDiscount:
          basketMinor === null
            ? null
            : { kind: 'amount', amountMinor: basketMinor, authorization: AUTHORIZATION },
      }),
    );
}

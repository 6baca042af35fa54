import type { Offer, Off, Pick, Target } from '../../domain/promotions/promotion.ts';
import { FEE_TAG } from './case-basket.ts';
import type { CasePromotion, CaseStep, PricingCase } from './case-form.ts';
import { mapPart, mapTarget } from './case-target.ts';

/** An offer in our words, with the lines that it means; or what of the case we have no words for. */
export type MappedOffer =
  { readonly offer: Offer; readonly target: Target } | { readonly unsupported: string };

type Mapper = (promotion: CasePromotion, source: PricingCase) => Offer | string;

/** The kinds that change a price, each with our offer for it; a text says why one cannot be said. */
const mappers: Readonly<Record<string, Mapper>> = {
  order_fixed_off: (given) => ({ kind: 'order-amount', amountMinor: amountOf(given) }),
  order_percent_off: (given) => ({ kind: 'order-percent', rateBp: rateOf(given) }),
  order_fixed_price: ({ priceMinor = 0 }) => ({ kind: 'order-price', priceMinor }),
  item_percent_off: itemPercent,
  line_percent_off_if_qty: itemPercent,
  fee_percent_off: (given) => ({ kind: 'order-percent', rateBp: rateOf(given) }),
  item_fixed_off: (given) => ({
    kind: 'item-amount',
    amountMinor: amountOf(given),
    ...(given.maxQty !== undefined && { maxLineUnits: given.maxQty }),
  }),
  tiered_percent: tiered,
  tiered_fixed: tiered,
  group_fixed_off: (given) =>
    given.groupQty === undefined
      ? { kind: 'target-amount', amountMinor: amountOf(given) }
      : groupOff(given, { amountMinor: amountOf(given) }, given.per === 'unit' ? 'unit' : 'group'),
  group_percent_off: (given) =>
    given.groupQty === undefined ? itemPercent(given) : groupOff(given, { rateBp: rateOf(given) }, 'group'),
  group_fixed_price: (given) => {
    const { priceMinor = 0, groupQty } = given;
    if (groupQty === undefined) return { kind: 'order-price', priceMinor };
    return {
      kind: 'group-price',
      groupUnits: groupQty,
      priceMinor: given.per === 'unit' ? priceMinor * groupQty : priceMinor,
      pick: fillOf(given) ?? 'dearest',
      maxGroups: repeats(given, null),
    };
  },
  group_save: (given) => groupOff(given, { amountMinor: amountOf(given) }, 'group'),
  group_item_fixed_off: (given) => groupOff(given, { amountMinor: amountOf(given) }, 'unit'),
  bundle_price: (given, source) => ({
    kind: 'bundle-price',
    parts: (given.bundle ?? given.set ?? []).map((part) => mapPart(part, source)),
    priceMinor: given.priceMinor ?? 0,
    maxGroups: repeats(given, null),
  }),
  set_percent_off: (given, source) => ({
    kind: 'set-off',
    parts: (given.set ?? given.bundle ?? []).map((part) => mapPart(part, source)),
    off: { rateBp: rateOf(given) },
    pick: fillOf(given) ?? 'cheapest',
    maxGroups: repeats(given, null),
  }),
  distinct_set_percent: ({ tiers = [] }) => ({
    kind: 'distinct-set',
    steps: tiers.map((step) => ({ distinct: step.distinct ?? 1, rateBp: stepRate(step) })),
  }),
  nth_item_percent_off: (given) => {
    return {
      kind: 'nth-item',
      groupUnits: given.groupQty ?? 2,
      rateBp: rateOf(given),
      pick: pickOf(given),
      scope: given.pickScope === 'across_groups' ? 'across-groups' : 'per-group',
      // Groups are filled with the cheapest first, whichever unit of them is picked then.
      fill: sortOf(given) ?? 'cheapest',
      maxGroups: repeats(given, 1),
    };
  },
  cheapest_item_percent_off: (given) => pickOff(given, { rateBp: rateOf(given) }),
  cheapest_item_fixed_off: (given) => pickOff(given, { amountMinor: amountOf(given) }),
  buy_x_get_y_free: (given, source) => ({
    kind: 'buy-get',
    buyUnits: given.buyQty ?? 1,
    getUnits: given.getQty ?? 1,
    getTarget: isSameTarget(given) ? null : mapTarget(given.getTarget, source),
    rateBp: given.percent === undefined ? 10_000 : rateOf(given),
    pick: pickOf(given),
    maxGroups: repeatsOfUnits(given, 1),
  }),
  buy_x_get_extra: (given, source) => ({
    kind: 'free-gift',
    buyUnits: given.buyQty ?? 1,
    getUnits: given.getQty ?? 1,
    gifts: giftOf(given, source),
    maxGroups: repeatsOfUnits(given, 1),
  }),
  auto_gift: (given, source) => ({
    kind: 'free-gift',
    buyUnits: given.buyQty ?? 1,
    getUnits: given.getQty ?? given.units ?? given.maxQty ?? 1,
    gifts: giftOf(given, source) ?? 'all',
    maxGroups: repeats(given, 1),
  }),
};

/** Kinds that do something to points and, where they say so, to the price as well. */
export const pointsKinds: ReadonlySet<string> = new Set([
  'earn_per_money',
  'earn_per_unit',
  'earn_per_block',
  'earn_bonus',
  'redeem_points',
  'redeem_free_product',
  'redeem_reward',
  'points_expiry',
  'tier_by_spend',
  'tier_requalify',
]);

export function isPriceKind(kind: string): boolean {
  return Object.hasOwn(mappers, kind);
}

/** Our offer for a rule of a case. Null for one that takes nothing off. */
export function mapOffer(given: CasePromotion, source: PricingCase): MappedOffer | null {
  if (given.kind === 'redeem_reward') return mapReward(given, source);
  if (!isPriceKind(given.kind)) {
    return pointsKinds.has(given.kind) ? null : { unsupported: `kind ${given.kind}` };
  }
  const offer = mappers[given.kind]!(given, source);
  if (typeof offer === 'string') return { unsupported: `${given.kind}: ${offer}` };
  return { offer, target: targetOf(given, source) };
}

/** A reward for points takes off what it says; one that says nothing only costs points. */
function mapReward(given: CasePromotion, source: PricingCase): MappedOffer | null {
  const target = mapTarget(given.target, source);
  const isOnItems = given.target !== undefined && given.target !== 'all';
  if (given.percent !== undefined) {
    const offer = isOnItems
      ? itemPercent(given)
      : ({ kind: 'order-percent', rateBp: rateOf(given) } as const);
    return { offer, target };
  }
  if (given.amountMinor === undefined) return null;
  return { offer: { kind: 'order-amount', amountMinor: given.amountMinor }, target };
}

function targetOf(given: CasePromotion, source: PricingCase): Target {
  if (given.kind !== 'fee_percent_off') return mapTarget(given.target, source);
  const skus = given.target === undefined || given.target === 'all' ? undefined : given.target.skus;
  return { tags: [FEE_TAG], ...(skus && { articles: skus }) };
}

function itemPercent(given: CasePromotion): Offer {
  return {
    kind: 'item-percent',
    rateBp: rateOf(given),
    minLineUnits: given.minLineQty ?? 1,
    ...(given.maxQty !== undefined && { maxLineUnits: given.maxQty }),
    rounding: given.rounding === 'unit' ? 'unit' : 'line',
    roundOn: given.roundOn === 'price' ? 'price' : 'discount',
  };
}

/** Steps of spending, or of pieces; what is given below the first of them is a step from nothing. */
function tiered(given: CasePromotion): Offer | string {
  const { tiers = [], basePercent, baseMinor } = given;
  if (tiers.some(({ fromQty }) => fromQty !== undefined)) {
    if (tiers.some(({ percent }) => percent === undefined)) return 'an amount by the number of pieces';
    const base = basePercent === undefined ? [] : [{ fromUnits: 1, rateBp: toBp(basePercent) }];
    const steps = tiers.map((step) => ({ fromUnits: step.fromQty ?? 1, rateBp: stepRate(step) }));
    return { kind: 'quantity-percent', steps: [...base, ...steps] };
  }
  const base = [
    ...(basePercent === undefined ? [] : [{ fromMinor: 0, off: { rateBp: toBp(basePercent) } }]),
    ...(baseMinor === undefined ? [] : [{ fromMinor: 0, off: { amountMinor: baseMinor } }]),
  ];
  const steps = tiers.map((step) => ({
    fromMinor: step.fromMinor ?? 0,
    off: step.percent === undefined ? { amountMinor: step.amountMinor ?? 0 } : { rateBp: stepRate(step) },
  }));
  return { kind: 'spend-steps', steps: [...base, ...steps] };
}

function groupOff(given: CasePromotion, off: Off, per: 'group' | 'unit'): Offer {
  return {
    kind: 'group-off',
    groupUnits: given.groupQty ?? 1,
    off,
    per,
    pick: fillOf(given) ?? 'dearest',
    ...(fillOf(given) === null && { fill: 'largest-line' }),
    maxGroups: repeats(given, null),
  };
}

function pickOff(given: CasePromotion, off: Off): Offer {
  return { kind: 'pick-off', units: given.units ?? given.maxQty ?? 1, off, pick: pickOf(given) };
}

function giftOf({ gift }: CasePromotion, source: PricingCase): Target | null {
  if (gift === undefined) return null;
  return mapTarget(typeof gift === 'string' && gift !== 'all' ? { skus: [gift] } : gift, source);
}

function isSameTarget({ target = 'all', getTarget }: CasePromotion): boolean {
  return getTarget === undefined || JSON.stringify(getTarget) === JSON.stringify(target);
}

/** How often a rule repeats: as it says, else as its kind does. */
function repeats({ maxGroups, repeat }: CasePromotion, otherwise: number | null): number | null {
  if (maxGroups !== undefined) return maxGroups;
  if (repeat === undefined) return otherwise;
  return repeat ? null : 1;
}

/** The same, held to so many units that are had. */
function repeatsOfUnits(given: CasePromotion, otherwise: number | null): number | null {
  const groups = repeats(given, otherwise);
  if (given.maxQty === undefined) return groups;
  return Math.min(groups ?? Infinity, Math.floor(given.maxQty / Math.max(1, given.getQty ?? 1)));
}

function pickOf({ pick }: CasePromotion): Pick {
  return pick === 'most_expensive' ? 'dearest' : 'cheapest';
}

/** Which units fill groups first: `cheapest_first`, `most_expensive_first` and the like, else the units that are picked. */
function fillOf(given: CasePromotion): Pick | null {
  return sortOf(given) ?? (given.pick === undefined ? null : pickOf(given));
}

function sortOf({ sort }: CasePromotion): Pick | null {
  if (sort === undefined) return null;
  return /cheap|asc/.test(sort) ? 'cheapest' : 'dearest';
}

function amountOf({ amountMinor = 0 }: CasePromotion): number {
  return amountMinor;
}

function rateOf({ percent = 0 }: CasePromotion): number {
  return toBp(percent);
}

function stepRate({ percent = 0 }: CaseStep): number {
  return toBp(percent);
}

function toBp(percent: number): number {
  return Math.round(percent * 100);
}

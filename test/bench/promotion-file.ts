import { writeFileSync } from 'node:fs';
import type { Article } from '../../domain/article.ts';
import type { Offer, OfferKind, Target } from '../../domain/promotions/promotion.ts';
import { BRANDS, DEPARTMENTS } from './catalogue-file.ts';
import { createChance, type Chance } from './chance.ts';

/** The articles that leaflets are about: those that are sold most. */
const PROMOTED_ARTICLES = 1_000;

/** How many rules there are of each kind: many on single articles and units, as in a leaflet, and some on the whole order. */
const KINDS: readonly (readonly [OfferKind, number])[] = [
  ['special-price', 16],
  ['nth-item', 22],
  ['group-price', 10],
  ['quantity-percent', 12],
  ['group-off', 8],
  ['buy-get', 12],
  ['bundle-price', 8],
  ['set-off', 6],
  ['distinct-set', 4],
  ['pick-off', 6],
  ['add-on-price', 6],
  ['free-gift', 4],
  ['item-percent', 30],
  ['item-amount', 12],
  ['target-amount', 4],
  ['tier-percent', 4],
  ['points-factor', 8],
  ['points-bonus', 4],
  ['order-percent', 6],
  ['order-amount', 8],
  ['order-price', 2],
  ['spend-steps', 4],
  ['spend-every', 4],
];
export const PROMOTIONS = KINDS.reduce((sum, [, count]) => sum + count, 0);

/** Writes a file of active rules of every kind, over the articles that are sold most: each is meant by three or four of them. */
export function writePromotionFile(path: string, articles: readonly Article[]): void {
  const chance = createChance(2_026);
  const promoted = articles.slice(0, PROMOTED_ARTICLES);
  const promotions = KINDS.flatMap(([kind, count]) => Array.from({ length: count }, () => kind)).map(
    (kind, index) => makeRule(kind, index, chance, promoted),
  );
  writeFileSync(path, JSON.stringify({ promotions }, null, 1));
}

function makeRule(kind: OfferKind, index: number, chance: Chance, articles: readonly Article[]) {
  const id = `R${String(index).padStart(3, '0')}`;
  const listed = chance.some(articles, 12);
  const target = targetOf(kind, chance, listed);
  return {
    id,
    name: { en: `Offer ${index}`, 'zh-CN': `优惠 ${index}` },
    offer: makeOffer(kind, chance, articles, meanPriceMinor(listed)),
    target,
    conditions: conditionsOf(kind, index, chance),
    limits: {
      ...(index % 12 === 4 ? { perMember: 5 } : {}),
      ...(index % 30 === 13 ? { budgetMinor: 10_000_000 } : {}),
      ...(index % 40 === 21 ? { perSale: 2 } : {}),
    },
    maxDiscountMinor: index % 9 === 2 && !kind.startsWith('points-') ? 5_000 : null,
    respectsPriceFloor: index % 7 === 1,
    appliesToSaleItems: index % 11 !== 6,
    group: groupOf(kind, target, index),
    isExclusive: index === 130,
    priority: chance.below(5),
    coupon: couponOf(kind, index),
  };
}

function targetOf(kind: OfferKind, chance: Chance, listed: readonly Article[]): Target {
  if (kind === 'bundle-price' || kind === 'set-off' || kind === 'special-price') return 'all';
  if (needsPrice(kind)) return named(listed);
  return isOnOrder(kind) || kind.startsWith('points-') ? orderTarget(chance) : unitTarget(chance, listed);
}

function isOnOrder(kind: OfferKind): boolean {
  return kind.startsWith('order-') || kind.startsWith('spend-');
}

/** Whether its amounts only make sense against what the articles cost. */
function needsPrice(kind: OfferKind): boolean {
  return kind === 'group-price' || kind === 'add-on-price' || kind === 'order-price';
}

/** Of those on the whole order one wins. */
function groupOf(kind: OfferKind, target: Target, index: number): string | null {
  if (target === 'all' && isOnOrder(kind)) return 'order';
  return index % 16 === 8 ? `group-${index % 3}` : null;
}

function named(articles: readonly Article[]): Target {
  return { articles: articles.map(({ code }) => code) };
}

function unitTarget(chance: Chance, listed: readonly Article[]): Target {
  const which = chance.number();
  if (which < 0.6) return named(listed);
  if (which < 0.8) return { departments: [chance.pick(DEPARTMENTS)] };
  if (which < 0.95) return { tags: [chance.pick(BRANDS)] };
  return { departments: [chance.pick(DEPARTMENTS)], priceRangeE4: { from: 100_000, to: 300_000 } };
}

function orderTarget(chance: Chance): Target {
  return chance.number() < 0.4 ? 'all' : { departments: chance.some(DEPARTMENTS, 3) };
}

function meanPriceMinor(articles: readonly Article[]): number {
  return Math.round(articles.reduce((sum, { priceE4 }) => sum + priceE4 / 100, 0) / articles.length);
}

/** Most rules hold for everybody at any time; those that do not are near enough for the counter to tell of them. */
function conditionsOf(kind: OfferKind, index: number, chance: Chance) {
  const spend = { spend: { atLeastMinor: 5_000 * (1 + chance.below(6)) } };
  if (kind === 'add-on-price') return { spend: { atLeastMinor: 9_900, of: 'all' } };
  if (kind === 'order-percent' || kind === 'order-amount') return spend;
  if (kind === 'order-price') return { units: { atLeast: 3 } };
  if (index % 10 === 3) return { isMember: true };
  if (index % 10 === 5) return { tiers: ['silver', 'gold'] };
  if (index % 20 === 9) return { hours: [{ fromMinute: 17 * 60, toMinute: 21 * 60 }] };
  if (index % 20 === 11) return { weekdays: [6, 7] };
  if (index % 25 === 7) return { birthday: 'month' };
  return index % 25 === 18 ? { segments: ['champion', 'loyal'] } : {};
}

/** Of those off the order some are coupons: for whoever has the code, or members' own, stackable or not. */
function couponOf(kind: OfferKind, index: number) {
  const place = index % 4;
  if ((kind !== 'order-amount' && kind !== 'order-percent') || place === 0) return null;
  if (place === 1) return { holder: 'bearer', sharedCode: `SAVE${index}` };
  return { holder: 'owner', isStackable: place === 3, lifeDays: 365 };
}

/** An offer as a file has it, with what is left out there. */
type FileOffer = Partial<Offer> & { readonly kind: OfferKind };

function makeOffer(
  kind: OfferKind,
  chance: Chance,
  articles: readonly Article[],
  priceMinor: number,
): FileOffer {
  const rateBp = 500 + 500 * chance.below(6);
  const amountMinor = 50 * (1 + chance.below(8));
  const part = () => ({ target: named(chance.some(articles, 6)), units: 1 });
  switch (kind) {
    case 'special-price':
      return { kind, pricesE4: droppedPrices(chance, articles) };
    case 'nth-item': {
      const groupUnits = 2 + chance.below(2);
      const scope = chance.pick(['per-group', 'per-group', 'across-groups'] as const);
      return { kind, groupUnits, rateBp: groupUnits === 2 ? 5_000 : 10_000, scope };
    }
    case 'group-price':
      return { kind, groupUnits: 3, priceMinor: Math.round(2.4 * priceMinor), pick: 'dearest' };
    case 'group-off':
      return { kind, groupUnits: 2, off: { amountMinor }, per: 'group', maxGroups: 3 };
    case 'buy-get':
      return { kind, buyUnits: 1 + chance.below(2), getUnits: 1, rateBp: chance.pick([5_000, 10_000]) };
    case 'bundle-price':
      return { kind, parts: [part(), part()], priceMinor: Math.round(1.6 * priceMinor) };
    case 'set-off':
      return { kind, parts: [part(), part()], off: { rateBp } };
    case 'add-on-price':
      return { kind, priceMinor: Math.round(0.3 * priceMinor), maxUnits: 1 };
    case 'order-price':
      return { kind, priceMinor: Math.round(2.5 * priceMinor) };
    case 'item-percent':
      return { kind, rateBp };
    case 'item-amount':
    case 'target-amount':
      return { kind, amountMinor };
    default:
      return SAME_EVERYWHERE[kind];
  }
}

function droppedPrices(chance: Chance, articles: readonly Article[]): Record<string, number> {
  const prices = chance.some(articles, 20).map(({ code, priceE4 }) => {
    const dropped = Math.floor((priceE4 * (80 + chance.below(16))) / 10_000) * 100;
    return [code, dropped] as const;
  });
  return Object.fromEntries(prices);
}

/** The offers that chance has no part in. */
const SAME_EVERYWHERE = {
  'quantity-percent': {
    kind: 'quantity-percent',
    steps: [
      { fromUnits: 3, rateBp: 1_000 },
      { fromUnits: 5, rateBp: 2_000 },
    ],
  },
  'distinct-set': {
    kind: 'distinct-set',
    steps: [
      { distinct: 2, rateBp: 500 },
      { distinct: 3, rateBp: 1_000 },
    ],
  },
  'pick-off': { kind: 'pick-off', units: 1, off: { rateBp: 3_000 } },
  'free-gift': { kind: 'free-gift', buyUnits: 3 },
  'tier-percent': {
    kind: 'tier-percent',
    rates: [
      { tier: 'silver', rateBp: 300 },
      { tier: 'gold', rateBp: 500 },
    ],
  },
  'order-percent': { kind: 'order-percent', rateBp: 500 },
  'order-amount': { kind: 'order-amount', amountMinor: 500 },
  'spend-steps': {
    kind: 'spend-steps',
    steps: [
      { fromMinor: 20_000, off: { amountMinor: 2_000 } },
      { fromMinor: 40_000, off: { amountMinor: 5_000 } },
    ],
  },
  'spend-every': { kind: 'spend-every', everyMinor: 10_000, amountMinor: 500 },
  'points-factor': { kind: 'points-factor', factorBp: 12_000 },
  'points-bonus': { kind: 'points-bonus', points: 50 },
} as const satisfies Partial<Record<OfferKind, FileOffer>>;

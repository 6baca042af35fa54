import { formatMoney } from '../money-format.ts';
import { fillTemplate } from '../text/language.ts';
import { promotionWords } from '../text/promotion-words.ts';
import { describeOffer, type SaidPart } from './describe-offer.ts';
import { describeTarget, listNames, type PromotionNames } from './describe-target.ts';
import type { Conditions, Offer, Promotion } from './promotion.ts';

/** A rule in words. Its dates, limits and budget are figures that a page draws itself. */
export interface PromotionSaid {
  /** What it gives: one sentence. */
  readonly sentence: readonly SaidPart[];
  /** The rest, each with what it is about. */
  readonly details: readonly { readonly label: string; readonly text: string }[];
}

type Word = keyof (typeof promotionWords)['en'];
type Say = (word: Word, values?: Readonly<Record<string, unknown>>) => string;

/** Says a rule in a reader's language, from its offer, target, conditions and terms. */
export function describePromotion(promotion: Promotion, names: PromotionNames): PromotionSaid {
  const words = promotionWords[names.language];
  const say: Say = (word, values = {}) => fillTemplate(words[word], values);
  const { offer, target, conditions } = promotion;
  const isOfPoints = offer.kind === 'points-factor' || offer.kind === 'points-bonus';
  const lines: [Word, readonly string[]][] = [
    ['label-goods', hasGoods(offer) ? [describeTarget(target, names)] : []],
    ['label-basis', [say(`basis-${basisOf(promotion)}`)]],
    ['label-who', whoOf(conditions, names, say)],
    ['label-when', whenOf(conditions, names, say)],
    ['label-needs', needsOf(conditions, names, say)],
    ['label-bounds', boundsOf(promotion, say)],
    ['label-together', isOfPoints ? [] : togetherOf(promotion, say)],
    ['label-coupon', couponOf(promotion, say)],
  ];
  return {
    sentence: describeOffer(promotion, names),
    details: lines
      .filter(([, texts]) => texts.length > 0)
      .map(([label, texts]) => ({ label: words[label], text: texts.join(words.semicolon) })),
  };
}

/** Bundles name their goods part by part, special prices one by one. */
function hasGoods({ kind }: Offer): boolean {
  return kind !== 'bundle-price' && kind !== 'set-off' && kind !== 'special-price';
}

type Basis = 'prices' | 'units' | 'lines' | 'order' | 'coupon' | 'points';

/** The stages of `docs/pricing.md`. */
function basisOf({ offer, coupon }: Promotion): Basis {
  switch (offer.kind) {
    case 'special-price':
      return 'prices';
    case 'item-percent':
    case 'item-amount':
    case 'target-amount':
    case 'tier-percent':
      return 'lines';
    case 'order-percent':
    case 'order-amount':
    case 'order-price':
    case 'spend-steps':
    case 'spend-every':
      return coupon ? 'coupon' : 'order';
    case 'points-factor':
    case 'points-bonus':
      return 'points';
    default:
      return 'units';
  }
}

function whoOf(conditions: Conditions, names: PromotionNames, say: Say): string[] {
  const { tiers, segments, birthday, memberPoints, nthPurchase, isMember } = conditions;
  const { language } = names;
  const said = [
    ...(tiers ? [say('tiers', { tiers: listNames(tiers.map(names.tier), language) })] : []),
    ...(segments ? [say('segments', { segments: listNames(segments.map(names.segment), language) })] : []),
    ...(birthday ? [say(`birthday-${birthday}`)] : []),
    ...(memberPoints ? [say('member-points', { points: memberPoints.atLeast })] : []),
    ...(nthPurchase === 1 ? [say('first-purchase')] : []),
    ...(nthPurchase !== undefined && nthPurchase > 1 ? [say('nth-purchase', { number: nthPurchase })] : []),
  ];
  if (said.length > 0) return said;
  return [say(isMember ? 'members' : 'everybody')];
}

function whenOf(
  { weekdays, monthDays, hours, dates }: Conditions,
  names: PromotionNames,
  say: Say,
): string[] {
  const list = (items: readonly string[]) => listNames(items, names.language);
  const either = (texts: readonly string[]) => (texts.length > 0 ? [list(texts)] : []);
  return [
    ...either((dates ?? []).map(({ from, to }) => say('dates', rangeOfDays(from, to, names)))),
    ...(weekdays ? [say('weekdays', { days: list(weekdays.map((day) => weekdayName(day, names))) })] : []),
    ...(monthDays ? [say('month-days', { days: list(monthDays.map(String)) })] : []),
    ...either(
      (hours ?? []).map(({ fromMinute, toMinute }) =>
        say('hours', { from: timeOfDay(fromMinute), to: timeOfDay(toMinute) }),
      ),
    ),
  ];
}

function needsOf(conditions: Conditions, names: PromotionNames, say: Say): string[] {
  const { spend, units, distinctArticles, contains } = conditions;
  const on = (need: string, of: Parameters<typeof describeTarget>[0] | undefined) =>
    of === undefined ? need : say('on-goods', { need, goods: describeTarget(of, names) });
  const amount = (minor: number) => formatMoney(minor, names.currency, names.language);
  const spent =
    spend && say(spend.isExclusive ? 'spend-more-than' : 'spend', { amount: amount(spend.atLeastMinor) });
  return [
    ...(spend && spent ? [on(spent, spend.of)] : []),
    ...(units ? [on(say('units', { number: units.atLeast }), units.of)] : []),
    ...(distinctArticles
      ? [on(say('distinct', { number: distinctArticles.atLeast }), distinctArticles.of)]
      : []),
    ...(contains ?? []).map((target) => say('contains', { goods: describeTarget(target, names) })),
  ];
}

function boundsOf({ offer, limits }: Promotion, say: Say): string[] {
  const { maxGroups, maxTimes, maxLineUnits, minLineUnits, scope } = boundsOfOffer(offer);
  const times = maxGroups ?? maxTimes;
  return [
    ...(times === null ? [] : [say('max-groups', { number: times })]),
    ...(limits.perSale === undefined ? [] : [say('per-sale', { number: limits.perSale })]),
    ...(minLineUnits > 1 ? [say('min-line-units', { number: minLineUnits })] : []),
    ...(maxLineUnits === null ? [] : [say('max-line-units', { number: maxLineUnits })]),
    ...(scope === 'across-groups' ? [say('across-groups')] : []),
  ];
}

function boundsOfOffer(offer: Offer) {
  return {
    maxGroups: 'maxGroups' in offer ? offer.maxGroups : null,
    maxTimes: 'maxTimes' in offer ? offer.maxTimes : null,
    maxLineUnits: 'maxLineUnits' in offer ? (offer.maxLineUnits ?? null) : null,
    minLineUnits: 'minLineUnits' in offer ? offer.minLineUnits : 1,
    scope: 'scope' in offer ? offer.scope : null,
  };
}

function togetherOf(promotion: Promotion, say: Say): string[] {
  const { isExclusive, group, appliesToSaleItems, respectsPriceFloor, coupon } = promotion;
  const beside = say(coupon ? 'beside-coupon' : 'beside');
  const others = group === null ? beside : say('group', { group });
  return [
    isExclusive ? say('alone') : others,
    ...(appliesToSaleItems ? [] : [say('not-on-sale')]),
    ...(respectsPriceFloor ? [say('floor')] : []),
  ];
}

function couponOf({ coupon }: Promotion, say: Say): string[] {
  if (!coupon) return [];
  const { holder, sharedCode, uses, isStackable, costPoints, lifeDays } = coupon;
  const whose = say(holder === 'owner' ? 'owned' : 'bearer');
  return [
    sharedCode === null ? whose : say('shared-code', { code: sharedCode }),
    ...(uses > 1 && sharedCode === null ? [say('many-uses', { number: uses })] : []),
    ...(costPoints ? [say('cost-points', { points: costPoints })] : []),
    ...(lifeDays === undefined ? [] : [say('life-days', { days: lifeDays })]),
    say(isStackable ? 'stackable' : 'not-stackable'),
  ];
}

function rangeOfDays(from: string, to: string, names: PromotionNames): Record<string, string> {
  return { from: dayName(from, names), to: dayName(to, names) };
}

/** `YYYY-MM-DD` with its year, `MM-DD` of every year without one. */
function dayName(date: string, { language }: PromotionNames): string {
  const isYearly = date.length === 5;
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: 'short',
    ...(!isYearly && { year: 'numeric' }),
    timeZone: 'UTC',
  });
  return format.format(Date.parse(`${isYearly ? '2024-' : ''}${date}T00:00:00Z`));
}

/** 1 is Monday: the first of January 2024 was one. */
function weekdayName(weekday: number, { language }: PromotionNames): string {
  const locale = language === 'en' ? 'en-GB' : language;
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  return format.format(Date.UTC(2024, 0, weekday));
}

function timeOfDay(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

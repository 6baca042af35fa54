import { keptFor } from '../kept.ts';
import type { OfferCoupon, OfferInput, OfferLine, RuleUse, WallClock } from '../pricing/offer-input.ts';
import type { Missing } from '../pricing/offer-outcome.ts';
import { isBirthday } from './birthday.ts';
import type { Conditions, Promotion, Target } from './promotion.ts';
import { meansLine } from './target.ts';

/** What conditions are judged by, apart from what is spent. A part of the engine's input. */
export type ConditionFacts = Pick<OfferInput, 'lines' | 'coupons' | 'member' | 'uses' | 'clock'>;

/** What a rule has used of its limits before its first use. */
const UNUSED: RuleUse = { byMember: 0, byMemberToday: 0, today: 0, inAll: 0, spentMinor: 0 };
const FIRST_DAY = '0000-01-01';
const LAST_DAY = '9999-12-31';

/**
 * What is missing for a rule, in the order in which a person would ask: the day, the member, the coupon, what may still be
 * used, what the basket must hold, and last what must be spent. `amountsMinor` is, by line, what spending is judged on.
 */
export function missingOf(
  promotion: Promotion,
  facts: ConditionFacts,
  amountsMinor: readonly number[],
): Missing[] {
  const missing = missingBesideSpend(promotion, facts);
  const spend = missingSpend(promotion, facts.lines, amountsMinor);
  if (spend) missing.push(spend);
  return missing;
}

/** What is missing apart from spending: nothing that another rule could change. */
export function missingBesideSpend(promotion: Promotion, facts: ConditionFacts): Missing[] {
  // Every rule is asked at every scan, so one list is handed through.
  const missing: Missing[] = [];
  const asks = asksOf(promotion);
  if (asks.forTime) noteTime(promotion, facts.clock, missing);
  if (asks.forMember) noteMember(promotion, facts, missing);
  noteCoupon(promotion, facts, missing);
  if (asks.forUses) noteUses(promotion, facts, missing);
  if (asks.forGoods) noteGoods(promotion.conditions, promotion.target, facts.lines, missing);
  return missing;
}

/** What a rule asks for at all: most ask for little, and looking at each condition that is not there takes its time. */
const asksOf = keptFor(({ conditions, limits, validFrom, validTo }: Promotion) => {
  const { dates, weekdays, monthDays, hours } = conditions;
  const { isMember, tiers, segments, birthday, memberPoints, nthPurchase } = conditions;
  const { units, distinctArticles, contains } = conditions;
  const isThere = (condition: unknown) => condition !== undefined;
  return {
    forTime: validFrom !== null || validTo !== null || [dates, weekdays, monthDays, hours].some(isThere),
    forMember: [
      isMember,
      tiers,
      segments,
      birthday,
      memberPoints,
      nthPurchase,
      limits.perMember,
      limits.perMemberPerDay,
    ].some(isThere),
    forUses: Object.values(limits).some(isThere),
    forGoods: [units, distinctArticles, contains].some(isThere),
  };
});

/** What must still be spent, or null. Gifts are no spending. */
function missingSpend(
  { conditions, target }: Promotion,
  lines: readonly OfferLine[],
  amountsMinor: readonly number[],
): Missing | null {
  if (!conditions.spend) return null;
  const { atLeastMinor, of = target, isExclusive = false } = conditions.spend;
  const hasMinor = spentOn(of, lines, amountsMinor);
  const needMinor = isExclusive ? atLeastMinor + 1 : atLeastMinor;
  return hasMinor >= needMinor ? null : { kind: 'spend', hasMinor, needMinor };
}

/** What the lines of a target cost, gifts apart, in minor units. */
function spentOn(target: Target, lines: readonly OfferLine[], amountsMinor: readonly number[]): number {
  let sum = 0;
  lines.forEach((line, index) => {
    if (!line.isGift && meansLine(target, line)) sum += amountsMinor[index]!;
  });
  return sum;
}

function noteTime({ conditions, validFrom, validTo }: Promotion, clock: WallClock, missing: Missing[]): void {
  const from = validFrom ?? FIRST_DAY;
  const to = validTo ?? LAST_DAY;
  if (clock.date < from || clock.date > to) missing.push({ kind: 'dates', from, to });
  const { dates, weekdays, monthDays, hours } = conditions;
  if (dates && !dates.some((range) => isWithinDates(range, clock.date))) {
    missing.push({ kind: 'dates', ...dates[0]! });
  }
  if (weekdays && !weekdays.includes(clock.weekday)) missing.push({ kind: 'weekdays', weekdays });
  if (monthDays && !monthDays.includes(Number(clock.date.slice(8)))) {
    missing.push({ kind: 'month-days', monthDays });
  }
  if (hours && !hours.some((range) => isWithinHours(range, clock.minuteOfDay))) {
    missing.push({ kind: 'hours', ...hours[0]! });
  }
}

/** Whole dates, or `MM-DD` of every year, which may pass the year's end. */
function isWithinDates({ from, to }: { from: string; to: string }, date: string): boolean {
  if (from.length !== 'MM-DD'.length) return from <= date && date <= to;
  const day = date.slice(5);
  return from <= to ? from <= day && day <= to : from <= day || day <= to;
}

function isWithinHours(
  { fromMinute, toMinute }: { fromMinute: number; toMinute: number },
  minute: number,
): boolean {
  if (fromMinute <= toMinute) return fromMinute <= minute && minute < toMinute;
  return fromMinute <= minute || minute < toMinute;
}

function noteMember(
  { conditions, limits }: Promotion,
  { member, clock }: ConditionFacts,
  missing: Missing[],
): void {
  const { isMember, tiers, segments, birthday, memberPoints, nthPurchase } = conditions;
  if (!member) {
    const isAsked =
      isMember ||
      tiers ||
      segments ||
      birthday ||
      memberPoints ||
      nthPurchase !== undefined ||
      limits.perMember;
    if (isAsked || limits.perMemberPerDay) missing.push({ kind: 'member' });
    return;
  }
  if (tiers && !(member.tier !== null && tiers.includes(member.tier))) missing.push({ kind: 'tier', tiers });
  if (segments && !segments.some((segment) => member.segments.includes(segment))) {
    missing.push({ kind: 'segment' });
  }
  if (memberPoints && member.points < memberPoints.atLeast) {
    missing.push({ kind: 'points', has: member.points, need: memberPoints.atLeast });
  }
  if (birthday && !(member.birthday !== null && isBirthday(member.birthday, birthday, clock.date))) {
    missing.push({ kind: 'birthday', when: birthday });
  }
  const nth = member.purchaseCount + 1;
  if (nthPurchase !== undefined && nth !== nthPurchase) {
    missing.push({ kind: 'nth-purchase', has: nth, need: nthPurchase });
  }
}

/** The coupon of a rule that a sale would use: of those presented that still count, the one that expires first. */
export function couponFor(promotionId: string, { coupons, clock }: ConditionFacts): OfferCoupon | null {
  const lastDay = (coupon: OfferCoupon) => coupon.expiresOn ?? LAST_DAY;
  return coupons
    .filter(
      (coupon) => coupon.isPresented && coupon.promotionId === promotionId && lastDay(coupon) >= clock.date,
    )
    .reduce<OfferCoupon | null>((first, coupon) => {
      if (first === null || lastDay(coupon) < lastDay(first)) return coupon;
      return lastDay(coupon) === lastDay(first) && coupon.couponId < first.couponId ? coupon : first;
    }, null);
}

function noteCoupon({ id, coupon }: Promotion, facts: ConditionFacts, missing: Missing[]): void {
  if (!coupon) return;
  const { member } = facts;
  if (!couponFor(id, facts)) missing.push({ kind: 'coupon' });
  const costPoints = coupon.costPoints ?? 0;
  const hasPoints = member?.points ?? 0;
  if (costPoints > hasPoints) missing.push({ kind: 'points', has: hasPoints, need: costPoints });
}

/** How often a rule may still be used in this sale; Infinity where nothing limits it. */
export function usesLeft({ id, limits }: Promotion, { uses }: ConditionFacts): number {
  const used = uses.get(id) ?? UNUSED;
  return Math.max(
    0,
    Math.min(
      limits.perSale ?? Infinity,
      (limits.perMember ?? Infinity) - used.byMember,
      (limits.perMemberPerDay ?? Infinity) - used.byMemberToday,
      (limits.perDay ?? Infinity) - used.today,
      (limits.inAll ?? Infinity) - used.inAll,
    ),
  );
}

/** What a rule may still take off in all, in minor units; Infinity where it has no budget. */
export function budgetLeftMinor({ id, limits }: Promotion, { uses }: ConditionFacts): number {
  return (limits.budgetMinor ?? Infinity) - (uses.get(id) ?? UNUSED).spentMinor;
}

function noteUses({ id, limits }: Promotion, { uses }: ConditionFacts, missing: Missing[]): void {
  const used = uses.get(id) ?? UNUSED;
  if (limits.perSale === 0) missing.push({ kind: 'limit', limit: 'per-sale' });
  if (reached(limits.perMember, used.byMember)) missing.push({ kind: 'limit', limit: 'per-member' });
  if (reached(limits.perMemberPerDay, used.byMemberToday)) {
    missing.push({ kind: 'limit', limit: 'per-member-per-day' });
  }
  if (reached(limits.perDay, used.today)) missing.push({ kind: 'limit', limit: 'per-day' });
  if (reached(limits.inAll, used.inAll)) missing.push({ kind: 'limit', limit: 'in-all' });
  if (reached(limits.budgetMinor, used.spentMinor)) missing.push({ kind: 'budget' });
}

function reached(limit: number | undefined, count: number): boolean {
  return limit !== undefined && count >= limit;
}

function noteGoods(
  { units, distinctArticles, contains }: Conditions,
  target: Target,
  lines: readonly OfferLine[],
  missing: Missing[],
): void {
  const paidOf = (of: Target) => lines.filter((line) => !line.isGift && meansLine(of, line));
  if (units) {
    const has = paidOf(units.of ?? target).reduce((sum, line) => sum + line.units, 0);
    if (has < units.atLeast) missing.push({ kind: 'units', has, need: units.atLeast });
  }
  if (distinctArticles) {
    const codes = paidOf(distinctArticles.of ?? target).map((line) => line.articleCode ?? line.id);
    const has = new Set(codes).size;
    if (has < distinctArticles.atLeast)
      missing.push({ kind: 'distinct', has, need: distinctArticles.atLeast });
  }
  if (contains && !contains.every((of) => paidOf(of).length > 0)) missing.push({ kind: 'contains' });
}

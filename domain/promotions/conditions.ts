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
  const spend = missingSpend(promotion, facts.lines, amountsMinor);
  return spend ? [...missingBesideSpend(promotion, facts), spend] : missingBesideSpend(promotion, facts);
}

/** What is missing apart from spending: nothing that another rule could change. */
export function missingBesideSpend(promotion: Promotion, facts: ConditionFacts): Missing[] {
  const { conditions } = promotion;
  return [
    ...missingTime(promotion, facts.clock),
    ...missingMember(promotion, facts),
    ...missingCoupon(promotion, facts),
    ...missingUses(promotion, facts),
    ...missingGoods(conditions, promotion.target, facts.lines),
  ];
}

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

function missingTime({ conditions, validFrom, validTo }: Promotion, clock: WallClock): Missing[] {
  const missing: Missing[] = [];
  const [from, to] = [validFrom ?? FIRST_DAY, validTo ?? LAST_DAY];
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
  return missing;
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

function missingMember({ conditions, limits }: Promotion, { member, clock }: ConditionFacts): Missing[] {
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
    return isAsked || limits.perMemberPerDay ? [{ kind: 'member' }] : [];
  }
  const missing: Missing[] = [];
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
  return missing;
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

function missingCoupon({ id, coupon }: Promotion, facts: ConditionFacts): Missing[] {
  if (!coupon) return [];
  const missing: Missing[] = [];
  const { member } = facts;
  if (!couponFor(id, facts)) missing.push({ kind: 'coupon' });
  const costPoints = coupon.costPoints ?? 0;
  const hasPoints = member?.points ?? 0;
  if (costPoints > hasPoints) missing.push({ kind: 'points', has: hasPoints, need: costPoints });
  return missing;
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

function missingUses({ id, limits }: Promotion, { uses }: ConditionFacts): Missing[] {
  const used = uses.get(id) ?? UNUSED;
  const reached = (limit: number | undefined, count: number) => limit !== undefined && count >= limit;
  const missing: Missing[] = [];
  if (limits.perSale === 0) missing.push({ kind: 'limit', limit: 'per-sale' });
  if (reached(limits.perMember, used.byMember)) missing.push({ kind: 'limit', limit: 'per-member' });
  if (reached(limits.perMemberPerDay, used.byMemberToday)) {
    missing.push({ kind: 'limit', limit: 'per-member-per-day' });
  }
  if (reached(limits.perDay, used.today)) missing.push({ kind: 'limit', limit: 'per-day' });
  if (reached(limits.inAll, used.inAll)) missing.push({ kind: 'limit', limit: 'in-all' });
  if (reached(limits.budgetMinor, used.spentMinor)) missing.push({ kind: 'budget' });
  return missing;
}

function missingGoods(
  { units, distinctArticles, contains }: Conditions,
  target: Target,
  lines: readonly OfferLine[],
): Missing[] {
  const missing: Missing[] = [];
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
  return missing;
}

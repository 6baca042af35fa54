import type { Conditions, Limits, Target } from '../../domain/promotions/promotion.ts';
import { FEE_TAG, priceE4 } from './case-basket.ts';
import type { CaseConditions, CasePart, CaseTarget, PricingCase } from './case-form.ts';

const DEFAULT_DATE = '2025-01-01';

/** What a case's target means; goods only, not its fees. */
export function mapTarget(target: CaseTarget | undefined, source: PricingCase): Target {
  const goods: Target = source.fees ? { except: { tags: [FEE_TAG] } } : 'all';
  if (target === undefined || target === 'all') return goods;
  const { skus, tags, priceRangeMinor } = target;
  return {
    ...(goods === 'all' ? {} : goods),
    ...(skus && { articles: skus }),
    ...(tags && { tags }),
    ...(priceRangeMinor && { priceRangeE4: mapRange(priceRangeMinor, source.minorUnitDigits) }),
  };
}

/** A part of a bundle or set, however it names its goods. */
export function mapPart(part: CasePart, source: PricingCase): { target: Target; units: number } {
  const skus = part.skus ?? (part.sku === undefined ? undefined : [part.sku]);
  const named = { ...(skus && { skus }), ...(part.tags && { tags: part.tags }) };
  return { target: mapTarget(part.target ?? named, source), units: part.qty ?? 1 };
}

type Range = Exclude<NonNullable<Exclude<CaseTarget, 'all'>['priceRangeMinor']>, undefined>;

function mapRange(range: Range, digits: number): { from?: number; to?: number } {
  const [from, to] = Array.isArray(range)
    ? range
    : [
        range.from ?? range.min ?? range.fromMinor ?? range.minMinor,
        range.to ?? range.max ?? range.toMinor ?? range.maxMinor,
      ];
  return {
    ...(typeof from === 'number' && { from: priceE4(from, digits) }),
    ...(typeof to === 'number' && { to: priceE4(to, digits) }),
  };
}

/** Conditions in our words. Spending counts on the whole basket unless the case names a part; units on the rule's target. */
export function mapConditions(
  given: CaseConditions,
  target: Target,
  source: PricingCase,
  pointsScale: number,
): Conditions {
  const spendOf = mapTarget(given.minSubtotalTarget, source);
  const exclusive = given.minSubtotalExclusiveMinor;
  return {
    ...(given.minSubtotalMinor !== undefined && {
      spend: { atLeastMinor: given.minSubtotalMinor, of: spendOf },
    }),
    ...(exclusive !== undefined && { spend: { atLeastMinor: exclusive, of: spendOf, isExclusive: true } }),
    ...(given.minQty !== undefined && { units: { atLeast: given.minQty, of: target } }),
    ...(given.minDistinctSkus !== undefined && {
      distinctArticles: { atLeast: given.minDistinctSkus, of: target },
    }),
    ...(given.containsTarget && { contains: [mapTarget(given.containsTarget, source)] }),
    ...(given.memberGroup !== undefined && { segments: [given.memberGroup] }),
    ...(given.memberMinPoints !== undefined && {
      memberPoints: { atLeast: Math.round(given.memberMinPoints * pointsScale) },
    }),
    ...(given.nthCompletedOrder !== undefined && { nthPurchase: given.nthCompletedOrder }),
    ...mapHours(given, source),
  };
}

/** The first and last day of a rule; one that has expired ended before every clock. */
export function mapValidity(given: CaseConditions): { validFrom: string | null; validTo: string | null } {
  if (given.expired) return { validFrom: null, validTo: '0001-01-01' };
  return { validFrom: dayOf(given.validFrom), validTo: dayOf(given.validTo) };
}

/** Where a rule begins or ends within the very day of the clock, it holds for the hours of that day. */
function mapHours(given: CaseConditions, source: PricingCase): Pick<Conditions, 'hours'> {
  const now = clockOf(source);
  const from = dayOf(given.validFrom) === now.date ? minuteOf(given.validFrom) : null;
  const to = dayOf(given.validTo) === now.date ? minuteOf(given.validTo) : null;
  if (from === null && to === null) return {};
  // The last minute still counts: thresholds of cases are inclusive.
  return { hours: [{ fromMinute: from ?? 0, toMinute: to === null ? 1_440 : to + 1 }] };
}

/** The clock of a case; without one, the first day on which one of its rules is valid. */
export function clockOf(source: PricingCase): { date: string; weekday: number; minuteOfDay: number } {
  const begins = source.promotions.map(({ conditions }) => conditions?.validFrom ?? conditions?.validTo);
  const now = source.now ?? begins.find((each) => typeof each === 'string');
  const date = dayOf(now) ?? DEFAULT_DATE;
  const weekday = ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
  return { date, weekday, minuteOfDay: minuteOf(now) ?? 720 };
}

function dayOf(moment: string | null | undefined): string | null {
  return /^\d{4}-\d{2}-\d{2}/.exec(moment ?? '')?.[0] ?? null;
}

function minuteOf(moment: string | null | undefined): number | null {
  const time = /[T ](\d{2}):(\d{2})/.exec(moment ?? '');
  return time ? Number(time[1]) * 60 + Number(time[2]) : null;
}

/** What a rule may be used, and what of it is used: uses in orders that were cancelled may count again. */
export function mapLimits(
  given: CaseConditions,
  budget: { readonly type: string; readonly limit: number; readonly used?: number | undefined } | undefined,
): {
  readonly limits: Limits;
  readonly inAll: number;
  readonly byMember: number;
  readonly spentMinor: number;
} {
  const cancelled = given.usedInCancelledOrders ?? 0;
  const again = given.reusableAfterCancel ? cancelled : 0;
  const usesByBudget = budget?.type === 'usage' ? budget : undefined;
  const moneyBudget = budget && !usesByBudget ? budget : undefined;
  const inAllMax = Math.min(given.usageLimit ?? Infinity, usesByBudget?.limit ?? Infinity);
  return {
    limits: {
      ...(Number.isFinite(inAllMax) && { inAll: inAllMax }),
      ...(given.perMemberLimit !== undefined && { perMember: given.perMemberLimit }),
      ...(moneyBudget && { budgetMinor: moneyBudget.limit }),
    },
    inAll: Math.max(0, (given.used ?? cancelled) - again, usesByBudget?.used ?? 0),
    byMember: Math.max(0, (given.usedByMember ?? cancelled) - again),
    spentMinor: moneyBudget?.used ?? 0,
  };
}

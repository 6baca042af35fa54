import { addDays, addMonths } from '../business-date.ts';
import type { TierChange } from '../facts/loyalty-facts.ts';
import type { LoyaltySettings, Tier, TierWindow } from './loyalty-settings.ts';

export type TierRules = LoyaltySettings['tiers'];

/** Where a member stands. `measured` is what counts in the window today: minor units, points or visits. */
export interface TierStanding {
  readonly tier: string | null;
  readonly reviewOn: string | null;
  readonly isInGrace: boolean;
  readonly measured: number;
}

/** The first day that counts on a day, or null where every day does. Dates are the shop's, `YYYY-MM-DD`. */
export function windowStart(window: TierWindow, today: string): string | null {
  if (window.kind === 'ever') return null;
  if (window.kind === 'rolling') return addDays(addMonths(today, -window.months), 1);
  const month = String(window.startMonth).padStart(2, '0');
  const thisYears = `${today.slice(0, 4)}-${month}-01`;
  return thisYears <= today ? thisYears : addMonths(thisYears, -12);
}

/** The highest tier that so much reaches, several steps at once; null where there is none. */
export function tierFor(rules: TierRules, measured: number): Tier | null {
  return rules.list.findLast(({ from }) => from <= measured) ?? null;
}

/** The tier of a code; null where the shop has none of it any more. */
export function tierOf(rules: TierRules, code: string | null): Tier | null {
  return rules.list.find((tier) => tier.code === code) ?? null;
}

/** The tier that asks for nothing, which every member has from the start; null where the shop's lowest asks for something. */
export function firstTier(rules: TierRules): Tier | null {
  const lowest = rules.list[0];
  return lowest?.from === 0 ? lowest : null;
}

/** The tier whose prices and points a sale has that adds so much to what is measured. */
export function tierInSale(rules: TierRules, standing: TierStanding, addedMeasure: number): Tier | null {
  const reached = rules.currentSaleCounts ? tierFor(rules, standing.measured + addedMeasure) : null;
  const current = tierOf(rules, standing.tier);
  return rankOf(rules, reached) > rankOf(rules, current) ? reached : current;
}

/** Raises the tier at once where what is measured reaches a higher one; null changes nothing. */
export function promote(rules: TierRules, standing: TierStanding, today: string): TierChange | null {
  const reached = tierFor(rules, standing.measured);
  if (rankOf(rules, reached) <= rankOf(rules, tierOf(rules, standing.tier))) return null;
  return changeTo(rules, standing, reached, 'reached', addMonths(today, rules.reviewMonths));
}

/**
 * What the review does on its day. A tier that is reached is kept until the next one; one that is not has its grace, and
 * after that falls to what is reached.
 */
export function review(rules: TierRules, standing: TierStanding, today: string): TierChange {
  const current = tierOf(rules, standing.tier);
  const reached = tierFor(rules, standing.measured);
  const next = addMonths(today, rules.reviewMonths);
  if (rankOf(rules, reached) >= rankOf(rules, current)) {
    return changeTo(
      rules,
      standing,
      reached,
      rankOf(rules, reached) > rankOf(rules, current) ? 'reached' : 'review',
      next,
    );
  }
  if (standing.isInGrace || rules.graceDays === 0) return changeTo(rules, standing, reached, 'review', next);
  return {
    from: standing.tier,
    to: standing.tier,
    reason: 'review',
    reviewOn: addDays(today, rules.graceDays),
    isInGrace: true,
  };
}

/**
 * What a refund does that leaves `measured`: a tier that was reached, and is not any more, falls to what is, but not
 * below the one that its member had before the sale. One that was kept or given without being reached stays.
 */
export function demoteByRefund(
  rules: TierRules,
  standing: TierStanding,
  measured: number,
  tierBefore: string | null,
  today: string,
): TierChange | null {
  const current = tierOf(rules, standing.tier);
  if (!current || standing.measured < current.from || measured >= current.from) return null;
  const [reached, before] = [tierFor(rules, measured), tierOf(rules, tierBefore)];
  const left = rankOf(rules, before) > rankOf(rules, reached) ? before : reached;
  if (rankOf(rules, left) >= rankOf(rules, current)) return null;
  return changeTo(rules, standing, left, 'refund', addMonths(today, rules.reviewMonths));
}

/** The next tier and how far it is; null at the top. */
export function nextTier(
  rules: TierRules,
  { tier, measured }: TierStanding,
): { readonly tier: Tier; readonly missing: number } | null {
  const next = rules.list[rankOf(rules, tierOf(rules, tier)) + 1];
  return next ? { tier: next, missing: Math.max(0, next.from - measured) } : null;
}

/** The standing after a change. */
export function standingAfter(standing: TierStanding, change: TierChange | null): TierStanding {
  if (!change) return standing;
  const { to, reviewOn, isInGrace } = change;
  return { ...standing, tier: to, reviewOn, isInGrace };
}

function changeTo(
  rules: TierRules,
  standing: TierStanding,
  to: Tier | null,
  reason: TierChange['reason'],
  reviewOn: string,
): TierChange {
  // The lowest tier cannot be lost, so nothing is to be reviewed.
  const isReviewed = rankOf(rules, to) > 0;
  return {
    from: standing.tier,
    to: to?.code ?? null,
    reason,
    reviewOn: isReviewed ? reviewOn : null,
    isInGrace: false,
  };
}

/** -1 for no tier. */
function rankOf(rules: TierRules, tier: Tier | null): number {
  return tier ? rules.list.indexOf(tier) : -1;
}

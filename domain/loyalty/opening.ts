import { addDays, addMonths, startOfDay } from '../business-date.ts';
import type { AccountOpened } from '../facts/loyalty-facts.ts';
import type { MemberOpening } from '../members/member.ts';
import type { LoyaltySettings } from './loyalty-settings.ts';
import type { LoyaltyMoment } from './sale-loyalty.ts';
import { tierOf } from './tiers.ts';

/**
 * How an account begins: the points that an import brought as one lot that may be spent at once, unless they have ended
 * already, and the tier, which is reviewed as if it had been reached today. What was spent before counts on no day, so
 * only a shop that measures for ever counts it for tiers.
 */
export function openAccount(
  memberId: string,
  opening: MemberOpening,
  settings: LoyaltySettings,
  { nowUtcMs, zone, today }: LoyaltyMoment,
  lotId: string,
): AccountOpened {
  const { points, pointsExpireOn, spentMinor, visits } = opening;
  const expiresAtUtcMs = pointsExpireOn === null ? null : startOfDay(addDays(pointsExpireOn, 1), zone);
  const isOpen = points > 0 && (expiresAtUtcMs === null || expiresAtUtcMs > nowUtcMs);
  const lot = { lotId, points, earnedAtUtcMs: nowUtcMs, activeFromUtcMs: nowUtcMs, expiresAtUtcMs };
  const tier = tierOf(settings.tiers, opening.tier);
  const isReviewed = tier !== null && tier.from > 0;
  return {
    memberId,
    lots: isOpen ? [lot] : [],
    tier: tier?.code ?? null,
    reviewOn: isReviewed ? addMonths(today, settings.tiers.reviewMonths) : null,
    spentMinor,
    visits,
  };
}

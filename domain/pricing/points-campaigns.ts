import { multiplyDivideRounded } from '../integer.ts';
import { keptFor } from '../kept.ts';
import { missingOf, type ConditionFacts } from '../promotions/conditions.ts';
import type { PointsOffer, Promotion } from '../promotions/promotion.ts';
import { meansLine } from '../promotions/target.ts';
import type { RuleOutcome } from './offer-outcome.ts';

type PointsRule = Promotion & { readonly offer: PointsOffer };

/** What campaigns make of the points of a sale: the product of their factors in basis points, and bonuses in points. */
export interface PointsCampaigns {
  readonly factorBp: number;
  readonly bonus: number;
  readonly outcomes: readonly RuleOutcome[];
}

/** Ten thousand times the points is a slip of somebody's, and keeps the product of factors a safe integer. */
const FACTOR_MAX_BP = 100_000_000;

const pointsRules = keptFor((promotions: readonly Promotion[]) =>
  promotions.filter(isPointsRule).sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1)),
);

/**
 * The points campaigns that a basket meets, judged on what its lines cost after all discounts, in minor units. Of a group the
 * first by priority, then id, wins. They take no money off, so nothing that stands alone excludes them.
 */
export function pointsCampaigns(
  promotions: readonly Promotion[],
  facts: ConditionFacts,
  amountsMinor: readonly number[],
): PointsCampaigns {
  const winners = new Map<string, string>();
  const outcomes: RuleOutcome[] = [];
  let factorBp = 10_000;
  let bonus = 0;
  for (const rule of pointsRules(promotions)) {
    const missing = missingOf(rule, facts, amountsMinor);
    if (!facts.member && !missing.some(({ kind }) => kind === 'member')) missing.push({ kind: 'member' });
    if (!facts.lines.some((line) => meansLine(rule.target, line))) missing.push({ kind: 'target' });
    const winner = rule.group === null ? undefined : winners.get(rule.group);
    if (missing.length > 0) {
      outcomes.push({ ruleId: rule.id, kind: 'not-met', missing, wouldSaveMinor: null });
    } else if (winner !== undefined) {
      const to = { ruleIds: [winner], because: 'group' as const };
      outcomes.push({ ruleId: rule.id, kind: 'lost', wouldSaveMinor: 0, to });
    } else {
      if (rule.group !== null) winners.set(rule.group, rule.id);
      if (rule.offer.kind === 'points-bonus') bonus += rule.offer.points;
      else factorBp = Math.min(FACTOR_MAX_BP, multiplyDivideRounded(factorBp, rule.offer.factorBp, 10_000));
      outcomes.push({ ruleId: rule.id, kind: 'applied', savesMinor: 0, uses: 1, lines: [] });
    }
  }
  return { factorBp, bonus, outcomes };
}

export function isPointsRule(promotion: Promotion): promotion is PointsRule {
  return promotion.offer.kind === 'points-factor' || promotion.offer.kind === 'points-bonus';
}

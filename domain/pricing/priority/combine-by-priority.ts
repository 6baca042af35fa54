import type { Promotion } from '../../promotions/promotion.ts';
import { isSpecialPrice } from '../line-price.ts';
import type { OfferInput } from '../offer-input.ts';
import type { LostTo, OfferResult } from '../offer-outcome.ts';
import { isPointsRule } from '../points-campaigns.ts';
import {
  applyTaking,
  missingNow,
  startState,
  type PassedRule,
  type PriorityState,
} from './priority-state.ts';
import { reportResult } from './report-result.ts';
import { takeRule } from './take-rule.ts';
import { weighRule, type Weighed } from './weigh-rule.ts';

/**
 * Prices a basket with its rules in the order of their lane, priority and id, each on what the ones before it left: the
 * combination that shops expect who come from other systems. What was given by hand comes first. A rule that stands alone
 * and takes something off suppresses all others; of a group the rule that takes the most wins, in the place of its first;
 * amounts off several groups of lines that follow each other share the lines so that they do not crowd each other out.
 */
export function combineByPriority(input: OfferInput): OfferResult {
  const rules = input.promotions
    .filter((promotion) => !isSpecialPrice(promotion) && !isPointsRule(promotion))
    .sort(compareRules);
  const start = startState(input);
  const alone = standAlone(rules, start, input);
  return reportResult(alone ?? applyInTurn(rules, start, input), input);
}

/** The order in which rules are applied. */
function compareRules(a: Promotion, b: Promotion): number {
  const lane = Number(a.lane === 'post') - Number(b.lane === 'post');
  return lane || b.priority - a.priority || (a.id < b.id ? -1 : 1);
}

/** The first rule in order that stands alone and takes something off; every other rule loses to it. */
function standAlone(
  rules: readonly Promotion[],
  start: PriorityState,
  input: OfferInput,
): PriorityState | null {
  for (const promotion of rules) {
    if (!promotion.isExclusive || missingNow(promotion, start, input).length > 0) continue;
    const taking = takeRule(promotion, start.lines, input);
    if (taking.savesMinor === 0) continue;
    const to: LostTo = { ruleIds: [promotion.id], because: 'exclusive' };
    const passed = rules
      .filter((other) => other !== promotion)
      .map((other) => ({ promotion: other, missing: missingNow(other, start, input), lostTo: to }));
    return { ...applyTaking(start, promotion, taking), passed, steps: rules.length };
  }
  return null;
}

function applyInTurn(rules: readonly Promotion[], start: PriorityState, input: OfferInput): PriorityState {
  let state = start;
  const isDone = new Set<Promotion>();
  for (const promotion of rules) {
    if (isDone.has(promotion)) continue;
    const { group, lane } = promotion;
    const rivals =
      group === null
        ? [promotion]
        : rules.filter((other) => other.group === group && other.lane === lane && !isDone.has(other));
    rivals.forEach((rival) => isDone.add(rival));
    state = applyOneOf(rivals, state, input);
  }
  return state;
}

/** Applies the rule that takes the most of those that are met, the earlier one where they take the same. */
function applyOneOf(rivals: readonly Promotion[], state: PriorityState, input: OfferInput): PriorityState {
  const before = rivals[0]!.group === null ? undefined : winnerOf(rivals[0]!.group, state);
  const weighed = rivals.map((promotion) => weighRule(promotion, state, input));
  const best = before
    ? null
    : weighed.reduce<Weighed | null>((most, each) => {
        // One that stands alone had its turn before all others; beside them it has none, whatever they left for it.
        if (each.promotion.isExclusive) return most;
        const savesMinor = each.taking?.savesMinor ?? 0;
        return savesMinor > (most?.taking?.savesMinor ?? 0) ? each : most;
      }, null);
  const winner = best?.promotion ?? before;
  const passed = weighed
    .filter((each) => each !== best)
    .map(({ promotion, missing, lostTo }): PassedRule => {
      if (missing.length > 0 || lostTo !== null) return { promotion, missing, lostTo };
      const isBeaten = winner !== undefined && !promotion.isExclusive;
      if (isBeaten) return { promotion, missing, lostTo: { ruleIds: [winner.id], because: 'group' } };
      const ruleIds = state.applied.map((applied) => applied.promotion.id);
      return { promotion, missing, lostTo: promotion.isExclusive ? { ruleIds, because: 'exclusive' } : null };
    });
  const steps = state.steps + rivals.length;
  const next = { ...state, steps, passed: [...state.passed, ...passed] };
  return best ? applyTaking(next, best.promotion, best.taking!, best.moved) : next;
}

function winnerOf(group: string, { applied }: PriorityState): Promotion | undefined {
  return applied.find(({ promotion }) => promotion.group === group)?.promotion;
}

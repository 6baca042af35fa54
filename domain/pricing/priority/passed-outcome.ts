import { missingOf } from '../../promotions/conditions.ts';
import type { Promotion, SpecialPriceOffer } from '../../promotions/promotion.ts';
import { mayDiscount } from '../../promotions/target.ts';
import type { OfferInput } from '../offer-input.ts';
import type { LostTo, Missing, RuleOutcome } from '../offer-outcome.ts';
import { shortfallOf } from '../offer-shortfall.ts';
import type { PassedRule, PriorityState } from './priority-state.ts';
import { isUnitRule, takeRule, unitUsesMax } from './take-rule.ts';
import { giftsEarned, isGiftRule } from './unit-groups.ts';

/** What a customer can still do about, without the basket's goods being others: the saving can then be told. */
const CURABLE: ReadonlySet<Missing['kind']> = new Set(['spend', 'coupon', 'member', 'points']);

/** Why a rule took nothing: what is missing for it, or which rules it lost to and what it would have saved alone. */
export function passedOutcome(passed: PassedRule, state: PriorityState, input: OfferInput): RuleOutcome {
  const { promotion, missing, lostTo } = passed;
  const ruleId = promotion.id;
  if (missing.length > 0) {
    const isCurable = missing.every(({ kind }) => CURABLE.has(kind));
    const savesMinor = isCurable ? takeRule(promotion, state.lines, input).savesMinor : 0;
    return { ruleId, kind: 'not-met', missing, wouldSaveMinor: savesMinor > 0 ? savesMinor : null };
  }
  const wouldSaveMinor = takeRule(promotion, state.start, input).savesMinor;
  if (wouldSaveMinor > 0) {
    return { ruleId, kind: 'lost', wouldSaveMinor, to: lostTo ?? crowdedOut(promotion, state) };
  }
  const lacks = lacking(promotion, state, input);
  if (lacks.length > 0) return { ruleId, kind: 'not-met', missing: lacks, wouldSaveMinor: null };
  return { ruleId, kind: 'lost', wouldSaveMinor, to: lostTo ?? { ruleIds: [], because: 'nothing-left' } };
}

/** A special price that is the price of no line: its conditions do not hold, or every line has a lower one. */
export function passedPrice(
  promotion: Promotion & { readonly offer: SpecialPriceOffer },
  state: PriorityState,
  input: OfferInput,
): RuleOutcome {
  const ruleId = promotion.id;
  const missing = missingOf(
    promotion,
    input,
    input.lines.map(({ grossMinor }) => grossMinor),
  );
  const { pricesE4 } = promotion.offer;
  const meant = input.lines.flatMap((line, index) =>
    line.articleCode !== null &&
    Object.hasOwn(pricesE4, line.articleCode) &&
    mayDiscount(promotion, line, false)
      ? [index]
      : [],
  );
  if (meant.length === 0) missing.push({ kind: 'target' });
  if (missing.length > 0) return { ruleId, kind: 'not-met', missing, wouldSaveMinor: null };
  const ruleIds = [...new Set(meant.flatMap((index) => state.prices[index]!.ruleId ?? []))];
  return { ruleId, kind: 'lost', wouldSaveMinor: 0, to: { ruleIds, because: 'better-total' } };
}

function lacking(promotion: Promotion, state: PriorityState, input: OfferInput): Missing[] {
  const lacks = shortfallOf(
    promotion,
    input.lines,
    state.start.map(({ amountMinor }) => amountMinor),
    (index) => state.start[index]!.hasSpecialPrice,
  );
  if (lacks.length > 0 || !isUnitRule(promotion) || !isGiftRule(promotion)) return lacks;
  const units = giftsEarned(promotion, state.start, unitUsesMax(promotion, input));
  return [{ kind: 'gift', units }];
}

/** The rules that took what a rule would have taken: its units, or all that its lines cost. */
function crowdedOut(promotion: Promotion, { applied, start }: PriorityState): LostTo {
  const meant = start.flatMap(({ line, hasSpecialPrice }, index) =>
    mayDiscount(promotion, line, hasSpecialPrice) ? [index] : [],
  );
  const because = isUnitRule(promotion) ? 'units' : 'nothing-left';
  const ruleIds = applied
    .filter((other) => because === 'nothing-left' || isUnitRule(other.promotion))
    .filter(({ taking }) => meant.some((index) => taking.sharesMinor[index]! > 0))
    .map((other) => other.promotion.id);
  return { ruleIds, because };
}

import type { Missing, OfferResult, RuleOutcome } from './offer-outcome.ts';

/** A rule that lacks something. */
export interface UnmetRule {
  readonly ruleId: string;
  readonly missing: readonly Missing[];
}

/** What can be told of a result when somebody asks. */
export interface Explainer {
  rules(): RuleOutcome[];
  /** What lacks something, as far as that is known without asking what else it would do. */
  unmet(): UnmetRule[];
  of(ruleId: string): RuleOutcome | null;
}

/**
 * Why rules gave way takes longer to tell than what they take off, and no scan needs to know it all: so it is worked out when
 * it is asked for, from what the result was found by.
 */
const explainers = new WeakMap<OfferResult, Explainer>();

/** The result, of which `explainer` tells from now on. */
export function explainedBy(result: OfferResult, explainer: Explainer): OfferResult {
  explainers.set(result, explainer);
  return result;
}

/** What became of every rule that concerns the basket: applied, lost to which, or what is missing. */
export function explainOffers(result: OfferResult): RuleOutcome[] {
  return explainerOf(result).rules();
}

/** What became of one rule; null where it is no concern of the basket. */
export function explainRule(result: OfferResult, ruleId: string): RuleOutcome | null {
  return explainerOf(result).of(ruleId);
}

/**
 * Rules that took nothing off and lack something, in the order in which they act. One that lacks something of its own may yet
 * have lost to another: `explainRule` knows.
 */
export function unmetRules(result: OfferResult): UnmetRule[] {
  return explainerOf(result).unmet();
}

function explainerOf(result: OfferResult): Explainer {
  const explainer = explainers.get(result);
  if (!explainer) throw new Error('only what priceOffers returned can be explained');
  return explainer;
}

import type { Missing, OfferResult, RuleOutcome } from './offer-outcome.ts';

/** What more of the right goods would mend. */
export type MissingGoods = Extract<Missing, { readonly kind: 'spend' | 'units' | 'distinct' }>;

/** A rule that took nothing off and lacks one thing only. */
export interface NearRule {
  readonly ruleId: string;
  readonly missing: MissingGoods;
}

/** What can be told of a result when somebody asks. */
export interface Explainer {
  rules(): RuleOutcome[];
  /** What is near, as far as that is known without asking what else it would do. */
  near(): NearRule[];
  of(ruleId: string): RuleOutcome | null;
}

/**
 * Why rules gave way takes longer to tell than what they take off, and no scan needs to know it all: so it is worked out when
 * it is asked for, from what the result was found by.
 */
const EXPLAINER = Symbol('explainer');

interface Explained extends OfferResult {
  readonly [EXPLAINER]?: Explainer;
}

/** The result, of which `explainer` tells from now on. */
export function explainedBy(result: OfferResult, explainer: Explainer): OfferResult {
  // Not enumerable: what is copied, compared or sent is the result alone.
  return Object.defineProperty(result, EXPLAINER, { value: explainer });
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
 * Rules that took nothing off and lack one thing, which buying more would mend, in the order in which they act. One of them
 * may yet have lost to another: `explainRule` knows.
 */
export function nearRules(result: OfferResult): NearRule[] {
  return explainerOf(result).near();
}

/** The only thing that is missing, where more of the right goods would mend it. */
export function onlyGoods(missing: readonly Missing[]): MissingGoods | null {
  const only = missing[0];
  if (missing.length !== 1 || !only) return null;
  return only.kind === 'spend' || only.kind === 'units' || only.kind === 'distinct' ? only : null;
}

function explainerOf(result: Explained): Explainer {
  const explainer = result[EXPLAINER];
  if (!explainer) throw new Error('only what priceOffers returned can be explained');
  return explainer;
}

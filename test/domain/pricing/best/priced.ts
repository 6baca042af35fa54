import { expect } from 'vitest';
import { explainRule } from '../../../../domain/pricing/explain-offers.ts';
import type { OfferInput } from '../../../../domain/pricing/offer-input.ts';
import type { OfferResult, RuleOutcome } from '../../../../domain/pricing/offer-outcome.ts';
import { offerStepsFor, priceOffers } from '../../../../domain/pricing/price-offers.ts';

/** Prices with the steps that a till has. */
export function price(input: OfferInput): OfferResult {
  const result = priceOffers({ ...input, stepsMax: offerStepsFor(input.lines.length) });
  expect(result.isProvenBest).toBe(true);
  return result;
}

export function outcome(result: OfferResult, ruleId: string): RuleOutcome | null {
  return explainRule(result, ruleId);
}

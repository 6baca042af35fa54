import { liftE6, type RuleCounts } from './association-rules.ts';
import type { PartnerCounts } from './partner-counts.ts';

/** Counted in fewer baskets than this, two articles met by chance. */
const MIN_BASKETS = 5;
/** Of all baskets, in large shops: one in so many. */
const MIN_SUPPORT_ONE_IN = 20_000;
/** Of ten who bought the one, one bought the other. */
const MIN_CONFIDENCE_BP = 1_000;
const BP = 10_000;
/** Bought together no more often than by chance says nothing. */
const MIN_LIFT_E6 = 1_200_000;

/** An article in the basket, by its number. */
export interface BoughtArticle {
  readonly number: number;
  readonly basketCount: number;
  readonly partners: PartnerCounts;
}

/** A rule from one article that is in the basket to one that is not. */
export interface PartnerRule {
  readonly because: number;
  readonly suggested: number;
  readonly counts: RuleCounts;
  readonly liftE6: number;
}

type Candidate = Omit<PartnerRule, 'counts' | 'liftE6'> & {
  readonly both: number;
  readonly antecedent: number;
};

/** What was bought often enough with something in the basket and is not in it, whatever its lift. */
export function findCandidates(bought: readonly BoughtArticle[], basketCount: number): Candidate[] {
  const inBasket = new Set(bought.map(({ number }) => number));
  const minBaskets = Math.max(MIN_BASKETS, Math.ceil(basketCount / MIN_SUPPORT_ONE_IN));
  const candidates: Candidate[] = [];
  for (const { number, basketCount: antecedent, partners } of bought) {
    const least = Math.max(minBaskets, Math.ceil((antecedent * MIN_CONFIDENCE_BP) / BP));
    const { pairs } = partners;
    for (let place = 0; place < pairs.length; place += 2) {
      const both = pairs[place + 1]!;
      if (both < least || inBasket.has(pairs[place]!)) continue;
      candidates.push({ because: number, suggested: pairs[place]!, both, antecedent });
    }
  }
  return candidates;
}

/** The best rule for each article that is suggested, by lift, then by how many baskets say so. */
export function rankCandidates(
  candidates: readonly Candidate[],
  basketCount: number,
  countOf: (number: number) => number,
): PartnerRule[] {
  const best = new Map<number, PartnerRule>();
  for (const { because, suggested, both, antecedent } of candidates) {
    const counts = { both, antecedent, consequent: countOf(suggested), baskets: basketCount };
    const rule = { because, suggested, counts, liftE6: liftE6(counts) };
    const other = best.get(suggested);
    if (rule.liftE6 >= MIN_LIFT_E6 && (!other || compareRules(rule, other) < 0)) best.set(suggested, rule);
  }
  return [...best.values()].sort(compareRules);
}

function compareRules(a: PartnerRule, b: PartnerRule): number {
  return (
    b.liftE6 - a.liftE6 || b.counts.both - a.counts.both || a.suggested - b.suggested || a.because - b.because
  );
}

import { multiplyDivideRounded } from '../integer.ts';
import type { Itemset } from './frequent-itemsets.ts';

const BP = 10_000;
const LIFT_SCALE = 1_000_000;

/** Who buys all of `antecedent` also buys `consequent`, as baskets that were counted say. */
export interface AssociationRule {
  /** In ascending order. */
  readonly antecedent: readonly string[];
  readonly consequent: string;
  readonly counts: RuleCounts;
}

/** In how many baskets. */
export interface RuleCounts {
  /** All of the rule. */
  readonly both: number;
  readonly antecedent: number;
  readonly consequent: number;
  readonly baskets: number;
}

/**
 * The rules of frequent itemsets: of each set of two or more, every item as what follows from the others, as R's `arules`
 * forms them. `itemsets` must hold every part of its sets, as `findFrequentItemsets` gives them. `minConfidenceBp` is judged
 * exactly.
 */
export function formRules(
  itemsets: readonly Itemset[],
  basketCount: number,
  minConfidenceBp: number,
): AssociationRule[] {
  const counts = new Map(itemsets.map(({ items, count }) => [keyOf(items), count]));
  const countOf = (items: readonly string[]): number => {
    const count = counts.get(keyOf(items));
    if (count === undefined) throw new Error(`the itemset ${items.join(', ')} is missing`);
    return count;
  };
  const rules: AssociationRule[] = [];
  for (const { items, count: both } of itemsets) {
    if (items.length < 2) continue;
    for (const consequent of items) {
      const antecedent = items.filter((item) => item !== consequent);
      const antecedentCount = countOf(antecedent);
      if (both * BP < minConfidenceBp * antecedentCount) continue;
      const counted = { both, antecedent: antecedentCount, consequent: countOf([consequent]) };
      rules.push({ antecedent, consequent, counts: { ...counted, baskets: basketCount } });
    }
  }
  return rules;
}

/** Of those who bought the antecedent, who bought the consequent too. */
export function confidenceBp({ both, antecedent }: RuleCounts): number {
  return multiplyDivideRounded(both, BP, antecedent);
}

/**
 * How many times as often the consequent is bought with the antecedent as it is bought at all, in millionths: 1,000,000 says
 * that they have nothing to do with each other.
 */
export function liftE6({ both, antecedent, consequent, baskets }: RuleCounts): number {
  return multiplyDivideRounded(both * baskets, LIFT_SCALE, antecedent * consequent);
}

/** No name of an item has a line break. */
function keyOf(items: readonly string[]): string {
  return items.join('\n');
}

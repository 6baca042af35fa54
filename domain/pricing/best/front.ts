import { sortFew } from '../../sort-few.ts';
import { isSpent, takeSteps, type StepBudget } from './step-budget.ts';

/** Something that a search may choose: what it leaves in each column, in minor units; less is better. */
export interface Outcome {
  readonly sums: readonly number[];
}

/** When one outcome makes another needless. */
export interface Pruning {
  /** Columns in which less may be worse, because a threshold of spending is in play; null for none. */
  readonly isHeld: readonly boolean[] | null;
  /** Nothing is needless but what is the same: rounding later on may turn on every line. */
  readonly keepsAll: boolean;
  /** What seems needless may not be, by some minor units: a front that left any out is not whole. */
  readonly isRough: boolean;
}

export interface Front<O extends Outcome> {
  readonly outcomes: readonly O[];
  /** False where outcomes were left out that might have mattered. */
  readonly isWhole: boolean;
}

/**
 * The outcomes that may still be the best: of several of which one is no worse in every column, only that one. The earlier
 * stays of two that are alike, so that the order in which they were found decides ties.
 */
export function pruneFront<O extends Outcome>(
  outcomes: readonly O[],
  pruning: Pruning,
  budget: StepBudget,
): Front<O> {
  if (outcomes.length <= 1) return { outcomes, isWhole: true };
  const isOneSum = outcomes[0]!.sums.length <= 1 && !pruning.isHeld && !pruning.keepsAll;
  if (isOneSum) return { outcomes: [leastOf(outcomes)], isWhole: !pruning.isRough };
  const kept: O[] = [];
  let isWhole = true;
  const areAllHeld = pruning.isHeld?.every((isHeld) => isHeld) ?? false;
  const isCompared = !pruning.keepsAll && !areAllHeld;
  takeSteps(budget, 2 * outcomes.length);
  // What is the same is needless, too, so only what is not compared has to be looked through for it.
  for (const outcome of sortBySum(isCompared ? outcomes : unique(outcomes))) {
    if (kept.length > 0 && isSpent(budget)) {
      isWhole = false;
      break;
    }
    if (isCompared) {
      takeSteps(budget, 1 + (kept.length >> 3));
      const better = noWorseAmong(kept, outcome.sums, pruning.isHeld);
      if (better) {
        if (pruning.isRough && !isSame(better.sums, outcome.sums)) isWhole = false;
        continue;
      }
    }
    kept.push(outcome);
  }
  return { outcomes: kept, isWhole };
}

function noWorseAmong<O extends Outcome>(
  kept: readonly O[],
  sums: readonly number[],
  isHeld: readonly boolean[] | null,
): O | null {
  for (const other of kept) if (isNoWorse(other.sums, sums, isHeld)) return other;
  return null;
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.every((sum, column) => sum === b[column]);
}

function leastOf<O extends Outcome>(outcomes: readonly O[]): O {
  let least = outcomes[0]!;
  for (const outcome of outcomes) if ((outcome.sums[0] ?? 0) < (least.sums[0] ?? 0)) least = outcome;
  return least;
}

function unique<O extends Outcome>(outcomes: readonly O[]): O[] {
  const bySums = new Map<string, O>();
  for (const outcome of outcomes) {
    const key = outcome.sums.join();
    if (!bySums.has(key)) bySums.set(key, outcome);
  }
  return [...bySums.values()];
}

/** Who costs less in all comes first: nothing later can make it needless, and what is cut off is what costs most. */
function sortBySum<O extends Outcome>(outcomes: readonly O[]): O[] {
  const summed = outcomes.map((outcome) => ({ outcome, totalMinor: totalOf(outcome) }));
  return sortFew(summed, (a, b) => a.totalMinor - b.totalMinor).map(({ outcome }) => outcome);
}

/** What an outcome leaves in all columns together. */
export function totalOf({ sums }: Outcome): number {
  let total = 0;
  for (const sum of sums) total += sum;
  return total;
}

function isNoWorse(a: readonly number[], b: readonly number[], isHeld: readonly boolean[] | null): boolean {
  for (let column = 0; column < a.length; column += 1) {
    if (isHeld?.[column] ? a[column] !== b[column] : a[column]! > b[column]!) return false;
  }
  return true;
}

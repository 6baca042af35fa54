import type { ExplainedRule } from '../service/answers.ts';
import { missingProgress } from '../text/missing-text.ts';

type Missing = ExplainedRule['missing'][number];

/** Rules that are not met, those first that the sale may still come to: little missing, then much, then what no sale changes. */
export function nearestFirst(rules: readonly ExplainedRule[]): ExplainedRule[] {
  return rules.toSorted((one, other) => distanceOf(one) - distanceOf(other));
}

/** Each thing that is missing is one more to do; one that is half done is half as far. */
function distanceOf({ missing }: ExplainedRule): number {
  return missing.reduce((sum, each) => sum + lackOf(each), 0);
}

const OUT_OF_REACH = 10;

function lackOf(missing: Missing): number {
  const progress = missingProgress(missing);
  if (progress !== null) return 1 - progress;
  switch (missing.kind) {
    case 'gift':
    case 'member':
    case 'coupon':
    case 'contains':
      return 1;
    case 'target':
      return 2;
    default:
      return OUT_OF_REACH;
  }
}

import type { PricingCase, ReadCase } from './case-form.ts';
import { runCase, type CaseRun, type Figures } from './run-case.ts';

/** A figure that is not what its case expects. */
export interface Difference {
  readonly what: string;
  readonly expected: unknown;
  readonly got: unknown;
}

/** What became of a case. One on which engines disagree is never `differs`. */
export type CaseOutcome =
  | { readonly id: string; readonly status: 'ok'; readonly figures: Figures }
  | {
      readonly id: string;
      readonly status: 'differs' | 'ambiguous';
      readonly differences: readonly Difference[];
      readonly figures: Figures;
    }
  | { readonly id: string; readonly status: 'unsupported'; readonly why: string };

/** Runs a case and compares what it expects. */
export function judgeCase(read: ReadCase): CaseOutcome {
  const { id } = read;
  if (!read.isRead) return { id, status: 'unsupported', why: read.why };
  const run = runGuarded(read.case);
  if ('unsupported' in run) return { id, status: 'unsupported', why: run.unsupported };
  const { expected, ambiguous = false } = read.case;
  const differences: Difference[] = [];
  for (const [what, value] of Object.entries(expected)) {
    // Null money means that the case is not about it.
    if (what.startsWith('alternatives') || value === null) continue;
    if (!Object.hasOwn(run.figures, what)) {
      return { id, status: 'unsupported', why: `expects ${what}` };
    }
    const got = run.figures[what];
    const accepted = [value, ...alternativesOf(read.case, what)];
    if (!accepted.some((each) => isSame(what, each, got))) differences.push({ what, expected: value, got });
  }
  if (differences.length === 0) return { id, status: 'ok', figures: run.figures };
  return { id, status: ambiguous ? 'ambiguous' : 'differs', differences, figures: run.figures };
}

/** A case with figures that no engine can price is told apart, and keeps no other case from being priced. */
function runGuarded(source: PricingCase): CaseRun {
  try {
    return runCase(source);
  } catch (error) {
    return { unsupported: error instanceof Error ? error.message : String(error) };
  }
}

/** Other values that a case accepts: of its total in `alternativesMinor`, of any figure in `alternatives`. */
function alternativesOf({ expected }: PricingCase, what: string): unknown[] {
  const totals = what === 'totalMinor' ? expected['alternativesMinor'] : undefined;
  const named = expected['alternatives'];
  const own = isRecord(named) ? named[what] : undefined;
  return [totals, own].flatMap((each): unknown[] =>
    Array.isArray(each) ? each : each === undefined ? [] : [each],
  );
}

/** Which promotions were applied is a set; a case names only the rules whose amounts it is about. */
function isSame(what: string, expected: unknown, got: unknown): boolean {
  if (what === 'appliedPromotionIds' && Array.isArray(expected) && Array.isArray(got)) {
    return isDeepEqual(sorted(expected), sorted(got));
  }
  if (isRecord(expected) && isRecord(got)) {
    return Object.entries(expected).every(([key, value]) => isDeepEqual(value, got[key]));
  }
  return isDeepEqual(expected, got);
}

function sorted(list: readonly unknown[]): string[] {
  return list.map(String).sort((a, b) => (a < b ? -1 : Number(a > b)));
}

function isDeepEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

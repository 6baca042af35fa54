import type { CaseOutcome } from './compare-case.ts';

/** How many cases ended how, and every one of them with its figures. */
export interface CasesSummary {
  readonly ok: number;
  readonly differ: number;
  readonly unsupported: number;
  readonly ambiguous: number;
  readonly cases: readonly CaseOutcome[];
}

export function summarizeCases(outcomes: readonly CaseOutcome[]): CasesSummary {
  const count = (status: CaseOutcome['status']) => outcomes.filter((each) => each.status === status).length;
  return {
    ok: count('ok'),
    differ: count('differs'),
    unsupported: count('unsupported'),
    ambiguous: count('ambiguous'),
    cases: outcomes,
  };
}

/** A line a case, then the counts. Cases on which engines disagree are counted apart. */
export function reportCases(outcomes: readonly CaseOutcome[]): string {
  const { ok, differ, unsupported, ambiguous } = summarizeCases(outcomes);
  const apart = ambiguous > 0 ? `, ${ambiguous} ambiguous` : '';
  const counts = `${ok} ok, ${differ} differ, ${unsupported} unsupported${apart}`;
  return [...outcomes.map(lineOf), counts, ''].join('\n');
}

function lineOf(outcome: CaseOutcome): string {
  if (outcome.status === 'ok') return `${outcome.id} ok`;
  if (outcome.status === 'unsupported') return `${outcome.id} unsupported: ${outcome.why}`;
  const differences = outcome.differences
    .map(
      ({ what, expected, got }) => `${what} expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`,
    )
    .join('; ');
  return `${outcome.id} ${outcome.status}: ${differences}`;
}

import { reportFound } from './best/report.ts';
import { searchBest } from './best/search.ts';
import { explainedBy, explainOffers, explainRule, nearRules } from './explain-offers.ts';
import type { OfferInput, OfferLine } from './offer-input.ts';
import type { AppliedOutcome, OfferResult, RuleOutcome } from './offer-outcome.ts';
import { combineByPriority } from './priority/combine-by-priority.ts';

/**
 * Steps that the search for the best may take, some milliseconds on a small till: 2,000, and up to 10,000 for so few lines that
 * many a search ends within them.
 */
export function offerStepsFor(lineCount: number): number {
  return Math.max(2_000, Math.min(10_000, Math.floor(250_000 / lineCount ** 2)));
}

/**
 * Prices a basket with its rules: what every line and unit costs, and which rules took part; `explain-offers.ts` tells of every
 * rule that concerns the basket whether it was applied, lost to which, or what is missing for it. The same input gives the
 * same answer on every till, whatever the order of its lists; lines come back in the order in which they were given.
 */
export function priceOffers(input: OfferInput): OfferResult {
  const lines = [...input.lines].sort(compareLines);
  const ordered: OfferInput = { ...input, lines };
  const found =
    input.combination === 'priority' ? combineByPriority(ordered) : reportFound(searchBest(ordered), ordered);
  const isInOrder = lines.every((line, index) => line === input.lines[index]);
  return isInOrder ? found : inGivenOrder(found, input.lines);
}

function inGivenOrder(found: OfferResult, given: readonly OfferLine[]): OfferResult {
  const byId = new Map(found.lines.map((line) => [line.lineId, line]));
  const place = new Map(given.map(({ id }, index) => [id, index]));
  const sortApplied = (applied: AppliedOutcome): AppliedOutcome => ({
    ...applied,
    lines: applied.lines.toSorted((a, b) => place.get(a.lineId)! - place.get(b.lineId)!),
  });
  const sortLines = (rule: RuleOutcome) => (rule.kind === 'applied' ? sortApplied(rule) : rule);
  const result = {
    ...found,
    lines: given.map(({ id }) => byId.get(id)!),
    applied: found.applied.map(sortApplied),
  };
  return explainedBy(result, {
    rules: () => explainOffers(found).map(sortLines),
    near: () => nearRules(found),
    of(ruleId) {
      const rule = explainRule(found, ruleId);
      return rule && sortLines(rule);
    },
  });
}

/** Ids grow with time, so the earlier line comes first in whatever order lines are given. */
function compareLines(a: OfferLine, b: OfferLine): number {
  return a.id.length - b.id.length || (a.id < b.id ? -1 : Number(a.id > b.id));
}

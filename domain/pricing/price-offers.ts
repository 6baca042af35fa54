import { reportFound } from './best/report.ts';
import { searchBest } from './best/search.ts';
import type { OfferInput, OfferLine } from './offer-input.ts';
import type { OfferResult } from './offer-outcome.ts';
import { combineByPriority } from './priority/combine-by-priority.ts';

/** Steps that the search for the best may take unless a shop says otherwise: some milliseconds on a small till. */
export const OFFER_STEPS_MAX = 6_000;

/**
 * Prices a basket with its rules: what every line and unit costs, and of every rule that concerns the basket whether it was
 * applied, lost to which, or what is missing for it. The same input gives the same answer on every till, whatever the order
 * of its lists; lines come back in the order in which they were given.
 */
export function priceOffers(input: OfferInput): OfferResult {
  const lines = [...input.lines].sort(compareLines);
  const ordered: OfferInput = { ...input, lines };
  const result =
    input.combination === 'priority' ? combineByPriority(ordered) : reportFound(searchBest(ordered), ordered);
  const byId = new Map(result.lines.map((line) => [line.lineId, line]));
  const place = new Map(input.lines.map(({ id }, index) => [id, index]));
  return {
    ...result,
    lines: input.lines.map(({ id }) => byId.get(id)!),
    rules: result.rules.map((rule) =>
      rule.kind === 'applied'
        ? { ...rule, lines: [...rule.lines].sort((a, b) => place.get(a.lineId)! - place.get(b.lineId)!) }
        : rule,
    ),
  };
}

/** Ids grow with time, so the earlier line comes first in whatever order lines are given. */
function compareLines(a: OfferLine, b: OfferLine): number {
  return a.id.length - b.id.length || (a.id < b.id ? -1 : Number(a.id > b.id));
}

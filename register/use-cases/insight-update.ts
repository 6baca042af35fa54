import type { Register } from '../register.ts';

/** How much is counted at once, in steps: an article of a basket is one. The till is not there for anybody meanwhile. */
export interface InsightBudget {
  readonly stepsMax: number;
}

/**
 * So many pages that were counted are folded into the database as a slice of their own. Left to grow, the log would be folded
 * in by one commit, which then takes as long as twenty.
 */
const UNFOLDED_PAGES_MAX = 500;

/**
 * Counts a part of what was sold since the last time: what is bought together, what members bought, and who comes often, who
 * stands first in a search. Call it when the till is
 * idle until nothing is left; it begins where it stopped, also after the process died. Returns how many entries of the
 * journal are left.
 */
export function updateInsight({ store }: Register, { stepsMax }: InsightBudget): { readonly left: number } {
  if (!Number.isSafeInteger(stepsMax) || stepsMax < 1) throw new RangeError(`${stepsMax} steps get nowhere`);
  const left = store.insight.left();
  if (left === 0) return { left };
  if (store.unfoldedPages() > UNFOLDED_PAGES_MAX) {
    store.checkpoint();
    // Somebody who reads an older state may hold it up, and counting does not wait for them.
    if (store.unfoldedPages() <= UNFOLDED_PAGES_MAX) return { left };
  }
  return store.commit((writer) => {
    const { left: leftAfter, buyerIds } = writer.insight.advance(stepsMax);
    for (const memberId of buyerIds) writer.members.rankByVisits(memberId);
    return { left: leftAfter };
  });
}

/** Forgets what was counted, so that it is counted again from nothing. */
export function rebuildInsight({ store }: Register): void {
  store.commit((writer) => writer.insight.clear());
}

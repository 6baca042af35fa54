import type { LoyaltySettings } from '../../../domain/loyalty/loyalty-settings.ts';

/** How the chain's membership worked at any time: what was earned under old rules stays so, however often it is reckoned again. */
export interface Rulebook {
  at(utcMs: number): LoyaltySettings;
}

/** Settings with the moment from which they hold. */
export interface DatedRules {
  readonly fromUtcMs: number;
  readonly settings: LoyaltySettings;
}

/** Before the first of them the first holds. Throws RangeError for none at all. */
export function createRulebook(rules: readonly DatedRules[]): Rulebook {
  const newestFirst = [...rules].sort((a, b) => b.fromUtcMs - a.fromUtcMs);
  const oldest = newestFirst.at(-1);
  if (!oldest) throw new RangeError('a rulebook without rules');
  return { at: (utcMs) => (newestFirst.find(({ fromUtcMs }) => fromUtcMs <= utcMs) ?? oldest).settings };
}

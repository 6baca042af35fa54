import type { MemberSummary } from './member-summary.ts';
import { scoreOf, type Quintiles, type Score } from './quintiles.ts';

/**
 * How recently, how often and for how much a member bought, each as a fifth of the shop's members (Hughes 1994, "Strategic
 * Database Marketing").
 */
export interface Rfm {
  readonly recency: Score;
  readonly frequency: Score;
  readonly monetary: Score;
}

export type RfmQuintiles = Readonly<Record<keyof Rfm, Quintiles>>;

/** The fifths of fewer members say nothing. */
export const RFM_MEMBERS_MIN = 5;

/** Amounts have so many steps from one to its double: two that differ by less than one part in 64 may be as good as equal. */
const STEPS_PER_DOUBLE = 64;

/** What members are compared by: the last day, the days with a purchase, the step of what was spent. Null before the first. */
export function rfmValues(summary: MemberSummary): Readonly<Record<keyof Rfm, number>> | null {
  const recency = summary.visitDays.at(-1);
  if (recency === undefined) return null;
  return { recency, frequency: summary.visitDays.length, monetary: spendStep(summary.spendMinor) };
}

export function rfmOf(summary: MemberSummary, quintiles: RfmQuintiles): Rfm | null {
  const values = rfmValues(summary);
  if (!values) return null;
  return {
    recency: scoreOf(values.recency, quintiles.recency),
    frequency: scoreOf(values.frequency, quintiles.frequency),
    monetary: scoreOf(values.monetary, quintiles.monetary),
  };
}

/**
 * Which step an amount is on: every amount up to 127 has its own, each double after that has 64. So a shop's members have a
 * few thousand different values and not one each, and their fifths are found without sorting them.
 */
export function spendStep(spendMinor: number): number {
  let top = Math.max(0, spendMinor);
  let doubles = 0;
  while (top >= 2 * STEPS_PER_DOUBLE) {
    top = Math.floor(top / 2);
    doubles += 1;
  }
  return doubles * STEPS_PER_DOUBLE + top;
}

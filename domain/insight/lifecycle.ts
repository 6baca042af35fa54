import { divideRounded } from '../integer.ts';

/** Where a member stands, by how long they have been silent for their own rhythm. */
export const lifecycleStages = ['new', 'active', 'back', 'at-risk', 'lapsed'] as const;
export type LifecycleStage = (typeof lifecycleStages)[number];

/** How far apart a member's visits are, and whose rhythm that is. */
export interface Rhythm {
  readonly gapDays: number;
  readonly source: 'own' | 'shop' | 'usual';
}

/** The rhythm is that of the latest visits: people move, and have children. */
const GAPS_KEPT = 12;
/** Two gaps are no rhythm yet. */
const OWN_GAPS_MIN = 3;
/** Somebody who comes daily is not at risk after a weekend. */
const GAP_MIN_DAYS = 7;
/** Until the shop has members with a rhythm. */
const USUAL_GAP_DAYS = 30;
/** In gaps of silence. */
const AT_RISK_AFTER = 2;
const LAPSED_AFTER = 4;
const NEW_VISITS_MAX = 2;
const CERTAIN_BP = 10_000;

/** The median days between a member's latest visits, the lower of two; null before the fourth. `visitDays` ascending. */
export function ownGapDays(visitDays: readonly number[]): number | null {
  const latest = visitDays.slice(-GAPS_KEPT - 1);
  const gaps = latest.slice(1).map((day, place) => day - latest[place]!);
  if (gaps.length < OWN_GAPS_MIN) return null;
  return gaps.sort((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)]!;
}

/** The member's own rhythm, else the shop's median, else a month. */
export function rhythmOf(visitDays: readonly number[], shopGapDays: number | null): Rhythm {
  const own = ownGapDays(visitDays);
  if (own !== null) return { gapDays: Math.max(GAP_MIN_DAYS, own), source: 'own' };
  if (shopGapDays !== null) return { gapDays: Math.max(GAP_MIN_DAYS, shopGapDays), source: 'shop' };
  return { gapDays: USUAL_GAP_DAYS, source: 'usual' };
}

/**
 * Lapsed after more than four gaps of silence, at risk after more than two. Back is who had lapsed by their rhythm until
 * then and came again; new, who came once or twice and first within two gaps; active, everybody else. Null before the first
 * visit.
 */
export function lifecycleStage(
  visitDays: readonly number[],
  shopGapDays: number | null,
  today: number,
): LifecycleStage | null {
  const last = visitDays.at(-1);
  if (last === undefined) return null;
  const { gapDays } = rhythmOf(visitDays, shopGapDays);
  const silentDays = today - last;
  if (silentDays > LAPSED_AFTER * gapDays) return 'lapsed';
  if (silentDays > AT_RISK_AFTER * gapDays) return 'at-risk';
  const earlier = visitDays.slice(0, -1);
  const before = earlier.at(-1);
  if (before !== undefined && last - before > LAPSED_AFTER * rhythmOf(earlier, shopGapDays).gapDays)
    return 'back';
  const isNew = visitDays.length <= NEW_VISITS_MAX && today - visitDays[0]! <= AT_RISK_AFTER * gapDays;
  return isNew ? 'new' : 'active';
}

/**
 * How sure it is that a silent member does not come back, in basis points: nothing up to one gap of silence, certain from
 * four gaps on, and evenly more between. A statement of the stages as a number, not an estimate from data.
 */
export function churnRiskBp(visitDays: readonly number[], shopGapDays: number | null, today: number): number {
  const last = visitDays.at(-1);
  if (last === undefined) return 0;
  const { gapDays } = rhythmOf(visitDays, shopGapDays);
  const overdueDays = Math.max(0, today - last - gapDays);
  return Math.min(CERTAIN_BP, divideRounded(overdueDays * CERTAIN_BP, (LAPSED_AFTER - 1) * gapDays));
}

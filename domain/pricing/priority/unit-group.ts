import { multiplyDivideRounded } from '../../integer.ts';
import type { Off } from '../../promotions/promotion.ts';
import { costOf, type Piece } from './unit-pool.ts';

/** Units that one use of an offer takes. */
export interface UnitGroup {
  /** All that serve it. */
  readonly pieces: readonly Piece[];
  /** Those that it is shown on: the half-price one, the free one, or all. */
  readonly picked: readonly Piece[];
  /** What it takes off when so many such groups are taken, in minor units. */
  readonly offMinor: (times: number) => number;
  readonly uses: number;
}

/** Gives the next group while units are left, of at most so many uses; null when there is none. */
export type NextGroup = (usesLeft: number) => UnitGroup | null;

/** A group that is given once. */
export function onlyOnce(next: () => UnitGroup | null): NextGroup {
  let isDone = false;
  return () => {
    if (isDone) return null;
    isDone = true;
    return next();
  };
}

/** A rate off the units that are picked. */
export function percentGroup(pieces: readonly Piece[], picked: readonly Piece[], rateBp: number): UnitGroup {
  return { pieces, picked, offMinor: (times) => offUnits({ rateBp }, picked, times), uses: 1 };
}

/** Off each unit: a rate over those of a line together, or an amount that no unit can lose more than it costs of. */
export function offUnits(off: Off, pieces: readonly Piece[], times: number): number {
  return pieces.reduce((sum, { pool, count }) => {
    const units = count * times;
    if ('rateBp' in off) return sum + multiplyDivideRounded(units * pool.unitMinor, off.rateBp, 10_000);
    return sum + units * Math.min(off.amountMinor, pool.unitMinor);
  }, 0);
}

/** Off the whole group. */
export function offGroup(off: Off, pieces: readonly Piece[], times: number): number {
  return 'rateBp' in off ? offUnits(off, pieces, times) : times * Math.min(off.amountMinor, costOf(pieces));
}

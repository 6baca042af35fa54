import type { Pick } from '../../promotions/promotion.ts';
import type { RunningLine } from './running-lines.ts';

/** Units of one line that cost the same and may serve an offer. */
export interface Pool {
  readonly lineIndex: number;
  readonly unitMinor: number;
  count: number;
}

/** So many units of a pool. */
export interface Piece {
  readonly pool: Pool;
  readonly count: number;
}

/**
 * The units of the lines that `isMeant` which serve no offer yet, in the order in which an offer takes them: by price, then,
 * of units that cost the same, those of the line with more of them, then of the earlier line.
 */
export function poolUnits(
  lines: readonly RunningLine[],
  pick: Pick,
  isMeant: (running: RunningLine) => boolean,
): Pool[] {
  const pools: Pool[] = [];
  lines.forEach((running, lineIndex) => {
    if (!isMeant(running)) return;
    for (const { unitMinor, count, isServing } of running.runs) {
      if (!isServing) pools.push({ lineIndex, unitMinor, count });
    }
  });
  return sortPools(pools, pick, lines);
}

/** The pools in the order in which an offer takes them; with `largest-line`, those of lines with more units come first. */
export function sortPools(
  pools: readonly Pool[],
  order: Pick | 'largest-line',
  lines: readonly RunningLine[],
): Pool[] {
  const unitsOf = ({ lineIndex }: Pool) => lines[lineIndex]!.line.units;
  const byUnits = (a: Pool, b: Pool) => unitsOf(b) - unitsOf(a);
  const byPrice = (a: Pool, b: Pool) =>
    order === 'cheapest' ? a.unitMinor - b.unitMinor : b.unitMinor - a.unitMinor;
  return [...pools].sort((a, b) => {
    const [first, then] = order === 'largest-line' ? [byUnits, byPrice] : [byPrice, byUnits];
    return first(a, b) || then(a, b) || a.lineIndex - b.lineIndex;
  });
}

export function countUnits(pools: readonly Pool[]): number {
  return pools.reduce((sum, pool) => sum + pool.count, 0);
}

/** What the pieces cost together. */
export function costOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { pool, count }) => sum + count * pool.unitMinor, 0);
}

/** The first units of the pools, beside those that `taken` claims already; null where there are not so many. */
export function choose(pools: readonly Pool[], units: number, taken: readonly Piece[] = []): Piece[] | null {
  const pieces: Piece[] = [];
  let left = units;
  for (const pool of pools) {
    if (left === 0) break;
    const claimed = taken.reduce((sum, piece) => sum + (piece.pool === pool ? piece.count : 0), 0);
    const count = Math.min(left, pool.count - claimed);
    if (count > 0) pieces.push({ pool, count });
    left -= Math.max(0, count);
  }
  return left === 0 ? pieces : null;
}

/** How often the same pieces can be taken again. */
export function timesOf(pieces: readonly Piece[]): number {
  const wanted = new Map<Pool, number>();
  for (const { pool, count } of pieces) wanted.set(pool, (wanted.get(pool) ?? 0) + count);
  return Math.min(...[...wanted].map(([pool, count]) => Math.floor(pool.count / count)));
}

/** Takes the pieces out, so many times. Every list that a pool stands in sees it. */
export function take(pieces: readonly Piece[], times: number): void {
  for (const { pool, count } of pieces) pool.count -= count * times;
}

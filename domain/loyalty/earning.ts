import { allocate } from '../allocation.ts';
import { requireSafe } from '../integer.ts';

const BASE_BP = 10_000;

/** What the points of a sale come from. */
export interface EarningRule {
  /** So many points for every `perMinor`. */
  readonly points: number;
  readonly perMinor: number;
  /** The tier's and the campaigns', in basis points; they multiply. */
  readonly factorsBp: readonly number[];
  /** Points once a sale. */
  readonly bonus: number;
}

/**
 * The points that a sale earns on what counts of each line, in minor units: whole points, rounded down once for the sale,
 * and shared to the lines by largest remainder (equal ones: the earlier line). Where nothing counts only a bonus is earned.
 */
export function earnPoints(
  countedMinor: readonly number[],
  rule: EarningRule,
): { readonly points: number; readonly byLine: readonly number[] } {
  const counted = countedMinor.reduce((sum, minor) => sum + minor, 0);
  requireSafe(counted);
  if (rule.perMinor <= 0) throw new RangeError('points are earned on an amount above zero');
  const base = BigInt(BASE_BP);
  let numerator = BigInt(counted) * BigInt(rule.points);
  let denominator = BigInt(rule.perMinor);
  for (const factorBp of rule.factorsBp) {
    numerator *= BigInt(factorBp);
    denominator *= base;
  }
  const points = Number(numerator / denominator) + rule.bonus;
  requireSafe(points);
  return { points, byLine: countedMinor.length === 0 ? [] : allocate(points, countedMinor) };
}

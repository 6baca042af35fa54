import { total } from './exact.ts';

type Range = readonly [least: number, most: number];

interface ExactParts {
  /** Over `denominator`. */
  readonly numerators: readonly bigint[];
  readonly denominator: bigint;
}

/**
 * Shares of an amount within limits, found by trying: of all whole shares that sum to it and pass no limit, the one
 * nearest to the exact parts by the sum of squares; of several, the one that gives more to who comes first in `order`.
 * For a handful of weights only. `reach` bounds what is tried: the whole shares up to so many from each exact part.
 */
export function sharesByBruteForce(
  amount: number,
  weights: readonly number[],
  limits: readonly number[],
  order: readonly number[],
  reach = Infinity,
): number[] {
  const parts = exactParts(amount, weights, limits);
  const ranges = parts.numerators.map((numerator, index): Range => {
    const floor = Number(numerator / parts.denominator);
    return [Math.max(0, floor + 1 - reach), Math.min(limits[index]!, floor + reach)];
  });
  let best: number[] | undefined;
  let bestDistance = 0n;
  for (const shares of waysToShare(amount, ranges)) {
    const distance = squaredDistance(shares, parts);
    const isNearer = best === undefined || distance < bestDistance;
    if (isNearer || (distance === bestDistance && comesFirst(shares, best!, order))) {
      best = shares;
      bestDistance = distance;
    }
  }
  if (!best) throw new Error(`${amount} cannot be shared within ${limits.join(', ')}`);
  return best;
}

/**
 * The exact parts, by trying every set of those who are held at their limit: it is the right one when each of them
 * would be owed at least its limit, and none of the others more than theirs.
 */
function exactParts(amount: number, weights: readonly number[], limits: readonly number[]): ExactParts {
  for (let held = 0; held < 2 ** weights.length; held += 1) {
    const isHeld = (index: number) => ((held >> index) & 1) === 1;
    const left = BigInt(amount - total(limits.filter((_, index) => isHeld(index))));
    const denominator = BigInt(total(weights.filter((_, index) => !isHeld(index))));
    if (denominator === 0n && left !== 0n) continue;
    const owed = weights.map((weight) => left * BigInt(weight));
    const isRight = owed.every((part, index) => {
      const limit = BigInt(limits[index]!) * denominator;
      return isHeld(index) ? part >= limit : part <= limit;
    });
    if (!isRight || left < 0n) continue;
    if (denominator === 0n) return { numerators: limits.map(BigInt), denominator: 1n };
    return {
      numerators: owed.map((part, index) => (isHeld(index) ? BigInt(limits[index]!) * denominator : part)),
      denominator,
    };
  }
  throw new Error('no set of held shares is right');
}

function* waysToShare(amount: number, ranges: readonly Range[]): Generator<number[]> {
  const [range, ...others] = ranges;
  if (range === undefined) {
    if (amount === 0) yield [];
    return;
  }
  for (let share = range[0]; share <= Math.min(range[1], amount); share += 1) {
    for (const rest of waysToShare(amount - share, others)) yield [share, ...rest];
  }
}

function squaredDistance(shares: readonly number[], { numerators, denominator }: ExactParts): bigint {
  return shares.reduce((sum, share, index) => {
    const off = BigInt(share) * denominator - numerators[index]!;
    return sum + off * off;
  }, 0n);
}

function comesFirst(shares: readonly number[], others: readonly number[], order: readonly number[]): boolean {
  const first = order.find((index) => shares[index] !== others[index]);
  return first !== undefined && shares[first]! > others[first]!;
}

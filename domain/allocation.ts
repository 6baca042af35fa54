import { requireSafe } from './integer.ts';

/**
 * Shares `totalMinor` over `weights` by largest remainder, so that the shares sum to the total exactly.
 *
 * Weights are non-negative integers; where all are zero the first gets everything. A tie of remainders goes to
 * the earlier place of `order` (default: the order of the weights), which is how a caller puts the higher tax rate first.
 * A negative total gives the negated shares of its magnitude, so an allocation and its reversal cancel unit by unit.
 */
export function allocate(totalMinor: number, weights: readonly number[], order?: readonly number[]): number[] {
  requireSafe(totalMinor);
  if (weights.length === 0) {
    if (totalMinor !== 0) throw new RangeError('cannot allocate an amount over nothing');
    return [];
  }
  if (totalMinor < 0) return allocate(-totalMinor, weights, order).map((share) => -share + 0);

  let weightSum = 0;
  for (const weight of weights) {
    if (weight < 0) throw new RangeError(`weight ${weight} is negative`);
    weightSum += weight;
  }
  requireSafe(weightSum);
  const ranking = order ?? weights.map((_, index) => index);
  if (weightSum === 0) {
    const shares = weights.map(() => 0);
    shares[ranking[0]!] = totalMinor;
    return shares;
  }

  const shares: number[] = [];
  const remainders: bigint[] = [];
  const sum = BigInt(weightSum);
  let allocated = 0;
  for (const weight of weights) {
    const product = BigInt(totalMinor) * BigInt(weight);
    const share = Number(product / sum);
    shares.push(share);
    remainders.push(product % sum);
    allocated += share;
  }
  const rank = new Map(ranking.map((index, place) => [index, place]));
  const byRemainder = weights
    .map((_, index) => index)
    .sort((a, b) => {
      const difference = remainders[b]! - remainders[a]!;
      if (difference !== 0n) return difference > 0n ? 1 : -1;
      return rank.get(a)! - rank.get(b)!;
    });
  for (let left = totalMinor - allocated, i = 0; left > 0; left -= 1, i += 1) {
    shares[byRemainder[i]!]! += 1;
  }
  return shares;
}

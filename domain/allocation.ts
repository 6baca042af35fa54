import { requireSafe } from './integer.ts';
import { sortFew } from './sort-few.ts';

/** Of two places the one that comes before the other: negative where the first does, positive where the second does. */
export type Precedence = (a: number, b: number) => number;

/**
 * Shares `totalMinor` over `weights` by largest remainder, so that the shares sum to the total exactly.
 *
 * Weights are non-negative integers; where all are zero the first gets everything. A tie of remainders goes to the
 * place that comes first (default: the order of the weights), which is how a caller puts the higher tax rate first.
 * A negative total gives the negated shares of its magnitude, so an allocation and its reversal cancel unit by unit.
 *
 * A larger weight never gets less than a smaller one. A larger total may still give some weight less (the Alabama
 * paradox of this method), so a share is never derived from the share of another total.
 */
export function allocate(
  totalMinor: number,
  weights: readonly number[],
  order: Precedence = byPlace,
): number[] {
  requireSafe(totalMinor);
  if (weights.length === 0) {
    if (totalMinor !== 0) throw new RangeError('cannot allocate an amount over nothing');
    return [];
  }
  if (totalMinor < 0) return allocate(-totalMinor, weights, order).map((share) => -share + 0);

  const weightSum = sumWeights(weights);
  if (weightSum === 0) {
    const shares = weights.map(() => 0);
    shares[sortFew([...weights.keys()], order)[0]!] = totalMinor;
    return shares;
  }

  const { shares, remainders } = divide(totalMinor, weights, weightSum);
  let left = totalMinor;
  for (const share of shares) left -= share;
  if (left === 0) return shares;
  const byRemainder = sortFew([...weights.keys()], (a, b) => {
    if (remainders[a] === remainders[b]) return order(a, b);
    return remainders[b]! > remainders[a]! ? 1 : -1;
  });
  for (let place = 0; place < left; place += 1) shares[byRemainder[place]!]! += 1;
  return shares;
}

function byPlace(a: number, b: number): number {
  return a - b;
}

/**
 * Shares like `allocate`, but none above its limit: what a limit holds back goes to the others by their weights. The
 * total and the limits are non-negative, and the total is at most the sum of the limits of positive weights.
 */
export function allocateWithin(
  totalMinor: number,
  weights: readonly number[],
  limits: readonly number[],
  order: Precedence = byPlace,
): number[] {
  const weightSum = sumWeights(weights);
  const isOwedMore = (place: number, ofMinor: number, ofSum: number) =>
    compareProducts(ofMinor, weights[place]!, limits[place]!, ofSum) > 0;
  const isFree =
    totalMinor >= 0 &&
    (weightSum > 0 || totalMinor === 0) &&
    (limits === weights
      ? totalMinor <= weightSum
      : weights.every((_, place) => !isOwedMore(place, totalMinor, weightSum)));
  if (isFree) return allocate(totalMinor, weights, order);
  // Each weight is owed the same part of itself. Those whose limit is the smallest part of their weight reach it first,
  // and the part that the others are owed only grows by that: one pass finds everyone who is held at the limit.
  const byRoom = sortFew(
    [...weights.keys()].filter((index) => weights[index]! > 0),
    (a, b) => compareProducts(limits[a]!, weights[b]!, limits[b]!, weights[a]!),
  );
  const open = [...weights];
  let openSum = weightSum;
  let left = totalMinor;
  for (const index of byRoom) {
    if (!isOwedMore(index, left, openSum)) break;
    left -= limits[index]!;
    openSum -= weights[index]!;
    open[index] = 0;
  }
  const isWithin = totalMinor >= 0 && (openSum > 0 || left === 0);
  if (!isWithin) throw new RangeError(`${totalMinor} is not within the limits`);
  const shares = allocate(left, open, order);
  // What is owed to an open weight is at most its limit, a whole number, so rounding it up does not pass the limit.
  return shares.map((share, index) => (open[index] === weights[index] ? share : limits[index]!));
}

function sumWeights(weights: readonly number[]): number {
  let sum = 0;
  for (const weight of weights) {
    if (weight < 0) throw new RangeError(`weight ${weight} is negative`);
    sum += weight;
  }
  requireSafe(sum);
  return sum;
}

/**
 * By weight, the whole part of what it is owed of the total, and the remainder: a number where the product of total and sum
 * of weights is safe, as every other is then, and else a bigint, so that all of one call compare as the same type.
 */
function divide(
  totalMinor: number,
  weights: readonly number[],
  weightSum: number,
): { readonly shares: number[]; readonly remainders: readonly (number | bigint)[] } {
  if (Number.isSafeInteger(totalMinor * weightSum)) {
    const remainders = weights.map((weight) => (totalMinor * weight) % weightSum);
    const shares = weights.map((weight, at) => (totalMinor * weight - remainders[at]!) / weightSum);
    return { shares, remainders };
  }
  const [total, sum] = [BigInt(totalMinor), BigInt(weightSum)];
  const products = weights.map((weight) => total * BigInt(weight));
  return {
    shares: products.map((product) => Number(product / sum)),
    remainders: products.map((product) => product % sum),
  };
}

/** Negative where `a * b` is less than `c * d`, positive where it is more; exact at any size. */
function compareProducts(a: number, b: number, c: number, d: number): number {
  const [first, second] = [a * b, c * d];
  if (Number.isSafeInteger(first) && Number.isSafeInteger(second)) return first - second;
  const difference = BigInt(a) * BigInt(b) - BigInt(c) * BigInt(d);
  return difference < 0n ? -1 : Number(difference > 0n);
}

import { requireSafe } from './integer.ts';

/**
 * Shares `totalMinor` over `weights` by largest remainder, so that the shares sum to the total exactly.
 *
 * Weights are non-negative integers; where all are zero the first gets everything. A tie of remainders goes to
 * the earlier place of `order` (default: the order of the weights), which is how a caller puts the higher tax rate first.
 * A negative total gives the negated shares of its magnitude, so an allocation and its reversal cancel unit by unit.
 *
 * A larger weight never gets less than a smaller one. A larger total may still give some weight less (the Alabama
 * paradox of this method), so a share is never derived from the share of another total.
 */
export function allocate(
  totalMinor: number,
  weights: readonly number[],
  order?: readonly number[],
): number[] {
  requireSafe(totalMinor);
  if (weights.length === 0) {
    if (totalMinor !== 0) throw new RangeError('cannot allocate an amount over nothing');
    return [];
  }
  if (totalMinor < 0) return allocate(-totalMinor, weights, order).map((share) => -share + 0);

  const weightSum = sumWeights(weights);
  const ranking = order ?? weights.map((_, index) => index);
  if (weightSum === 0) {
    const shares = weights.map(() => 0);
    shares[ranking[0]!] = totalMinor;
    return shares;
  }

  const shares: number[] = [];
  const remainders: (number | bigint)[] = [];
  let allocated = 0;
  for (const weight of weights) {
    const [share, remainder] = multiplyDivide(totalMinor, weight, weightSum);
    shares.push(share);
    remainders.push(remainder);
    allocated += share;
  }
  if (allocated === totalMinor) return shares;
  // Sorting keeps the order of the ranking among remainders that tie.
  const byRemainder = [...ranking].sort((a, b) => {
    const [left, right] = [remainders[a]!, remainders[b]!];
    if (left === right) return 0;
    return right > left ? 1 : -1;
  });
  for (let left = totalMinor - allocated, i = 0; left > 0; left -= 1, i += 1) {
    shares[byRemainder[i]!]! += 1;
  }
  return shares;
}

/**
 * Shares like `allocate`, but none above its limit: what a limit holds back goes to the others by their weights. The
 * total and the limits are non-negative, and the total is at most the sum of the limits of positive weights.
 */
export function allocateWithin(
  totalMinor: number,
  weights: readonly number[],
  limits: readonly number[],
  order?: readonly number[],
): number[] {
  // What each can bear is all of it: nobody is held at a limit, as nobody is owed more than that.
  if (limits === weights && totalMinor <= sumWeights(weights)) return allocate(totalMinor, weights, order);
  // Each weight is owed the same part of itself. Those whose limit is the smallest part of their weight reach it first,
  // and the part that the others are owed only grows by that: one pass finds everyone who is held at the limit.
  const byRoom = weights
    .map((_, index) => index)
    .filter((index) => weights[index]! > 0)
    .sort((a, b) => compareProducts([limits[a]!, weights[b]!], [limits[b]!, weights[a]!]));
  const open = [...weights];
  let openSum = sumWeights(weights);
  let left = totalMinor;
  for (const index of byRoom) {
    if (compareProducts([left, weights[index]!], [limits[index]!, openSum]) <= 0) break;
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
 * Quotient and remainder of `a * b / denominator`. The remainder is a number where every product of the same total and sum of
 * weights is safe, and a bigint where one may not be, so that all of one call compare as the same type.
 */
function multiplyDivide(
  a: number,
  b: number,
  denominator: number,
): [quotient: number, remainder: number | bigint] {
  if (Number.isSafeInteger(a * denominator)) {
    const remainder = (a * b) % denominator;
    return [(a * b - remainder) / denominator, remainder];
  }
  const product = BigInt(a) * BigInt(b);
  const divisor = BigInt(denominator);
  return [Number(product / divisor), product % divisor];
}

/** Negative where the first product is the smaller one, positive where it is the larger; exact at any size. */
function compareProducts(a: readonly [number, number], b: readonly [number, number]): number {
  const [first, second] = [a[0] * a[1], b[0] * b[1]];
  if (Number.isSafeInteger(first) && Number.isSafeInteger(second)) return first - second;
  const difference = BigInt(a[0]) * BigInt(a[1]) - BigInt(b[0]) * BigInt(b[1]);
  return difference < 0n ? -1 : Number(difference > 0n);
}

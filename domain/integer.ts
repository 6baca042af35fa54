/**
 * Exact integer arithmetic for money, quantities and rates. Nothing here accepts or returns a fraction: an
 * argument that is not a safe integer is a bug in the caller, and throws.
 */

/** Divides rounding half away from zero. `denominator` must be positive. */
export function divideRounded(numerator: number, denominator: number): number {
  requireSafe(numerator);
  requireSafe(denominator);
  if (denominator <= 0) throw new RangeError(`denominator ${denominator} is not positive`);
  const magnitude = Math.abs(numerator);
  const remainder = magnitude % denominator;
  const quotient = (magnitude - remainder) / denominator;
  const rounded = remainder >= denominator - remainder ? quotient + 1 : quotient;
  // Adding zero turns -0 into 0: a negative zero would survive into JSON comparisons.
  return (numerator < 0 ? -rounded : rounded) + 0;
}

/** `a * b / denominator`, rounded once, half away from zero; exact even where `a * b` exceeds 2^53. */
export function multiplyDivideRounded(a: number, b: number, denominator: number): number {
  requireSafe(a);
  requireSafe(b);
  const product = a * b;
  if (Number.isSafeInteger(product)) return divideRounded(product, denominator);
  return multiplyDivideBig(a, b, denominator);
}

function multiplyDivideBig(a: number, b: number, denominator: number): number {
  requireSafe(denominator);
  if (denominator <= 0) throw new RangeError(`denominator ${denominator} is not positive`);
  const product = BigInt(a) * BigInt(b);
  const magnitude = product < 0n ? -product : product;
  const divisor = BigInt(denominator);
  const remainder = magnitude % divisor;
  const quotient = magnitude / divisor + (remainder * 2n >= divisor ? 1n : 0n);
  const rounded = Number(product < 0n ? -quotient : quotient);
  requireSafe(rounded);
  return rounded;
}

/** `a * b / denominator` rounded up, for shares that must not seem smaller than they are. Nothing may be negative. */
export function multiplyDivideCeiling(a: number, b: number, denominator: number): number {
  if (a < 0 || b < 0 || denominator <= 0) throw new RangeError('only shares of what is there are rounded up');
  const divisor = BigInt(denominator);
  const rounded = Number((BigInt(a) * BigInt(b) + divisor - 1n) / divisor);
  requireSafe(rounded);
  return rounded;
}

export function requireSafe(value: number): void {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a safe integer`);
}

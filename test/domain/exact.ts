/** How often each law is tried. */
export const lawRuns = { numRuns: process.env['GUITAI_LONG'] === '1' ? 100_000 : 1_000 };

/** A quotient rounded half away from zero, by exact integers and another formula than the program's. */
export function roundedQuotient(numerator: bigint, denominator: bigint): bigint {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * magnitude + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}

/** Adds amounts exactly. */
export function total(amounts: readonly number[]): number {
  return Number(amounts.reduce((sum, amount) => sum + BigInt(amount), 0n));
}

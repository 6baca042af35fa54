/** A case of the neutral form without what every case has. */
export interface MadeUp {
  readonly lines?: readonly object[];
  readonly promotions: readonly object[];
  readonly expected: object;
  readonly [other: string]: unknown;
}

export function line(sku: string, qty: number, unitPriceMinor: number, more: object = {}): object {
  return { sku, qty, unitPriceMinor, ...more };
}

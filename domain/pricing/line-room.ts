import type { Precedence } from '../allocation.ts';
import { lineAmountMinor } from '../line-amount.ts';
import type { OfferLine } from './offer-input.ts';

/** How much a line may still lose: what it costs now, or what it costs above its price floor where that binds. Minor units. */
export function roomMinor(
  line: OfferLine,
  amountMinor: number,
  isBoundByFloor: boolean,
  currency: string,
): number {
  if (!isBoundByFloor || line.floorPriceE4 === null) return amountMinor;
  return Math.max(0, amountMinor - lineAmountMinor(line.floorPriceE4, line.quantityThousandths, currency));
}

/**
 * Who comes first when remainders of a shared discount tie: the higher tax rate, then the larger amount, then the earlier
 * line. Before the last stands the tax category, so that no sum depends on the order of lines.
 */
export function rankForShares(lines: readonly OfferLine[], amountsMinor: readonly number[]): Precedence {
  return (a, b) =>
    lines[b]!.rateBp - lines[a]!.rateBp ||
    amountsMinor[b]! - amountsMinor[a]! ||
    compareText(lines[a]!.taxCode, lines[b]!.taxCode) ||
    a - b;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

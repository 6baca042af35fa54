import type { BasketLine } from '../basket.ts';
import type { UnitShares } from '../unit-shares.ts';

/**
 * A line with its money, all of it in minor units and signed: what a return gives back is negative.
 * `grossMinor - priceSavingMinor - lineDiscountMinor - basketDiscountMinor` is what the shelf price leaves;
 * `netMinor + taxMinor = totalMinor`, which is what the customer pays for the line. What the shelf price leaves is the
 * total where prices include the tax and the net where it comes on top; an exempt customer pays the net of either.
 */
export interface PricedLine {
  readonly line: BasketLine;
  readonly lineNo: number;
  readonly unitPriceE4: number;
  /** At the list price. */
  readonly grossMinor: number;
  /** What a price set by hand took off the list price; negative where it raised it. */
  readonly priceSavingMinor: number;
  readonly lineDiscountMinor: number;
  /** The line's share of the discount on the whole basket. */
  readonly basketDiscountMinor: number;
  readonly taxRateBp: number;
  readonly isTaxIncluded: boolean;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly shares: UnitShares;
  /** Exact less rounded gross, in 1/10^7 of the major unit. */
  readonly residualE7: number;
}

export interface TaxTotal {
  readonly taxCode: string;
  readonly rateBp: number;
  readonly isIncluded: boolean;
  readonly netMinor: number;
  readonly taxMinor: number;
}

export interface PricedBasket {
  readonly lines: readonly PricedLine[];
  readonly grossMinor: number;
  readonly priceSavingMinor: number;
  readonly lineDiscountMinor: number;
  readonly basketDiscountMinor: number;
  readonly netMinor: number;
  readonly taxMinor: number;
  /** What the customer pays, or is paid where it is negative, before cash rounding. */
  readonly totalMinor: number;
  readonly taxes: readonly TaxTotal[];
}

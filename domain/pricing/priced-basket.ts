import type { BasketLine } from '../basket.ts';
import type { UnitShares } from '../unit-shares.ts';
import type { LineSaving, OfferResult } from './offer-outcome.ts';

/**
 * A line with its money, all of it in minor units and signed: what a return gives back is negative.
 * `grossMinor - priceSavingMinor - lineDiscountMinor - basketDiscountMinor - pointsDiscountMinor` is what the shelf price leaves;
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
  /** The line's share of what is off the whole basket: by hand, by promotions on the order, by coupons. */
  readonly basketDiscountMinor: number;
  /** The line's share of the points that are redeemed as a discount. */
  readonly pointsDiscountMinor: number;
  /** What each promotion took off the line, of all that is off it. */
  readonly savings: readonly LineSaving[];
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
  readonly pointsDiscountMinor: number;
  readonly netMinor: number;
  readonly taxMinor: number;
  /** What the customer pays, or is paid where it is negative, before cash rounding. */
  readonly totalMinor: number;
  readonly taxes: readonly TaxTotal[];
  /** What every rule came to. */
  readonly offers: OfferResult;
  /** The points that the sale takes, and what they pay: a discount in the lines, or a tender beside them. */
  readonly redeemed: { readonly points: number; readonly amountMinor: number };
  /** What of the sale points may pay for: the goods after all else. */
  readonly redeemableMinor: number;
}

type Sums = Omit<PricedBasket, 'lines' | 'taxes' | 'offers' | 'redeemed' | 'redeemableMinor'>;

export function sumLines(lines: readonly PricedLine[]): Sums {
  const sums = {
    grossMinor: 0,
    priceSavingMinor: 0,
    lineDiscountMinor: 0,
    basketDiscountMinor: 0,
    pointsDiscountMinor: 0,
    netMinor: 0,
    taxMinor: 0,
    totalMinor: 0,
  };
  for (const line of lines) {
    sums.grossMinor += line.grossMinor;
    sums.priceSavingMinor += line.priceSavingMinor;
    sums.lineDiscountMinor += line.lineDiscountMinor;
    sums.basketDiscountMinor += line.basketDiscountMinor;
    sums.pointsDiscountMinor += line.pointsDiscountMinor;
    sums.netMinor += line.netMinor;
    sums.taxMinor += line.taxMinor;
    sums.totalMinor += line.totalMinor;
  }
  return sums;
}

/** By category, rate and kind: goods taxed before a change of the law may come back under the rate that they had. */
export function sumTaxes(lines: readonly PricedLine[]): TaxTotal[] {
  const totals = new Map<string, { -readonly [K in keyof TaxTotal]: TaxTotal[K] }>();
  for (const line of lines) {
    const key = `${line.line.taxCode} ${line.taxRateBp} ${line.isTaxIncluded}`;
    const total = totals.get(key);
    if (total) {
      total.netMinor += line.netMinor;
      total.taxMinor += line.taxMinor;
    } else {
      totals.set(key, {
        taxCode: line.line.taxCode,
        rateBp: line.taxRateBp,
        isIncluded: line.isTaxIncluded,
        netMinor: line.netMinor,
        taxMinor: line.taxMinor,
      });
    }
  }
  return [...totals.values()].sort(
    (a, b) =>
      b.rateBp - a.rateBp || compareText(a.taxCode, b.taxCode) || Number(a.isIncluded) - Number(b.isIncluded),
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

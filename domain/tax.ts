import { multiplyDivideRounded } from './integer.ts';

/** The tax that a kind of goods bears, with every rate it has had: the law changes rates on a day. */
export interface TaxCategory {
  readonly code: string;
  readonly name: string;
  /** Whether shelf prices contain the tax (Europe, China) or it comes on top (United States). */
  readonly isIncluded: boolean;
  /** In order of `validFrom`, an ISO date; the first covers everything before it too. */
  readonly rates: readonly { readonly validFrom: string; readonly rateBp: number }[];
}

export interface TaxedAmount {
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
}

/** The rate in force on a business date, in basis points. */
export function taxRateOn(category: TaxCategory, businessDate: string): number {
  let rateBp = category.rates[0]?.rateBp ?? 0;
  for (const rate of category.rates) if (rate.validFrom <= businessDate) rateBp = rate.rateBp;
  return rateBp;
}

/** Splits an amount, after all discounts, into net and tax. Rounded once a line, half away from zero. */
export function taxAmount(amountMinor: number, rateBp: number, isIncluded: boolean): TaxedAmount {
  if (isIncluded) {
    const taxMinor = multiplyDivideRounded(amountMinor, rateBp, 10_000 + rateBp);
    return { netMinor: amountMinor - taxMinor, taxMinor, totalMinor: amountMinor };
  }
  const taxMinor = multiplyDivideRounded(amountMinor, rateBp, 10_000);
  return { netMinor: amountMinor, taxMinor, totalMinor: amountMinor + taxMinor };
}

/**
 * An exempt customer pays no tax: on-top prices lose theirs, and prices that include it are reduced to their net,
 * as an export or diplomatic sale requires.
 */
export function exemptAmount(amountMinor: number, rateBp: number, isIncluded: boolean): TaxedAmount {
  const { netMinor } = taxAmount(amountMinor, rateBp, isIncluded);
  return { netMinor, taxMinor: 0, totalMinor: netMinor };
}

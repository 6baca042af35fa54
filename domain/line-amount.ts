import { currencyDigits } from './currency.ts';
import { multiplyDivideRounded } from './integer.ts';

/** Unit prices are integers of 1/10,000 of the major unit, because £0.001 exists. */
const UNIT_PRICE_SCALE_DIGITS = 4;
/** Quantities are integers of thousandths: 1,000 is one piece, or one kilogram. */
export const QUANTITY_SCALE = 1_000;

/** A thousand million of the major unit, because a telephone costs twelve million dong: above it is a slip. */
export const UNIT_PRICE_MAX_E4 = 1_000_000_000 * 10_000;
/** A million pieces, or a thousand tonnes, on one line. */
export const QUANTITY_MAX_THOUSANDTHS = 1_000_000 * QUANTITY_SCALE;

/**
 * What one line may cost. Far above what a tender can pay, and low enough that a full basket of such lines, with its
 * tax, is a safe integer.
 */
export const LINE_AMOUNT_MAX_MINOR = 1_000_000_000_000;

/** How many 1/10^7 of the major unit a minor unit is: what a product of price and quantity is divided by. */
function divisorOf(currency: string): number {
  return 10 ** (UNIT_PRICE_SCALE_DIGITS + 3 - currencyDigits(currency));
}

/** A line's amount in minor units: price times quantity, rounded once, half away from zero. */
export function lineAmountMinor(unitPriceE4: number, quantityThousandths: number, currency: string): number {
  return multiplyDivideRounded(unitPriceE4, quantityThousandths, divisorOf(currency));
}

/** Whether price times quantity, each within its own limit, is what a line may cost. */
export function isLineAmountInRange(
  unitPriceE4: number,
  quantityThousandths: number,
  currency: string,
): boolean {
  const limit = BigInt(LINE_AMOUNT_MAX_MINOR) * BigInt(divisorOf(currency));
  return BigInt(unitPriceE4) * BigInt(quantityThousandths) <= limit;
}

/**
 * What rounding took from or gave to a line: exact amount less rounded amount, in 1/10^7 of the major unit. Kept
 * with the sale so that the part below a minor unit can be accounted for over a year.
 */
export function lineResidualE7(unitPriceE4: number, quantityThousandths: number, currency: string): number {
  const rounded = lineAmountMinor(unitPriceE4, quantityThousandths, currency);
  const product = BigInt(unitPriceE4) * BigInt(quantityThousandths);
  return Number(product - BigInt(rounded) * BigInt(divisorOf(currency)));
}

/** The unit price, in 1/10,000 of the major unit, of an amount in minor units: 695 pence are 69,500. */
export function unitPriceFromMinor(amountMinor: number, currency: string): number {
  return amountMinor * 10 ** (UNIT_PRICE_SCALE_DIGITS - currencyDigits(currency));
}

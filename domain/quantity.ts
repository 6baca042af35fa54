import type { BasketLine, SaleUnit } from './basket.ts';
import type { RegisterError } from './errors.ts';
import {
  isLineAmountInRange,
  QUANTITY_MAX_THOUSANDTHS,
  QUANTITY_SCALE,
  UNIT_PRICE_MAX_E4,
} from './line-amount.ts';
import { scaledToDecimal } from './currency.ts';

/** Why a quantity cannot be sold, or null when it can. Pieces are whole; nothing is zero or below. */
export function quantityFault(
  quantityThousandths: number,
  unit: SaleUnit,
  name: string,
): RegisterError | null {
  const isInRange =
    Number.isSafeInteger(quantityThousandths) &&
    quantityThousandths > 0 &&
    quantityThousandths <= QUANTITY_MAX_THOUSANDTHS;
  if (!isInRange) return { code: 'quantity-invalid', quantity: quantityText(quantityThousandths) };
  if (unit === 'each' && quantityThousandths % QUANTITY_SCALE !== 0)
    return { code: 'quantity-not-whole', name };
  return null;
}

/** Why a unit price cannot be charged, or null when it can. Zero is a price: a gift. */
export function unitPriceFault(unitPriceE4: number): RegisterError | null {
  if (Number.isSafeInteger(unitPriceE4) && unitPriceE4 >= 0 && unitPriceE4 <= UNIT_PRICE_MAX_E4) return null;
  return {
    code: 'price-invalid',
    price: Number.isSafeInteger(unitPriceE4) ? scaledToDecimal(unitPriceE4, 4, 2) : String(unitPriceE4),
  };
}

/** The first of these lines whose price and quantity, each right by itself, make too much money; null when none does. */
export function lineAmountFault(lines: readonly BasketLine[], currency: string): RegisterError | null {
  const isInRange = ({ listPriceE4, manualPrice, quantityThousandths }: BasketLine) =>
    isLineAmountInRange(Math.max(listPriceE4, manualPrice?.unitPriceE4 ?? 0), quantityThousandths, currency);
  const large = lines.find((line) => !isInRange(line));
  return large ? { code: 'amount-too-large', name: large.name } : null;
}

/** `2`, `0.735`. */
export function quantityText(quantityThousandths: number): string {
  return Number.isSafeInteger(quantityThousandths)
    ? scaledToDecimal(quantityThousandths, 3, 0)
    : String(quantityThousandths);
}

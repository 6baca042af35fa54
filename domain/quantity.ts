import type { SaleUnit } from './basket.ts';
import type { RegisterError } from './errors.ts';
import { QUANTITY_MAX_THOUSANDTHS, QUANTITY_SCALE, UNIT_PRICE_MAX_E4 } from './line-amount.ts';
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

/** `2`, `0.735`. */
export function quantityText(quantityThousandths: number): string {
  return Number.isSafeInteger(quantityThousandths)
    ? scaledToDecimal(quantityThousandths, 3, 0)
    : String(quantityThousandths);
}

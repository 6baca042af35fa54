import { decimalToScaled } from '../../domain/currency.ts';
import { fail, ok, type Result } from '../../domain/result.ts';

/** One thing to ring, as it is written on the command line. */
export interface ItemWords {
  readonly code: string;
  readonly quantityThousandths: number | undefined;
  readonly unitPriceE4: number | undefined;
}

/** Reads `CODE`, `3*CODE`, `0.735*CODE`, each with `@PRICE` in major units behind it where the price is asked. */
export function parseItem(word: string): Result<ItemWords> {
  const at = word.lastIndexOf('@');
  const priceText = at > 0 ? word.slice(at + 1) : undefined;
  const rest = at > 0 ? word.slice(0, at) : word;
  const star = rest.indexOf('*');
  const quantityText = star > 0 ? rest.slice(0, star) : undefined;
  const quantity = quantityText === undefined ? undefined : decimalToScaled(quantityText, 3);
  if (quantity === null) return fail({ code: 'quantity-invalid', quantity: quantityText! });
  const price = priceText === undefined ? undefined : decimalToScaled(priceText, 4);
  if (price === null) return fail({ code: 'price-invalid', price: priceText! });
  return ok({ code: rest.slice(star > 0 ? star + 1 : 0), quantityThousandths: quantity, unitPriceE4: price });
}

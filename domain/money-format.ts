import { currencyDigits, minorToDecimal, scaledToDecimal } from './currency.ts';
import type { Language } from './text/language.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** An amount as people read it in their language: `¥12.30`, `-£5.00`. Exact, because Intl takes decimal strings. */
export function formatMoney(amountMinor: number, currency: string, language: Language): string {
  const digits = currencyDigits(currency);
  return moneyFormat(currency, language, digits).format(decimal(minorToDecimal(amountMinor, digits)));
}

/** A unit price: like money, with up to four decimals where the price has them (`£0.001`). */
export function formatUnitPrice(unitPriceE4: number, currency: string, language: Language): string {
  const text = scaledToDecimal(unitPriceE4, 4, currencyDigits(currency));
  const decimals = text.split('.')[1]?.length ?? 0;
  return moneyFormat(currency, language, decimals).format(decimal(text));
}

// Intl's type for exact decimal strings is a template literal; the strings above are of that form by construction.
function decimal(text: string): `${number}` {
  return text as `${number}`;
}

function moneyFormat(currency: string, language: Language, decimals: number): Intl.NumberFormat {
  const key = `${currency} ${language} ${decimals}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(language === 'en' ? 'en-GB' : language, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    formats.set(key, format);
  }
  return format;
}

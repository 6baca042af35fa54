import type { WallClock } from '../business-date.ts';
import { currencyDigits, minorToDecimal, scaledToDecimal } from '../currency.ts';
import type { Language } from '../text/language.ts';
import { fillTemplate } from '../text/language.ts';
import { receiptText, type ReceiptTextKey } from '../text/receipt-text.ts';

const numberFormats = new Map<string, Intl.NumberFormat>();

/** An amount in a column of amounts: grouped, with no currency symbol (`-1,000.00`). */
export function paperAmount(amountMinor: number, currency: string, language: Language): string {
  const digits = currencyDigits(currency);
  return paperNumber(minorToDecimal(amountMinor, digits), digits, language);
}

/** A number of things, grouped: `18,295`. */
export function paperCount(count: number, language: Language): string {
  return paperNumber(String(count), 0, language);
}

/** A rate in basis points as a percentage: 825 is `8.25%`. */
export function paperRate(rateBp: number): string {
  return `${scaledToDecimal(rateBp, 2, 0)}%`;
}

/** A moment on the shop's wall clock: `2026-11-21 07:52`. */
export function paperDateTime(at: WallClock): string {
  return `${at.date} ${paperTime(at)}`;
}

/** The time of day: `07:52`. */
export function paperTime(at: WallClock): string {
  return `${String(at.hour).padStart(2, '0')}:${String(at.minute).padStart(2, '0')}`;
}

/** The words of one language, with their placeholders filled in. */
export function wordsIn(
  language: Language,
): (key: ReceiptTextKey, values?: Readonly<Record<string, string | number>>) => string {
  return (key, values = {}) => fillTemplate(receiptText[language][key], values);
}

function paperNumber(text: string, digits: number, language: Language): string {
  const key = `${language} ${digits}`;
  let format = numberFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(language === 'en' ? 'en-GB' : language, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    numberFormats.set(key, format);
  }
  // Intl reads exact decimal strings; its type for them is a template literal that this text has by construction.
  return format.format(text as `${number}`);
}

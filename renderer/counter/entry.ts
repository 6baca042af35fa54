import { create } from 'zustand';
import { decimalToScaled } from '../../domain/currency.ts';

/** What is typed in the search box. `3*` before it is how many of the next article are sold. */
interface EntryState {
  readonly text: string;
}

export const useEntry = create<EntryState>(() => ({ text: '' }));

/** Longer than any name that is searched for, and than any barcode. */
const ENTRY_MAX_LENGTH = 200;

export function typeEntry(text: string): void {
  useEntry.setState({ text: text.slice(0, ENTRY_MAX_LENGTH) });
}

export interface Entry {
  /** How many of the next article, in thousandths; null where nothing was said. */
  readonly quantityThousandths: number | null;
  readonly query: string;
}

/** Reads what was typed: `3*milk` is three of whatever `milk` finds, `0.5 × ` half a kilogram of the next scan. */
export function readEntry(text: string): Entry {
  const match = /^\s*([\d.,]{1,12})\s*[*×xX＊]\s*/.exec(text);
  const quantityThousandths = match ? readDecimal(match[1]!, 3) : null;
  if (!match || quantityThousandths === null || quantityThousandths === 0 || isFactorOfName(match[0], text)) {
    return { quantityThousandths: null, query: text.trim() };
  }
  return { quantityThousandths, query: text.slice(match[0].length).trim() };
}

/** `6x330` is a size in a name, `6 x milk` is not meant either: only a sign multiplies, or a letter that ends the text. */
function isFactorOfName(matched: string, text: string): boolean {
  return /[xX]\s*$/.test(matched) && matched.length < text.length;
}

/** Whether this is a code rather than words: what a scanner would have said, typed by hand. */
export function isCode(query: string): boolean {
  return /^\d{6,}$/.test(query);
}

/** Whether this may be one of the shop's own codes: `85123A`. */
export function mayBeOwnCode(query: string): boolean {
  return /\d/.test(query) && /^[\w.-]+$/.test(query);
}

/**
 * A number as people type it, scaled by `10^scaleDigits`: `.5`, `12.` and `12,50` are numbers. Null when it is none, or has
 * more decimals than the scale holds.
 */
export function readDecimal(text: string, scaleDigits: number): number | null {
  if (!/\d/.test(text)) return null;
  const plain = text
    .trim()
    .replace(/[,，。]/, '.')
    .replace(/^\./, '0.')
    .replace(/\.$/, '');
  return decimalToScaled(plain, scaleDigits);
}

import { currencyDigits, minorToDecimal } from '../currency.ts';
import type { Language } from '../text/language.ts';
import { poleText } from '../text/pole-text.ts';
import { cleanText, displayWidth, graphemesOf } from './display-width.ts';

/** Columns of the two lines of a pole display. */
export const POLE_COLUMNS = 20;

/** What a customer is shown beside the till. Amounts are minor units; what is given back is below zero. */
export type PoleEvent =
  | { readonly kind: 'welcome'; readonly shopName: string }
  /** An article went into the sale: its name and amount, and what the sale comes to with it. */
  | {
      readonly kind: 'line';
      readonly name: string;
      readonly amountMinor: number;
      readonly totalMinor: number;
    }
  | { readonly kind: 'total'; readonly totalMinor: number; readonly savedMinor: number }
  | { readonly kind: 'change'; readonly totalMinor: number; readonly changeMinor: number };

/** The two lines that show it, each exactly 20 columns wide by `displayWidth`. Amounts have no currency sign: few displays have them. */
export function poleLines(event: PoleEvent, currency: string, language: Language): readonly [string, string] {
  const text = poleText[language];
  const amount = (minor: number): string => minorToDecimal(minor, currencyDigits(currency));
  const total = (minor: number): string =>
    minor < 0 ? between(text.refund, amount(-minor)) : between(text.total, amount(minor));
  switch (event.kind) {
    case 'welcome':
      return [centered(text.welcome), centered(event.shopName)];
    case 'line':
      return [between(event.name, amount(event.amountMinor)), total(event.totalMinor)];
    case 'total':
      return [
        total(event.totalMinor),
        event.savedMinor > 0 ? between(text.saved, amount(event.savedMinor)) : centered(''),
      ];
    case 'change':
      return [
        total(event.totalMinor),
        event.changeMinor > 0 ? between(text.change, amount(event.changeMinor)) : centered(text.thanks),
      ];
  }
}

/** A text at the left edge, cut where an amount at the right one needs the room. */
function between(left: string, right: string): string {
  return fill(cut(left, Math.max(POLE_COLUMNS - right.length - 1, 0)), right);
}

function centered(text: string): string {
  const shown = cut(text, POLE_COLUMNS);
  return fill(' '.repeat(Math.floor((POLE_COLUMNS - displayWidth(shown)) / 2)) + shown, '');
}

/** Blanks between two texts, as many as make the whole line: some scripts join a blank to the character before it. */
function fill(before: string, after: string): string {
  let blanks = '';
  while (displayWidth(before + blanks + after) < POLE_COLUMNS) blanks += ' ';
  return before + blanks + after;
}

function cut(text: string, columns: number): string {
  let shown = '';
  for (const grapheme of graphemesOf(cleanText(text).trim())) {
    if (displayWidth(shown + grapheme) > columns) break;
    shown += grapheme;
  }
  return shown.trimEnd();
}

const UNWANTED = /[\p{Cc}\u00ad\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|\s\s|^\s|\s$/u;
const SHOWN_MAX_LENGTH = 40;

/** A cell without control characters, marks that turn the writing direction, and superfluous blanks. */
export function cleanCell(text: string): string {
  if (!UNWANTED.test(text)) return text;
  return text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]/g, ' ')
    .replace(/[\p{Cc}\u00ad\u200b\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A cell as far as a sentence can quote it. */
export function shortenCell(text: string): string {
  return text.length > SHOWN_MAX_LENGTH ? `${text.slice(0, SHOWN_MAX_LENGTH - 1)}…` : text;
}

/** Longest own code: an article, a member or a coupon code that the shop made up. */
const OWN_CODE_MAX_LENGTH = 40;

// What Code 39 can print, the other signs that shops put into stock codes, and no sign that begins another form.
const OWN_CODE = /^[A-Za-z0-9][A-Za-z0-9 ._/+#&$%-]*$/;
const BLANK_RUNS = / +/g;

/**
 * A shop's own code in the one form in which it is kept and compared: 1–40 characters of A–Z, 0–9, blank and
 * `. _ / + # & $ % -`, beginning with a letter or digit; upper case, no blanks around it, one blank between words.
 * Null when the text is no such code.
 */
export function normalizeOwnCode(text: string): string | null {
  // Twice the length leaves room for runs of blanks and bounds the work on anything else.
  if (text.length > 2 * OWN_CODE_MAX_LENGTH) return null;
  const code = text.trim();
  if (!OWN_CODE.test(code)) return null;
  const normalized = code.replace(BLANK_RUNS, ' ').toUpperCase();
  return normalized.length <= OWN_CODE_MAX_LENGTH ? normalized : null;
}

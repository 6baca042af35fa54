/** ISO 4217 exponents, read once a currency from the platform's own table. */
const digitsByCurrency = new Map<string, number>();

/** Whether `code` is a currency that the platform knows, such as `CNY`. */
export function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code);
}

/** How many decimals the major unit of `currency` has: 2 for CNY, 0 for JPY, 3 for KWD (ISO 4217). */
export function currencyDigits(currency: string): number {
  let digits = digitsByCurrency.get(currency);
  if (digits === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    digitsByCurrency.set(currency, digits);
  }
  return digits;
}

/** The decimal text of an amount in minor units, exact at any size: 1234 and 2 digits give `12.34`. */
export function minorToDecimal(amountMinor: number, digits: number): string {
  return scaledToDecimal(amountMinor, digits, digits);
}

/**
 * The decimal text of `value / 10^scaleDigits`, with trailing zeros cut down to `minimumDigits` decimals.
 * Unit prices (scale 4) show as `0.001` or `6.95`, quantities (scale 3) as `0.735` or `2`.
 */
export function scaledToDecimal(value: number, scaleDigits: number, minimumDigits: number): string {
  const digits = String(Math.abs(value)).padStart(scaleDigits + 1, '0');
  const whole = digits.slice(0, digits.length - scaleDigits);
  let fraction = digits.slice(digits.length - scaleDigits);
  while (fraction.length > minimumDigits && fraction.endsWith('0')) fraction = fraction.slice(0, -1);
  return `${value < 0 ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}

/**
 * Reads a plain decimal such as `12.5` or `-3` into an integer scaled by `10^scaleDigits`. Null when the text is
 * no such number, has more decimals than the scale holds, or leaves the safe range.
 */
export function decimalToScaled(text: string, scaleDigits: number): number | null {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,12}))?$/.exec(text.trim());
  if (!match) return null;
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > scaleDigits) return null;
  const value = Number(match[2]! + fraction.padEnd(scaleDigits, '0'));
  if (!Number.isSafeInteger(value)) return null;
  return match[1] === '-' ? -value + 0 : value;
}

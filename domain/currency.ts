/**
 * Currencies whose amounts do not have two decimals in shops (Unicode CLDR 48; where it has fewer than ISO 4217, as for
 * the forint or the rupiah, the smaller unit is no longer in use). The table is ours and not the platform's, because
 * every amount in the books is in these units: a later platform must not change what they mean.
 */
const zeroDigits =
  'AFN ALL BIF CLP COP DJF GNF HUF IDR IQD IRR ISK JPY KMF KPW KRW LAK LBP MGA MMK PKR PYG RWF SLL SOS SYP UGX VND VUV ' +
  'XAF XOF XPF YER';
const digitsByCurrency = new Map([
  ...zeroDigits.split(' ').map((code) => [code, 0] as const),
  ...['BHD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code) => [code, 3] as const),
]);

/** Whether `code` is a currency that the platform knows, such as `CNY`. */
export function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code);
}

/** How many decimals the major unit of `currency` has: 2 for CNY, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  return digitsByCurrency.get(currency) ?? 2;
}

/** The decimal text of an amount in minor units, exact for every safe integer: 1234 and 2 digits give `12.34`. */
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
  const match = /^(-?)(\d{1,16})(?:\.(\d{1,12}))?$/.exec(text.trim());
  if (!match) return null;
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > scaleDigits) return null;
  const value = Number(match[2]! + fraction.padEnd(scaleDigits, '0'));
  if (!Number.isSafeInteger(value)) return null;
  return match[1] === '-' ? -value + 0 : value;
}

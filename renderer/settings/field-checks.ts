import { decimalToScaled, scaledToDecimal } from '../../domain/currency.ts';

/** What is wrong with what stands in a field; `settings-screen-text.ts` has the sentences. */
export type FieldFault =
  | 'faultMissing'
  | 'faultControl'
  | 'faultCode'
  | 'faultTwice'
  | 'faultStaffCode'
  | 'faultStaffCodeTaken'
  | 'faultPercent'
  | 'faultAmount'
  | 'faultCount'
  | 'faultDate'
  | 'faultDateOrder'
  | 'faultTime'
  | 'faultZone';

export const LABEL_MAX_LENGTH = 60;
export const CODE_MAX_LENGTH = 32;

// The forms that the contract of `till.changeSettings` accepts.
const CODE_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/;
const STAFF_CODE_PATTERN = /^[A-Za-z0-9]{1,16}$/;
const CONTROL = /\p{Cc}/u;
const TIME_PATTERN = /^([01]?\d|2[0-3])[:：]([0-5]\d)$/;
const DATE_PATTERN = /^\d{4}-\d{2}-\d{2}$/;
const MINUTES_AN_HOUR = 60;

/** A name that is printed or shown: there, and without control characters, which a printer would obey. */
export function checkLabel(text: string): FieldFault | null {
  if (text.trim() === '') return 'faultMissing';
  return CONTROL.test(text) ? 'faultControl' : null;
}

/** A code in a list of codes, in which it may stand once. */
export function checkCode(code: string, all: readonly { readonly code: string }[]): FieldFault | null {
  if (code === '') return 'faultMissing';
  if (!CODE_PATTERN.test(code)) return 'faultCode';
  return all.filter((each) => each.code === code).length > 1 ? 'faultTwice' : null;
}

/** What somebody types to sign in; of letters and digits, and nobody else's. */
export function checkStaffCode(
  code: string,
  others: readonly { readonly code: string }[],
): FieldFault | null {
  if (code === '') return 'faultMissing';
  if (!STAFF_CODE_PATTERN.test(code)) return 'faultStaffCode';
  return others.some((each) => each.code === code) ? 'faultStaffCodeTaken' : null;
}

/** A day of the calendar, later than the one before it in its list. */
export function checkDate(date: string, before: string | null): FieldFault | null {
  const utcMs = DATE_PATTERN.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  if (Number.isNaN(utcMs) || new Date(utcMs).toISOString().slice(0, 10) !== date) return 'faultDate';
  return before !== null && date <= before ? 'faultDateOrder' : null;
}

/** How a number is written in a field, and read back: `NaN` where the text is none, or one out of bounds. */
export interface NumberForm {
  readonly format: (value: number) => string;
  readonly parse: (text: string) => number;
  readonly fault: FieldFault;
}

/**
 * A decimal scaled by `10^digits`, from 0 to `max`: money in minor units, a share in basis points. It is written with at
 * least `minimumDigits` decimals.
 */
export function decimalForm(
  digits: number,
  max: number,
  fault: FieldFault,
  minimumDigits = digits,
): NumberForm {
  return {
    format: (value) => scaledToDecimal(value, digits, minimumDigits),
    parse(text) {
      const scaled = decimalToScaled(text.replace(/[,，。]/, '.').replace(/[%％]\s*$/, ''), digits);
      return scaled === null || scaled < 0 || scaled > max ? NaN : scaled;
    },
    fault,
  };
}

/** A whole number from `min` to `max`. */
export function countForm(min: number, max: number): NumberForm {
  return {
    format: String,
    parse(text) {
      const digits = text.replace(/[\s,，]/g, '');
      const value = /^\d{1,15}$/.test(digits) ? Number(digits) : NaN;
      return value >= min && value <= max ? value : NaN;
    },
    fault: 'faultCount',
  };
}

const BP_MAX = 10_000;

/** A share in basis points, written as a percentage. */
export const percentForm: NumberForm = decimalForm(2, BP_MAX, 'faultPercent', 0);

/** Minutes after midnight, written as a time of day. */
export const timeForm: NumberForm = {
  format: (minutes) =>
    [Math.floor(minutes / MINUTES_AN_HOUR), minutes % MINUTES_AN_HOUR]
      .map((part) => String(part).padStart(2, '0'))
      .join(':'),
  parse(text) {
    const match = TIME_PATTERN.exec(text.trim());
    return match ? Number(match[1]) * MINUTES_AN_HOUR + Number(match[2]) : NaN;
  },
  fault: 'faultTime',
};

import { fail, ok, type Result } from '../result.ts';
import type { PhoneFault } from './phone-fault.ts';

interface Country {
  /** E.164 country code. */
  readonly callingCode: string;
  /** What is dialled before a number inside the country; empty where nothing is. */
  readonly trunk: string;
  /** The number without country code and trunk digit. */
  readonly national: RegExp;
}

const china: Country = {
  callingCode: '86',
  trunk: '0',
  // Mobile numbers from 13 to 19; area codes of two or three digits with seven or eight more (工信部 电信网编号计划).
  national: /^(1[3-9]\d{9}|10\d{8}|2\d{9}|[3-9]\d{2}\d{7,8})$/,
};

const britain: Country = {
  callingCode: '44',
  trunk: '0',
  // Ofcom's National Telephone Numbering Plan: 07 is mobile but for 070, 076 only where it is not paging (07624, Man).
  national: /^(7[1-57-9]\d{8}|7624\d{6}|[123]\d{8,9}|5[56]\d{8}|8[047]\d{7,8})$/,
};

/** Any number within E.164, where the country's own plan is not known here. */
function other(callingCode: string, trunk = '0'): Country {
  return { callingCode, trunk, national: /^[1-9]\d{4,13}$/ };
}

const northAmerica: Country = { callingCode: '1', trunk: '1', national: /^[2-9]\d{2}[2-9]\d{6}$/ };

const countryByCurrency: ReadonlyMap<string, Country> = new Map([
  ['CNY', china],
  ['GBP', britain],
  ['USD', northAmerica],
  ['CAD', northAmerica],
  ['HKD', other('852', '')],
  ['MOP', other('853', '')],
  ['TWD', other('886')],
  ['SGD', other('65', '')],
  ['MYR', other('60')],
  ['THB', other('66')],
  ['JPY', other('81')],
  ['KRW', other('82')],
  ['INR', other('91')],
  ['AUD', other('61')],
  ['NZD', other('64')],
  ['CHF', other('41')],
  ['SEK', other('46')],
  ['NOK', other('47', '')],
  ['DKK', other('45', '')],
  ['PLN', other('48', '')],
]);

/** The euro says no country, its shops' time zones do. */
const countryByZone: ReadonlyMap<string, Country> = new Map([
  ['Europe/Berlin', other('49')],
  ['Europe/Paris', other('33')],
  ['Europe/Vienna', other('43')],
  ['Europe/Amsterdam', other('31')],
  ['Europe/Brussels', other('32')],
  ['Europe/Dublin', other('353')],
  ['Europe/Madrid', other('34', '')],
  ['Europe/Lisbon', other('351', '')],
  // Italy keeps the zero of its land lines.
  ['Europe/Rome', { callingCode: '39', trunk: '', national: /^(0\d{5,10}|3\d{8,9})$/ }],
]);

const knownCountries: readonly Country[] = [china, britain, northAmerica];

/** Where a shop is, for numbers that are written without their country. */
export interface PhoneHome {
  readonly currency: string;
  readonly zone: string;
}

/** E.164: at most fifteen digits with the country code. */
const DIGITS_MAX = 15;
const DIGITS_MIN = 7;
const TEXT_MAX_LENGTH = 40;

/**
 * A phone number in the one form in which it is kept and compared: `+` and the digits of E.164. Blanks, hyphens, dots,
 * slashes and brackets do not count, nor does the zero of `+44 (0)20`; a number without its country is the shop's own.
 */
export function normalizePhone(text: string, home: PhoneHome): Result<string, PhoneFault> {
  if (text.length > TEXT_MAX_LENGTH) return fail('phone-too-long');
  const plain = text.normalize('NFKC').replace(/^tel:/i, '');
  const written = plain.replace(/[\s().\-‐-―/·]/g, '');
  if (!/^\+?\d+$/.test(written)) return fail('phone-characters');
  const hasTrunkInBrackets = /^\s*(\+|00)\s*\d[\d\s]*\(\s*0\s*\)/.test(plain);
  const international = readInternational(written, hasTrunkInBrackets);
  if (international !== null) return checkInternational(international);
  const country = countryByCurrency.get(home.currency) ?? countryByZone.get(home.zone);
  return country ? readNational(written, country) : fail(lengthFault(written) ?? 'phone-without-country');
}

/** The digits behind `+` or `00`; null where the number is not written with its country. */
function readInternational(written: string, hasTrunkInBrackets: boolean): string | null {
  const digits = written.startsWith('+')
    ? written.slice(1)
    : written.startsWith('00')
      ? written.slice(2)
      : null;
  if (digits === null || !hasTrunkInBrackets) return digits;
  const country = knownCountries.find(({ callingCode }) => digits.startsWith(`${callingCode}0`));
  return country ? country.callingCode + digits.slice(country.callingCode.length + 1) : digits;
}

function checkInternational(digits: string): Result<string, PhoneFault> {
  const fault = lengthFault(digits);
  if (fault) return fail(fault);
  if (digits.startsWith('0')) return fail('phone-not-in-country');
  const country = knownCountries.find(({ callingCode }) => digits.startsWith(callingCode));
  const isWrong = country && !country.national.test(digits.slice(country.callingCode.length));
  return isWrong ? fail('phone-not-in-country') : ok(`+${digits}`);
}

function readNational(digits: string, country: Country): Result<string, PhoneFault> {
  const { callingCode, trunk, national } = country;
  const withoutTrunk = trunk !== '' && digits.startsWith(trunk) ? digits.slice(trunk.length) : digits;
  const withoutCountry = digits.startsWith(callingCode) ? digits.slice(callingCode.length) : digits;
  // A number may begin as its country code does, so that reading comes last.
  const found = [withoutTrunk, withoutCountry].find((each) => national.test(each));
  if (found !== undefined && callingCode.length + found.length <= DIGITS_MAX)
    return ok(`+${callingCode}${found}`);
  return fail(lengthFault(digits) ?? 'phone-not-in-country');
}

function lengthFault(digits: string): PhoneFault | null {
  if (digits.length < DIGITS_MIN) return 'phone-too-short';
  return digits.length > DIGITS_MAX ? 'phone-too-long' : null;
}

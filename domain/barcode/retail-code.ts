import { fail, ok, type Result } from '../result.ts';
import { shortenScanned, type BarcodeError } from './barcode-error.ts';
import { hasValidCheckDigit, isDigits, mod10CheckDigit } from './check-digit.ts';
import { readRawScan } from './raw-scan.ts';

/** ISBN and ISSN are EAN-13. */
export type Symbology = 'EAN-13' | 'EAN-8' | 'UPC-A' | 'UPC-E' | 'GTIN-14';

export interface RetailCode {
  readonly symbology: Symbology;
  /** The number filled with zeros to 14 digits: the one form in which the catalogue keeps and compares it. */
  readonly gtin14: string;
}

/** What the digits may be, the likeliest first: eight digits can be both an EAN-8 and a UPC-E. */
export type RetailCandidates = readonly [RetailCode, ...RetailCode[]];

const ALL_ZERO = /^0+$/;

/**
 * A barcode as a catalogue file writes it: 8, 12, 13 or 14 digits with the right check digit. Thirteen digits that
 * begin with 0 are a UPC-A. UPC-E is refused, as eight digits in a file mean EAN-8; the error names the UPC-A.
 */
export function parseBarcode(raw: string): Result<RetailCode, BarcodeError> {
  const scan = readRawScan(raw);
  if (!scan.ok) return scan;
  const { text } = scan.value;
  if (!isDigits(text)) return fail({ code: 'barcode-not-digits', scanned: shortenScanned(text) });
  const candidates = readRetailCode(text);
  if (!candidates.ok) return candidates;
  const [first] = candidates.value;
  return first.symbology === 'UPC-E' ? fail(refuseUpcE(text, first)) : ok(first);
}

/** What these ASCII digits are by their length and check digit alone. */
export function readRetailCode(digits: string): Result<RetailCandidates, BarcodeError> {
  const symbology = symbologyOfLength(digits.length);
  if (symbology === null) return fail(explainLength(digits));
  if (ALL_ZERO.test(digits)) return fail({ code: 'barcode-zero', scanned: digits });
  const upcE = symbology === 'EAN-8' ? readUpcE(digits) : null;
  if (hasValidCheckDigit(digits)) {
    const isUpcA = symbology === 'EAN-13' && digits.startsWith('0');
    const code: RetailCode = { symbology: isUpcA ? 'UPC-A' : symbology, gtin14: digits.padStart(14, '0') };
    return ok(upcE === null ? [code] : [code, upcE]);
  }
  if (upcE !== null) return ok([upcE]);
  const expected = mod10CheckDigit(digits.slice(0, -1));
  return fail({ code: 'barcode-check-digit', symbology, scanned: digits, expected });
}

/** The UPC-E that these eight digits are (number system 0 or 1, six digits, check digit), or null when they are none. */
export function readUpcE(digits: string): RetailCode | null {
  const upcA = expandUpcE(digits);
  if (upcA === null || !hasValidCheckDigit(upcA)) return null;
  return { symbology: 'UPC-E', gtin14: upcA.padStart(14, '0') };
}

/** The error for eight digits that were given as an EAN-8 and are a UPC-E. */
export function refuseUpcE(scanned: string, upcE: RetailCode): BarcodeError {
  return { code: 'barcode-upce-for-ean8', scanned, recovered: upcE.gtin14.slice(2) };
}

/** Eleven digits that are a UPC-A once its leading zero is put back: that UPC-A, or null. Spreadsheets drop the zero. */
export function recoverLeadingZero(digits: string): string | null {
  const upcA = `0${digits}`;
  return digits.length === 11 && hasValidCheckDigit(upcA) ? upcA : null;
}

/**
 * Whether a GTIN lies in a range that GS1 leaves to shops and companies, where the shop's own rules come first:
 * prefixes 02, 04 and 20–29, and GTIN-8 of the prefixes 0 and 2.
 * Source: GS1 General Specifications, section 1.4 (GS1 Prefixes) and 2.1.11 (restricted circulation numbers).
 */
export function isRestrictedGtin(gtin14: string): boolean {
  if (gtin14.startsWith('000000')) return gtin14[6] === '0' || gtin14[6] === '2';
  return gtin14.startsWith('02') || gtin14.startsWith('002') || gtin14.startsWith('004');
}

/**
 * The UPC-A that a UPC-E stands for, with the zeros that it leaves out; the check digit is taken over unverified.
 * Source: GS1 General Specifications, section 5.2.2.4.2.
 */
function expandUpcE(digits: string): string | null {
  if (digits.length !== 8 || (digits[0] !== '0' && digits[0] !== '1')) return null;
  const body = digits.slice(1, 7);
  const last = body.charAt(5);
  const check = digits.slice(7);
  if (last <= '2') return `${digits[0]}${body.slice(0, 2)}${last}0000${body.slice(2, 5)}${check}`;
  if (last === '3') return `${digits[0]}${body.slice(0, 3)}00000${body.slice(3, 5)}${check}`;
  if (last === '4') return `${digits[0]}${body.slice(0, 4)}00000${body.charAt(4)}${check}`;
  return `${digits[0]}${body.slice(0, 5)}0000${last}${check}`;
}

function symbologyOfLength(length: number): Symbology | null {
  if (length === 13) return 'EAN-13';
  if (length === 8) return 'EAN-8';
  if (length === 12) return 'UPC-A';
  return length === 14 ? 'GTIN-14' : null;
}

function explainLength(digits: string): BarcodeError {
  const recovered = recoverLeadingZero(digits);
  if (recovered === null) return { code: 'barcode-length', length: digits.length };
  return { code: 'barcode-leading-zero-lost', scanned: digits, recovered };
}

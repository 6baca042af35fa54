import { fail, ok, type Result } from '../result.ts';
import { shortenScanned, type BarcodeError } from './barcode-error.ts';
import { hasValidCheckDigit, isDigits } from './check-digit.ts';
import { isWebAddress, parseDigitalLink } from './digital-link.ts';
import { parseBracketedString, parseElementString, type Gs1Element } from './element-string.ts';
import { readGs1Elements, type Gs1Reading } from './gs1-reading.ts';
import { readInStoreCode, type InStoreReading, type MemberCardReading } from './in-store-code.ts';
import { findInStoreRule, type InStoreRule } from './in-store-rule.ts';
import { normalizeOwnCode } from './own-code.ts';
import { recognizePaymentCode, type PaymentScheme } from './payment-code.ts';
import { GROUP_SEPARATOR, readRawScan, type RawScan } from './raw-scan.ts';
import { parseReceiptNumber, type ReceiptReference } from './receipt-reference.ts';
import {
  readRetailCode,
  readUpcE,
  recoverLeadingZero,
  refuseUpcE,
  type RetailCandidates,
} from './retail-code.ts';

/** What a scanned or typed code is. */
export type Reading =
  | {
      readonly kind: 'gtin';
      /** The digits as they were read: a shop may have an own code that looks like a GTIN. */
      readonly scanned: string;
      /** To be looked up in this order. */
      readonly candidates: RetailCandidates;
    }
  | Gs1Reading
  | InStoreReading
  | {
      readonly kind: 'own';
      readonly ownCode: string;
      /** The UPC-A that eleven digits are once their lost leading zero is put back, 12 digits, or null. */
      readonly recoverableUpcA: string | null;
    }
  | MemberCardReading
  | { readonly kind: 'coupon'; readonly couponCode: string }
  | ({ readonly kind: 'receipt' } & ReceiptReference)
  | { readonly kind: 'payment'; readonly scheme: PaymentScheme; readonly authCode: string };

/** What the screen waits for. It decides only where a code can be several things. */
export type ExpectedCode = 'article' | 'payment' | 'member' | 'coupon' | 'receipt';

export interface CodeContext {
  /** The shop's own labels, as `validateInStoreRules` accepted them. */
  readonly rules: readonly InStoreRule[];
  readonly expecting: ExpectedCode;
  /** How the shop's coupon codes begin; null or empty when nothing marks them. */
  readonly couponPrefix?: string | null;
}

type Outcome = Result<Reading, BarcodeError>;

// Symbology identifiers of the symbols that hold element strings (ISO/IEC 15424; GS1 General Specifications, 5.1.3).
const GS1_CARRIERS = new Set([']C1', ']d2', ']Q3', ']e0', ']J1']);
const EAN_UPC = /^\]E/;
/** Interleaved 2 of 5 whose check digit the scanner verified; in other symbols a wrong one makes just a number. */
const ITF_CHECKED = ']I1';
const MEMBER_PREFIX = /^HY:/i;
/** A mobile number of mainland China: 11 digits from 13 to 19. */
const MOBILE_PHONE = /^1[3-9]\d{9}$/;
/** An element string from a scanner that names no symbology: a GTIN under AI 01, at least. */
const PLAIN_GTIN_ELEMENT = /^01\d{14}/;
/** A member's card, AI 8018, from such a scanner. */
const PLAIN_GSRN_ELEMENT = /^8018\d{18}$/;

/**
 * Says what a scanned or typed code is: first by what the scanner and the code's own marks say, then by what the
 * screen waits for, then by the shop's rules, then by length and check digit. Never throws; any text has an outcome.
 */
export function parseCode(raw: string, context: CodeContext): Outcome {
  const scan = readRawScan(raw);
  if (!scan.ok) return scan;
  const { text, aim } = scan.value;
  if ((aim !== null && GS1_CARRIERS.has(aim)) || text.includes(GROUP_SEPARATOR)) {
    return readElements(parseElementString(text));
  }
  if (/^\(\d/.test(text)) return readElements(parseBracketedString(text));
  if (isWebAddress(text)) return readElements(parseDigitalLink(text));
  if (aim !== null && EAN_UPC.test(aim)) return readEanUpc(aim, text, context);
  const payment = readPayment(text);
  // Where money is awaited nothing goes before it; elsewhere the shop's own codes do, which can begin the same.
  if (payment !== null && context.expecting === 'payment') return payment;
  return readMarked(text, context) ?? readUnmarked(scan.value, payment, context);
}

/** Codes that say by a mark of their own what they are; null for all others. */
function readMarked(text: string, context: CodeContext): Outcome | null {
  if (MEMBER_PREFIX.test(text)) return readMemberNumber(text.slice(3), text);
  const receipt = parseReceiptNumber(text);
  if (receipt !== null) return ok({ kind: 'receipt', ...receipt });
  const prefix = context.couponPrefix ?? '';
  if (prefix === '' || !text.toUpperCase().startsWith(prefix.toUpperCase())) return null;
  return readCoupon(text);
}

function readUnmarked({ text, aim }: RawScan, payment: Outcome | null, context: CodeContext): Outcome {
  const inStore = readInStore(text, context);
  // A payment code can begin as a long weight label does: it is one when the label's check digit is wrong.
  if (inStore !== null && (inStore.ok || payment === null)) return inStore;
  if (payment !== null) return payment;
  if (PLAIN_GSRN_ELEMENT.test(text) && hasValidCheckDigit(text.slice(4))) {
    return readElements(parseElementString(text));
  }

  if (context.expecting === 'member') return readMember(text);
  if (context.expecting === 'coupon') return readCoupon(text);
  const retail = readDigits(text, aim);
  if (retail !== null) return retail;
  return readOwn(text, context.expecting);
}

/** EAN-13, UPC-A and UPC-E come as `]E0`, mostly with 13 digits; `]E3` adds a magazine's issue; `]E4` is EAN-8. */
function readEanUpc(aim: string, text: string, context: CodeContext): Outcome {
  const digits = aim === ']E3' ? text.slice(0, 13) : text;
  const wrongLength = { code: 'barcode-aim-length', aim, length: text.length } as const;
  if (!isDigits(text)) return fail({ code: 'barcode-not-digits', scanned: shortenScanned(text) });
  const isLengthRight = aim === ']E4' ? text.length === 8 : [8, 12, 13].includes(digits.length);
  const isAddOnRight = aim !== ']E3' || text.length === 15 || text.length === 18;
  if (!isLengthRight || !isAddOnRight) return fail(wrongLength);
  const marked = readMarked(digits, context);
  if (marked !== null) return marked;
  const inStore = readInStore(digits, context);
  if (inStore !== null) return inStore;
  const candidates = readRetailCode(digits);
  if (!candidates.ok) return candidates;
  const [first] = candidates.value;
  if (aim === ']E4' && first.symbology === 'UPC-E') return fail(refuseUpcE(digits, first));
  return ok({ kind: 'gtin', scanned: digits, candidates: narrowByAim(aim, digits, candidates.value) });
}

/** What the scanner says settles it: eight digits from `]E0` are a UPC-E when they can be, from `]E4` an EAN-8. */
function narrowByAim(aim: string, digits: string, candidates: RetailCandidates): RetailCandidates {
  const [first] = candidates;
  if (digits.length === 13) return [{ ...first, symbology: 'EAN-13' }];
  return [(aim === ']E4' ? null : readUpcE(digits)) ?? first];
}

function readPayment(text: string): Outcome | null {
  const scheme = recognizePaymentCode(text);
  return scheme === null ? null : ok({ kind: 'payment', scheme, authCode: text });
}

function readInStore(text: string, { rules }: CodeContext): Outcome | null {
  if (!isDigits(text)) return null;
  // A UPC-A is an EAN-13 whose leading zero scanners may leave out; rules are written with it.
  const digits = text.length === 12 ? `0${text}` : text;
  const rule = findInStoreRule(rules, digits);
  return rule === null ? null : readInStoreCode(rule, digits);
}

/** Digits that are a retail code, an element string or a phone number by length and check digit; null for all others. */
function readDigits(text: string, aim: string | null): Outcome | null {
  if (PLAIN_GTIN_ELEMENT.test(text) && hasValidCheckDigit(text.slice(2, 16))) {
    return readElements(parseElementString(text));
  }
  if (!isDigits(text)) return null;
  if (MOBILE_PHONE.test(text)) return ok({ kind: 'member', identifiedBy: 'phone', value: text });
  const candidates = readRetailCode(text);
  if (candidates.ok) return ok({ kind: 'gtin', scanned: text, candidates: candidates.value });
  const isRetailLength =
    candidates.error.code === 'barcode-check-digit' || candidates.error.code === 'barcode-zero';
  const isChecked = aim === null || aim === ITF_CHECKED;
  return isRetailLength && isChecked ? candidates : null;
}

function readElements(parsed: Result<readonly Gs1Element[], BarcodeError>): Outcome {
  if (!parsed.ok) return parsed;
  // GSRN of a recipient: the number of whoever receives the service, a loyalty scheme's member.
  const gsrn = parsed.value.find(({ ai }) => ai === '8018');
  if (gsrn !== undefined) return ok({ kind: 'member', identifiedBy: 'gsrn', value: gsrn.value });
  return ok(readGs1Elements(parsed.value));
}

function readMember(text: string): Outcome {
  if (MOBILE_PHONE.test(text)) return ok({ kind: 'member', identifiedBy: 'phone', value: text });
  return readMemberNumber(text, text);
}

function readMemberNumber(value: string, text: string): Outcome {
  const number = normalizeOwnCode(value);
  if (number === null) return fail({ code: 'barcode-member-malformed', scanned: shortenScanned(text) });
  return ok({ kind: 'member', identifiedBy: 'number', value: number });
}

function readCoupon(text: string): Outcome {
  const couponCode = normalizeOwnCode(text);
  if (couponCode === null) return fail({ code: 'barcode-coupon-malformed', scanned: shortenScanned(text) });
  return ok({ kind: 'coupon', couponCode });
}

function readOwn(text: string, expecting: ExpectedCode): Outcome {
  const scanned = shortenScanned(text);
  if (expecting === 'payment') return fail({ code: 'barcode-not-payment', scanned });
  if (expecting === 'receipt') return fail({ code: 'barcode-not-receipt', scanned });
  const ownCode = normalizeOwnCode(text);
  if (ownCode === null) return fail({ code: 'barcode-unknown', scanned });
  return ok({ kind: 'own', ownCode, recoverableUpcA: isDigits(text) ? recoverLeadingZero(text) : null });
}

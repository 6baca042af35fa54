import { fail, ok, type Result } from '../result.ts';
import type { BarcodeError } from './barcode-error.ts';
import { hasValidCheckDigit, measureVerifierDigit, mod10CheckDigit } from './check-digit.ts';
import { sliceField, type InStoreRule } from './in-store-rule.ts';

/** A label of the shop's own. A weight or price of zero is read as it stands; it must not be sold. */
export interface InStoreReading {
  readonly kind: 'in-store';
  readonly ruleId: string;
  /** The item's digits as they stand in the code, leading zeros kept. */
  readonly item: string;
  /** The code with its value zeroed and its check digit made right: how catalogues list such an article. 14 digits, or null for long codes. */
  readonly baseGtin14: string | null;
  readonly weightGrams: number | null;
  readonly priceMinor: number | null;
}

export interface MemberCardReading {
  readonly kind: 'member';
  readonly identifiedBy: 'number' | 'phone' | 'gsrn';
  readonly value: string;
}

/** Reads digits under a rule that they fall under (`findInStoreRule`), checking its check and verifier digits. */
export function readInStoreCode(
  rule: InStoreRule,
  digits: string,
): Result<InStoreReading | MemberCardReading, BarcodeError> {
  const { pattern } = rule;
  const weight = sliceField(pattern, 'W', digits);
  const price = sliceField(pattern, 'P', digits);
  const verifier = sliceField(pattern, 'V', digits);
  const isVerified = verifier === '' || Number(verifier) === measureVerifierDigit(weight + price);
  if (!isVerified || (pattern.endsWith('C') && !hasValidCheckDigit(digits))) {
    return fail({ code: 'barcode-in-store-check-digit', ruleId: rule.id, scanned: digits });
  }
  const member = sliceField(pattern, 'M', digits);
  if (member !== '') return ok({ kind: 'member', identifiedBy: 'number', value: member });
  return ok({
    kind: 'in-store',
    ruleId: rule.id,
    item: sliceField(pattern, 'I', digits),
    baseGtin14: baseGtin14(pattern, digits),
    weightGrams: weight === '' ? null : Number(weight) * rule.weightStepGrams,
    priceMinor: price === '' ? null : Number(price) * rule.priceStepMinor,
  });
}

function baseGtin14(pattern: string, digits: string): string | null {
  if (pattern.length > 13 || !pattern.endsWith('C')) return null;
  const zeroed = [...digits].map((digit, index) => ('VWP'.includes(pattern.charAt(index)) ? '0' : digit));
  const body = zeroed.slice(0, -1).join('');
  return `${body}${mod10CheckDigit(body)}`.padStart(14, '0');
}

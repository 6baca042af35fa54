import { isDigits, measureVerifierDigit, mod10CheckDigit } from '../../domain/barcode/check-digit.ts';
import type { InStoreRule } from '../../domain/barcode/in-store-rule.ts';

/** What a label says of one pack: what it weighs, what it costs. A rule has one of them, or both. */
export interface LabelValue {
  readonly weightGrams: number;
  readonly priceMinor: number;
}

/**
 * The digits that a shop's scale would print for an item under a rule, with the verifier digit and check digit that belong
 * there (GS1 General Specifications, section 7.9). Null where the rule is for members, or the item or value does not fit.
 */
export function printLabel(
  { pattern, weightStepGrams, priceStepMinor }: InStoreRule,
  item: string,
  { weightGrams, priceMinor }: LabelValue,
): string | null {
  const weight = fit(pattern, 'W', String(Math.round(weightGrams / weightStepGrams)));
  const price = fit(pattern, 'P', String(Math.round(priceMinor / priceStepMinor)));
  const number = fit(pattern, 'I', item);
  if (!number || weight === null || price === null || !isDigits(item)) return null;
  const body = pattern
    .replace(/I+/, number)
    .replace(/W+/, weight)
    .replace(/P+/, price)
    .replace('V', String(measureVerifierDigit(weight + price) ?? 0))
    .replaceAll('X', '0');
  return body.endsWith('C') ? `${body.slice(0, -1)}${mod10CheckDigit(body.slice(0, -1))}` : body;
}

/** A value with zeros before it as wide as its field; empty where the pattern has no such field, null where it is too wide. */
function fit(pattern: string, letter: 'I' | 'P' | 'W', value: string): string | null {
  const width = pattern.split(letter).length - 1;
  if (width === 0) return '';
  return value.length <= width ? value.padStart(width, '0') : null;
}

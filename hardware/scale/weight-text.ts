import type { ScaleReading } from '../../domain/devices/device-fault.ts';
import { multiplyDivideRounded } from '../../domain/integer.ts';
import type { ScaleFrame } from './scale-frame.ts';

/** What one of each unit weighs, as an exact fraction of grams: the international pound has 453.59237 g. */
const GRAMS: Readonly<Record<string, readonly [numerator: number, denominator: number]>> = {
  g: [1, 1],
  kg: [1_000, 1],
  t: [1_000_000, 1],
  lb: [45_359_237, 100_000],
  oz: [45_359_237, 1_600_000],
};

/** A weight as scales write it: blanks or zeros before it, one point or none, up to eight digits. */
const WEIGHT = /^ *(\d{0,7})(?:\.(\d{1,5}))?$/;

/** Grams, rounded half up where the scale is finer; null when it is no weight or no unit that is known. */
export function gramsOf(text: string, unit: string): number | null {
  const [, whole, decimals = ''] = WEIGHT.exec(text) ?? [];
  const factor = GRAMS[unit.trim().toLowerCase()];
  if (whole === undefined || factor === undefined || whole + decimals === '') return null;
  return multiplyDivideRounded(Number(whole + decimals), factor[0], factor[1] * 10 ** decimals.length);
}

/** The reading of a stable weight: nothing on the scale is no weight to sell, and one that cannot be read is none. */
export function weightFrame(grams: number | null, { isNegative = false, isNet = false } = {}): ScaleFrame {
  if (grams === null) return problem('garbled');
  if (grams === 0) return problem('zero');
  return isNegative ? problem('under') : { kind: 'reading', reading: { kind: 'weight', grams, isNet } };
}

/** The reading that says why there is no weight. */
export function problem(kind: Exclude<ScaleReading['kind'], 'weight'>): ScaleFrame {
  return { kind: 'reading', reading: { kind } };
}

/** The exclusive or of all characters of a text. */
export function xorOf(text: string): number {
  let xor = 0;
  for (let at = 0; at < text.length; at += 1) xor ^= text.charCodeAt(at);
  return xor;
}

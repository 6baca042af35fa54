import { multiplyDivideRounded } from '../integer.ts';
import type { Gs1Element } from './element-string.ts';

/** What a GS1 symbol says about the goods in hand. Whether a date has passed is for the sale to judge. */
export interface Gs1Reading {
  readonly kind: 'gs1';
  readonly elements: readonly Gs1Element[];
  /** AI 01; null for a symbol that names no article, such as a pallet's. */
  readonly gtin14: string | null;
  /** AI 10. */
  readonly batch: string | null;
  /** AI 21. */
  readonly serial: string | null;
  /** AI 15, YYMMDD; `resolveGs1Date` gives its century and the day that 00 stands for. */
  readonly bestBeforeYymmdd: string | null;
  /** AI 17, YYMMDD. */
  readonly expiryYymmdd: string | null;
  /** AI 310n, or 320n and 357n in pounds and ounces; rounded half away from zero to the gram. */
  readonly weightGrams: number | null;
  /** AI 30: pieces in a pack of variable count. */
  readonly count: number | null;
  readonly price: Gs1Price | null;
}

/** AI 392n or 393n: `amount` of 10^−`decimals` major units. */
export interface Gs1Price {
  readonly amount: number;
  readonly decimals: number;
  /** ISO 4217 number of its currency, as `156`; null for the shop's own (AI 392n). */
  readonly currencyNumber: string | null;
}

export function readGs1Elements(elements: readonly Gs1Element[]): Gs1Reading {
  const valueOf = (ai: string): string | null => elements.find((element) => element.ai === ai)?.value ?? null;
  const count = valueOf('30');
  return {
    kind: 'gs1',
    elements,
    gtin14: valueOf('01'),
    batch: valueOf('10'),
    serial: valueOf('21'),
    bestBeforeYymmdd: valueOf('15'),
    expiryYymmdd: valueOf('17'),
    weightGrams: readWeight(elements),
    count: count === null ? null : Number(count),
    price: readPrice(elements),
  };
}

/** Net weights: what one of each unit weighs, as a fraction of grams. The international pound has 453.59237 g. */
const NET_WEIGHTS: Readonly<Record<string, readonly [numerator: number, denominator: number]>> = {
  '310': [1_000, 1],
  '320': [45_359_237, 100_000],
  '357': [45_359_237, 1_600_000],
};

function readWeight(elements: readonly Gs1Element[]): number | null {
  for (const { ai, value } of elements) {
    const grams = NET_WEIGHTS[ai.slice(0, 3)];
    if (grams === undefined || ai.length !== 4) continue;
    return multiplyDivideRounded(Number(value), grams[0], grams[1] * 10 ** Number(ai[3]));
  }
  return null;
}

function readPrice(elements: readonly Gs1Element[]): Gs1Price | null {
  const price = elements.find(({ ai }) => ai.startsWith('392') || ai.startsWith('393'));
  if (price === undefined) return null;
  const currencyNumber = price.ai.startsWith('393') ? price.value.slice(0, 3) : null;
  const amount = Number(currencyNumber === null ? price.value : price.value.slice(3));
  return { amount, decimals: Number(price.ai[3]), currencyNumber };
}

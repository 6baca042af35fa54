import { divideRounded } from '../integer.ts';
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
  /** AI 310n, rounded half away from zero where the label is finer than a gram. */
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

function readWeight(elements: readonly Gs1Element[]): number | null {
  const weight = elements.find(({ ai }) => ai.startsWith('310'));
  if (weight === undefined) return null;
  return divideRounded(Number(weight.value) * 1_000, 10 ** Number(weight.ai[3]));
}

function readPrice(elements: readonly Gs1Element[]): Gs1Price | null {
  const price = elements.find(({ ai }) => ai.startsWith('392') || ai.startsWith('393'));
  if (price === undefined) return null;
  const currencyNumber = price.ai.startsWith('393') ? price.value.slice(0, 3) : null;
  const amount = Number(currencyNumber === null ? price.value : price.value.slice(3));
  return { amount, decimals: Number(price.ai[3]), currencyNumber };
}

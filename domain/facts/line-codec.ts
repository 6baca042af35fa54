import type { LineFact } from './sale-facts.ts';

/**
 * What a sold line is when the journal does not say: half of a line's fields are nearly always these, and a year of
 * lines is half the size without them. Part of the format: changing a default needs a new schema and an upcaster.
 */
const lineDefaults = {
  kind: 'sale',
  barcode: null,
  unit: 'each',
  tareGrams: 0,
  priceSavingMinor: 0,
  lineDiscountMinor: 0,
  basketDiscountMinor: 0,
  pointsDiscountMinor: 0,
  savings: [],
  earnedPoints: 0,
  redeemedPoints: 0,
  countedMinor: 0,
  taxRateBp: 0,
  isTaxIncluded: true,
  taxMinor: 0,
  residualE7: 0,
  manualPrice: null,
  discount: null,
  linkedToLineNo: null,
  confirmedAge: null,
  note: null,
  isGift: false,
  returnOf: null,
  returnAuthorization: null,
} as const satisfies Partial<LineFact>;

export type StoredLine = Partial<LineFact>;

const defaults: Readonly<Record<string, unknown>> = lineDefaults;

/** Leaves out what the format says anyway. `unitPriceE4` is left out where it is the list price. */
export function encodeLine(line: LineFact): StoredLine {
  const stored: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(line)) {
    if (key in defaults && (defaults[key] === value || isEmptyList(value))) continue;
    if (key === 'unitPriceE4' && value === line.listPriceE4) continue;
    stored[key] = value;
  }
  return stored;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

export function decodeLine(stored: StoredLine): LineFact {
  return { unitPriceE4: stored.listPriceE4, ...lineDefaults, ...stored } as LineFact;
}

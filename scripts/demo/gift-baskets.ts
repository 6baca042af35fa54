import type { SourceRow } from './demo-row.ts';

/** What a person carries to a counter, not what a van fetches: the file's shop sold to traders too. */
const ARTICLES_MAX = 12;
const PIECES_MAX = 12;
const AMOUNT_MIN_MINOR = 200;
const AMOUNT_MAX_MINOR = 15_000;

/** A basket that was really bought: pieces by article code. */
type Basket = ReadonlyMap<string, number>;

/**
 * The invoices that could have been rung at a counter, in the order of the file: every line a sale of an article that the
 * demo has, few articles, few pieces. Nothing of whoever bought them is kept. Amounts are at the demo's prices.
 */
export function giftBaskets(
  invoiceLines: readonly SourceRow[],
  priceMinorOf: ReadonlyMap<string, number>,
): Basket[] {
  const byInvoice = Map.groupBy(invoiceLines, (line) => line['invoice']!);
  const baskets = [...byInvoice.values()].map((lines) => basketOf(lines, priceMinorOf));
  return baskets.filter((basket): basket is Basket => basket !== null && isCarried(basket, priceMinorOf));
}

/** Null where a line is no sale of an article: a credit note, a write-off, carriage. */
function basketOf(lines: readonly SourceRow[], priceMinorOf: ReadonlyMap<string, number>): Basket | null {
  const basket = new Map<string, number>();
  for (const line of lines) {
    const code = line['stock_code']!.trim().toUpperCase();
    const pieces = Number(line['quantity']);
    const isSale = pieces > 0 && Number(line['unit_price']) > 0;
    if (!isSale || !priceMinorOf.has(code)) return null;
    basket.set(code, (basket.get(code) ?? 0) + pieces);
  }
  return basket;
}

function isCarried(basket: Basket, priceMinorOf: ReadonlyMap<string, number>): boolean {
  let amountMinor = 0;
  for (const [code, pieces] of basket) {
    if (pieces > PIECES_MAX) return false;
    amountMinor += pieces * priceMinorOf.get(code)!;
  }
  const isSome = amountMinor >= AMOUNT_MIN_MINOR && amountMinor <= AMOUNT_MAX_MINOR;
  return isSome && basket.size <= ARTICLES_MAX;
}

/**
 * Baskets as text. The first line has the article codes; each further line is a basket: the places of its articles in the
 * first line, counted from 0 in base 36, with `*` and the pieces where they are more than one.
 */
export function writeBaskets(baskets: readonly Basket[]): string {
  const codes = [...new Set(baskets.flatMap((basket) => [...basket.keys()]))].sort();
  const placeOf = new Map(codes.map((code, place) => [code, place.toString(36)]));
  const lines = baskets.map((basket) =>
    [...basket].map(([code, pieces]) => `${placeOf.get(code)}${pieces > 1 ? `*${pieces}` : ''}`).join(' '),
  );
  return `${[codes.join(' '), ...lines].join('\n')}\n`;
}

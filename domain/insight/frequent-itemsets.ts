import { requireSafe } from '../integer.ts';
import { fail, ok, type Result } from '../result.ts';

/** Items that were bought together, in ascending order, and in how many baskets. */
export interface Itemset {
  readonly items: readonly string[];
  readonly count: number;
}

export interface MiningLimits {
  /** In how many baskets a set must be to be found; at least 1. */
  readonly minCount: number;
  /** More sets than this is refused: a support that low says nothing and fills the memory. */
  readonly itemsetsMax?: number;
}

export interface TooManyItemsets {
  readonly code: 'too-many-itemsets';
  readonly itemsetsMax: number;
}

const ITEMSETS_MAX = 1_000_000;
const SUPPORT_SCALE = 1_000_000;
const BITS = 32;

/** The least count that is a share of all baskets, in millionths: `count >= support * baskets`, exactly. */
export function minCountOf(supportE6: number, basketCount: number): number {
  requireSafe(supportE6 * basketCount);
  return Math.max(1, Math.ceil((supportE6 * basketCount) / SUPPORT_SCALE));
}

/**
 * Finds every set of items that is in at least `minCount` baskets, exactly. An item counts once a basket, however often it is
 * in it. Sets come in the order of their first item, then their second, and so on, by how rare the item is.
 *
 * Eclat (Zaki 2000, "Scalable algorithms for association mining"): each item is the set of its baskets, as bits, and a larger
 * set is in the baskets that its parts share.
 */
export function findFrequentItemsets(
  baskets: readonly (readonly string[])[],
  { minCount, itemsetsMax = ITEMSETS_MAX }: MiningLimits,
): Result<Itemset[], TooManyItemsets> {
  if (!Number.isSafeInteger(minCount) || minCount < 1) throw new RangeError(`${minCount} is no count`);
  const found: Itemset[] = [];
  const isWithin = extend([], itemColumns(baskets, minCount), { minCount, itemsetsMax }, found);
  return isWithin ? ok(found) : fail({ code: 'too-many-itemsets', itemsetsMax });
}

/** An item, and the baskets that have it together with all items of the set that it would extend. */
interface Column {
  readonly item: string;
  readonly baskets: Uint32Array;
  readonly count: number;
}

/** The rarest first, which leaves the fewest sets to look at; of two as rare the lesser name. */
function itemColumns(baskets: readonly (readonly string[])[], minCount: number): Column[] {
  const words = Math.ceil(baskets.length / BITS);
  const counts = new Map<string, number>();
  for (const basket of baskets) {
    for (const item of new Set(basket)) counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  const columns = new Map<string, Column>();
  for (const [item, count] of counts) {
    if (count >= minCount) columns.set(item, { item, count, baskets: new Uint32Array(words) });
  }
  baskets.forEach((basket, place) => {
    for (const item of basket) {
      const column = columns.get(item);
      if (column) column.baskets[place >>> 5]! |= 1 << (place & 31);
    }
  });
  return [...columns.values()].sort((a, b) => a.count - b.count || (a.item < b.item ? -1 : 1));
}

/** Adds `prefix` with each column, and what is larger; false once there are too many. */
function extend(
  prefix: readonly string[],
  columns: readonly Column[],
  limits: Required<MiningLimits>,
  found: Itemset[],
): boolean {
  for (const [place, { item, baskets, count }] of columns.entries()) {
    if (found.length === limits.itemsetsMax) return false;
    const items = [...prefix, item];
    found.push({ items: items.toSorted(), count });
    const narrower: Column[] = [];
    for (const other of columns.slice(place + 1)) {
      const shared = intersect(baskets, other.baskets, limits.minCount);
      if (shared) narrower.push({ item: other.item, ...shared });
    }
    if (!extend(items, narrower, limits, found)) return false;
  }
  return true;
}

/** The baskets of both, or null where they are too few. */
function intersect(a: Uint32Array, b: Uint32Array, minCount: number): Omit<Column, 'item'> | null {
  let count = 0;
  for (let word = 0; word < a.length; word += 1) count += bitCount(a[word]! & b[word]!);
  if (count < minCount) return null;
  return { count, baskets: a.map((bits, word) => bits & b[word]!) };
}

/** The bits that are set in 32 (Warren, "Hacker's Delight", section 5-1). */
function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** A seeded source of chance, so that every run measures the same data. */
export interface Chance {
  /** From 0 up to, not including, 1. */
  readonly number: () => number;
  readonly below: (limit: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
  /** The first entries far more often than the last, about as words, surnames and articles are used. */
  readonly pickUnevenly: <T>(list: readonly T[]) => T;
  /** So many different entries, in the order in which they were picked. */
  readonly some: <T>(list: readonly T[], count: number) => T[];
  readonly digits: (count: number) => string;
}

/** mulberry32: small, and even enough to make up names and baskets. */
export function createChance(seed: number): Chance {
  let state = seed;
  const number = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(number() * limit);
  const pick = <T>(list: readonly T[]) => list[below(list.length)]!;
  return {
    number,
    below,
    pick,
    some<T>(list: readonly T[], count: number) {
      const picked = new Set<T>();
      while (picked.size < Math.min(count, list.length)) picked.add(pick(list));
      return [...picked];
    },
    pickUnevenly: (list) => list[Math.floor(list.length ** number()) - 1] ?? list[0]!,
    digits: (count) => String(below(10 ** count)).padStart(count, '0'),
  };
}

/** Chance that is the same on every machine: the demo's people and days must not differ from one to the next. */
export interface Chance {
  /** A whole number from 0 to below `count`. */
  below(count: number): number;
  /** True in so many of 10,000 cases. */
  inBp(rateBp: number): boolean;
  pick<T>(choices: readonly T[]): T;
}

/** mulberry32 by Tommy Ettinger (public domain), begun at a hash of a text; good enough for a demo, and for nothing secret. */
export function chanceOf(seed: string): Chance {
  let state = fnv1a(seed);
  const below = (count: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  };
  return {
    below,
    inBp: (rateBp) => below(10_000) < rateBp,
    pick<T>(choices: readonly T[]): T {
      return choices[below(choices.length)]!;
    },
  };
}

/** FNV-1a, 32 bits (draft-eastlake-fnv). */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  return hash;
}

/** A seeded source of numbers for runs that must repeat: xorshift over 32 bits, good enough to vary a soak. */
export interface SeededRandom {
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number;
  chance(percent: number): boolean;
  pick<T>(items: readonly T[]): T;
}

export function seededRandom(seed: number): SeededRandom {
  // Zero is the one state that xorshift never leaves.
  let state = (seed ^ 0x9e3779b9) >>> 0 || 1;
  const random: SeededRandom = {
    below(below) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      state >>>= 0;
      return state % below;
    },
    chance: (percent) => random.below(100) < percent,
    pick: (items) => items[random.below(items.length)]!,
  };
  return random;
}

/** A value and how many members have it. */
export type Frequency = readonly [value: number, memberCount: number];

/** From which value on a score is 2, 3, 4 and 5. Null where no value is that high. */
export type Quintiles = readonly [number | null, number | null, number | null, number | null];

/** From 1, the lowest fifth, to 5, the highest. */
export type Score = 1 | 2 | 3 | 4 | 5;

/**
 * Cuts members into fifths by a value. A value's place is the middle of all who have it, so that equal members get equal
 * scores, and where all are equal all are in the middle. `histogram` is ascending by value, each value once.
 */
export function findQuintiles(histogram: readonly Frequency[]): Quintiles {
  const all = histogram.reduce((sum, [, memberCount]) => sum + memberCount, 0);
  const bounds: [number | null, number | null, number | null, number | null] = [null, null, null, null];
  let below = 0;
  let score = 1;
  for (const [value, memberCount] of histogram) {
    while (score < 5 && 5 * (2 * below + memberCount) >= 2 * score * all) bounds[score++ - 1] = value;
    below += memberCount;
  }
  return bounds;
}

export function scoreOf(value: number, quintiles: Quintiles): Score {
  const passed = quintiles.filter((from) => from !== null && value >= from).length;
  return (1 + passed) as Score;
}

/** The value in the middle, the lower of two; null for no members. `histogram` as for `findQuintiles`. */
export function findMedian(histogram: readonly Frequency[]): number | null {
  const all = histogram.reduce((sum, [, memberCount]) => sum + memberCount, 0);
  let upTo = 0;
  for (const [value, memberCount] of histogram) {
    upTo += memberCount;
    if (2 * upTo >= all) return value;
  }
  return null;
}

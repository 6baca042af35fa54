/** How points may be redeemed in a sale: in whole blocks, nothing or at least the minimum, at most the maximum. */
export interface PointsRange {
  readonly blockPoints: number;
  readonly minPoints: number;
  readonly max: number;
}

/** The points next to those wanted that may be redeemed: less rather than more, and nothing where that is too little. */
export function snapPoints(wanted: number, range: PointsRange): number {
  const least = leastOf(range);
  const most = mostPoints(range);
  if (wanted < least) return 0;
  return Math.min(most, Math.floor(wanted / range.blockPoints) * range.blockPoints);
}

/** One step up or down from what is redeemed. */
export function stepPoints(points: number, step: 1 | -1, range: PointsRange): number {
  const least = leastOf(range);
  if (step > 0 && points < least) return snapPoints(least, range);
  return snapPoints(Math.max(0, points + step * range.blockPoints), range);
}

/** The fewest that may be redeemed, if any are. */
function leastOf({ blockPoints, minPoints }: PointsRange): number {
  return Math.max(blockPoints, Math.ceil(minPoints / blockPoints) * blockPoints);
}

/** The most that may be redeemed in whole blocks; 0 where that is less than the fewest. */
export function mostPoints(range: PointsRange): number {
  const { blockPoints, max } = range;
  const most = Math.floor(max / blockPoints) * blockPoints;
  return most < leastOf(range) ? 0 : most;
}

/**
 * What one sale or refund of a till in a chain did to its member: negative where it took back. Central makes lots and tiers of
 * it; until it has, the till adds it to what central said.
 */
export interface PointsIntent {
  /** The till's clock, UTC milliseconds. */
  readonly atUtcMs: number;
  readonly earnedPoints: number;
  readonly redeemedPoints: number;
  readonly spentMinor: number;
  readonly visits: number;
}

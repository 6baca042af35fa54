/** Points and tier of a member as central had them when it was last heard. Spend in minor units, times in UTC milliseconds. */
export interface CentralAccount {
  /** Open lots less what is owed. */
  readonly points: number;
  /** What may be spent now: active, not held. */
  readonly availablePoints: number;
  /** The lots that end first; `atUtcMs` is the first moment at which they are gone. */
  readonly expiring: readonly DatedPoints[];
  /** Points that become active later. */
  readonly pending: readonly DatedPoints[];
  readonly tier: string | null;
  readonly reviewOn: string | null;
  readonly isInGrace: boolean;
  /** What tiers measure, in their window. */
  readonly measured: number;
  /** Over the whole life. */
  readonly spentMinor: number;
  readonly visits: number;
}

export interface DatedPoints {
  readonly points: number;
  readonly atUtcMs: number;
}

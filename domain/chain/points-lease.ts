/** Points of a member that central keeps for one till alone, so that it may redeem them without asking. */
export interface PointsLease {
  readonly memberId: string;
  readonly points: number;
  /** Where this till's journal stood in it: what is redeemed after this place comes off it. */
  readonly place: { readonly epoch: number; readonly seq: number };
  /** By central's clock, UTC milliseconds. */
  readonly endsAtUtcMs: number;
}

/** What central keeps of a member's points: for the sale on the counter, and for the till. */
export interface KeptPoints {
  readonly heldPoints: number;
  readonly leasedPoints: number;
}

/** What of `known` points, those that the till knows of, a sale may redeem without asking any more. */
export function spendableOfKept({ heldPoints, leasedPoints }: KeptPoints, known: number): number {
  return Math.max(heldPoints, Math.min(known, heldPoints + leasedPoints));
}

/** How many of the wanted points central must be asked to keep for the sale. */
export function pointsBeyondLease(wanted: number, leasedPoints: number): number {
  return Math.max(0, wanted - leasedPoints);
}

/**
 * How many of the points that a sale redeemed came off the lease: what central has kept for the sale goes first. Null where it had
 * not kept all of them, the one way or the other.
 */
export function pointsOffLease(redeemed: number, { heldPoints, leasedPoints }: KeptPoints): number | null {
  const beyondHold = Math.max(0, redeemed - heldPoints);
  return beyondHold <= leasedPoints ? beyondHold : null;
}

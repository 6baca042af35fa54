import { z } from 'zod';
import { count, utcMs, uuid } from './fields.ts';
import { journalPlace } from './push.ts';

/** How long a lease is good, by central's clock. */
export const LEASE_LIFE_MS = 24 * 60 * 60_000;
/** Members of one answer. */
export const LEASES_MAX = 200;
/** Coupons of one member that a till keeps at a time. */
export const COUPONS_EACH_MAX = 3;

/**
 * `POST /v1/leases`: points and coupons of members who shop here are reserved for this till, which may redeem them without asking.
 * What the till held before and does not name as held any more it will never redeem.
 */
export const leaseRequest = z.object({
  /** The last entry of the till's journal, `seq` 0 where this epoch has none yet: what it redeemed of what it gives up is in there. */
  place: journalPlace,
  /** No lease, of points or of a coupon, that ends before this is held any more; null where none is held at all. */
  heldFromUtcMs: utcMs.nullable(),
  /** `next` of the page before; null for the first. */
  after: uuid.nullable(),
  /**
   * Rises with each request of the till, for ever: one that a network kept for so long that a later one came first would give
   * up what the till holds by now, and is refused.
   */
  turn: count,
});
export type LeaseRequest = z.infer<typeof leaseRequest>;

/** All that is reserved here for one member: what the till redeems after `place` is to be taken off it. */
export const wireLease = z.object({
  memberId: uuid,
  points: count,
  place: journalPlace,
  endsAtUtcMs: utcMs,
});
export type WireLease = z.infer<typeof wireLease>;

/** A coupon that may be used once, reserved here: unless the till used it after `place`. */
export const wireCouponLease = z.object({ couponId: uuid, place: journalPlace, endsAtUtcMs: utcMs });
export type WireCouponLease = z.infer<typeof wireCouponLease>;

export const leaseAnswer = z.object({
  leases: z.array(wireLease).max(LEASES_MAX),
  /** Of the page's members. An older central leases none. */
  coupons: z
    .array(wireCouponLease)
    .max(LEASES_MAX * COUPONS_EACH_MAX)
    .default([]),
  next: uuid.nullable(),
  /** False while entries up to the place are not in the accounts: what was given up is free only when they are. */
  isSettled: z.boolean(),
  centralUtcMs: utcMs,
});
export type LeaseAnswer = z.infer<typeof leaseAnswer>;

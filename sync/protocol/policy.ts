import { z } from 'zod';
import { count } from './fields.ts';

/** Under which registers are told of the one policy that a shop has. */
export const POLICY_KEY = 'offline';

/**
 * What a register may do for members while it cannot ask central, by shop. Amounts in minor units.
 *
 * `capped` points: at most the lesser of the known balance and `perSaleMinor` in a sale, once a member a day, and
 * `perOutageMinor` a register until central was reached again. `leased`: what is reserved at this till of the points of members
 * who shop here, `shareBp` of their balance for all tills of the shop together.
 */
export const offlinePolicy = z.object({
  points: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('capped'), perSaleMinor: count, perOutageMinor: count }),
    z.object({ kind: z.literal('leased'), shareBp: z.int().min(1).max(10_000) }),
  ]),
  /**
   * `capped`: single-use coupons up to `eachMinor`, and `perOutageMinor` in all a register and outage; what was used twice is a loss.
   * `leased`: those that are reserved at this till, of members who shop here.
   */
  coupons: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('capped'), eachMinor: count, perOutageMinor: count }),
    z.object({ kind: z.literal('leased') }),
  ]),
  /** Up to how much of another till's receipt a manager may refund unasked; 0 for nothing. */
  otherTillRefundMaxMinor: count,
});
export type OfflinePolicy = z.infer<typeof offlinePolicy>;

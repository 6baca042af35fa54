import { z } from 'zod';
import { count } from './fields.ts';

/**
 * What a register may do for members while it cannot ask central, by shop. Amounts in minor units.
 *
 * `capped` points: at most the lesser of the known balance and `perSaleMinor` in a sale, once a member a day, and
 * `perOutageMinor` a register until central was reached again.
 */
export const offlinePolicy = z.object({
  points: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('capped'), perSaleMinor: count, perOutageMinor: count }),
  ]),
  /** `capped`: single-use coupons up to `eachMinor`, and `perOutageMinor` in all a register and outage; what was used twice is a loss. */
  coupons: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('capped'), eachMinor: count, perOutageMinor: count }),
  ]),
  /** Up to how much of another till's receipt a manager may refund unasked; 0 for nothing. */
  otherTillRefundMaxMinor: count,
});
export type OfflinePolicy = z.infer<typeof offlinePolicy>;

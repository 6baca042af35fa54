/** What a till of a chain may do for members while it cannot ask central. Amounts in minor units; central decides them by shop. */
export interface OfflinePolicy {
  /**
   * `capped`: at most the lesser of the known balance and `perSaleMinor` in a sale, once a member a day, and `perOutageMinor`
   * until central was reached again. `leased`: what central has reserved for this till of the points of members who shop here,
   * `shareBp` of what they have for all tills of the shop together.
   */
  readonly points:
    | { readonly kind: 'none' }
    | { readonly kind: 'capped'; readonly perSaleMinor: number; readonly perOutageMinor: number }
    | { readonly kind: 'leased'; readonly shareBp: number };
  /**
   * `capped`: coupons up to `eachMinor`, and `perOutageMinor` in all; one that was used elsewhere too is a loss. `leased`: those that
   * central has reserved for this till.
   */
  readonly coupons:
    | { readonly kind: 'none' }
    | { readonly kind: 'capped'; readonly eachMinor: number; readonly perOutageMinor: number }
    | { readonly kind: 'leased' };
  /** Up to how much of another till's receipt a manager may refund unasked; 0 for nothing. */
  readonly otherTillRefundMaxMinor: number;
}

/** What holds until central has said. */
export const strictestPolicy: OfflinePolicy = {
  points: { kind: 'none' },
  coupons: { kind: 'none' },
  otherTillRefundMaxMinor: 0,
};

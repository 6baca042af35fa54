/** A coupon that central keeps for one till alone, so that it may be used there without asking. */
export interface CouponLease {
  readonly couponId: string;
  /** Where this till's journal stood in it: the till that used the coupon after this place has it no more, even if it came back. */
  readonly place: { readonly epoch: number; readonly seq: number };
  /** By central's clock, UTC milliseconds. */
  readonly endsAtUtcMs: number;
}

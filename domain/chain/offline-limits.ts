import type { OfflinePolicy } from './offline-policy.ts';

/** What was done without central having said yes, in this outage; amounts in minor units. */
export interface UnaskedUses {
  readonly pointsMinor: number;
  readonly couponsMinor: number;
  readonly refundsMinor: number;
  /** The member redeemed some on this business date. */
  readonly hasMemberRedeemed: boolean;
}

/**
 * What points may pay of the next sale of a member without central, in minor units: what the policy lets one sale have, as far
 * as the outage has any left, and nothing the second time on a day. So an outage costs a chain at most `perOutageMinor` a till.
 */
export function pointsLeftMinor({ points }: OfflinePolicy, uses: UnaskedUses): number {
  if (points.kind !== 'capped' || uses.hasMemberRedeemed) return 0;
  return Math.max(0, Math.min(points.perSaleMinor, points.perOutageMinor - uses.pointsMinor));
}

/**
 * The first of a sale's coupons that may not take off what it does without central, by what each takes off, with the limit that it
 * breaks; null where all may.
 */
export function couponsOverLimit(
  { coupons }: OfflinePolicy,
  { couponsMinor }: UnaskedUses,
  savesMinor: readonly number[],
): { readonly place: number; readonly limitMinor: number } | null {
  if (coupons.kind !== 'capped') return savesMinor.length === 0 ? null : { place: 0, limitMinor: 0 };
  let leftMinor = Math.max(0, coupons.perOutageMinor - couponsMinor);
  for (const [place, minor] of savesMinor.entries()) {
    const limitMinor = Math.min(coupons.eachMinor, leftMinor);
    if (minor > limitMinor) return { place, limitMinor };
    leftMinor -= minor;
  }
  return null;
}

/** How much of other tills' sales may be refunded here without central, in minor units. */
export function refundLeftMinor(
  { otherTillRefundMaxMinor }: OfflinePolicy,
  { refundsMinor }: UnaskedUses,
): number {
  return Math.max(0, otherTillRefundMaxMinor - refundsMinor);
}

import type { Authorization } from '../basket.ts';

/** Points out of a lot, or back into it; positive. */
export interface LotMove {
  readonly lotId: string;
  readonly points: number;
}

/** A new lot. Times in UTC milliseconds; `expiresAtUtcMs` is the first moment at which it is gone, null for never. */
export interface LotOpened {
  readonly lotId: string;
  readonly points: number;
  readonly earnedAtUtcMs: number;
  readonly activeFromUtcMs: number;
  readonly expiresAtUtcMs: number | null;
}

/** The account of a member begins here with what an import brought: one entry before the first that changes it. */
export interface AccountOpened {
  readonly memberId: string;
  readonly lots: readonly LotOpened[];
  readonly tier: string | null;
  readonly spentMinor: number;
  readonly visits: number;
}

/** What a sale did to its member's points. Owed points (of a reversal that found none left) are filled by later lots. */
export interface SalePoints {
  readonly earned: {
    readonly points: number;
    readonly lot: LotOpened | null;
    /** Points of the earned ones that filled a debt. */
    readonly filledDebt: number;
  } | null;
  readonly redeemed: {
    readonly points: number;
    readonly amountMinor: number;
    readonly as: 'discount' | 'tender';
    readonly takes: readonly LotMove[];
  } | null;
}

/** What goods that came back undo, of one earlier sale. */
export interface SaleReversal {
  readonly saleId: string;
  readonly memberId: string | null;
  /** Earned points taken back: out of lots, and what no lot had. */
  readonly unearned: { readonly points: number; readonly takes: readonly LotMove[]; readonly debt: number } | null;
  /** Spent points given back into their lots, which then live to `expiresAtUtcMs` at least. */
  readonly returned: {
    readonly points: number;
    readonly puts: readonly (LotMove & { readonly expiresAtUtcMs: number | null })[];
  } | null;
  /** Coupons that may be used again. */
  readonly couponsRestored: readonly string[];
  /** What rules get back of their budgets and, once all of a sale is back, of their counts. */
  readonly uses: readonly { readonly ruleId: string; readonly uses: number; readonly amountMinor: number }[];
  /** What it takes off the measure of the member's tier. */
  readonly spentMinor: number;
  readonly isWholeSale: boolean;
}

/** A rule that took something off a sale. */
export interface AppliedRule {
  readonly ruleId: string;
  readonly version: number;
  /** As the receipt names it, in the shop's language. */
  readonly name: string;
  readonly amountMinor: number;
  readonly uses: number;
}

export interface SpentCoupon {
  readonly couponId: string;
  readonly ruleId: string;
  readonly code: string;
  readonly amountMinor: number;
}

/** Membership in a sale. */
export interface SaleLoyalty {
  readonly memberId: string;
  readonly memberNumber: string;
  readonly tier: string | null;
  readonly points: SalePoints;
  /** After the sale. */
  readonly balance: number;
  readonly tierChange: TierChange | null;
}

export interface TierChange {
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: 'reached' | 'review' | 'refund' | 'by-hand';
  /** The day of the next review, `YYYY-MM-DD`; null for none. */
  readonly reviewOn: string | null;
}

export interface PointsAdjusted {
  readonly memberId: string;
  /** Negative takes them away. */
  readonly points: number;
  readonly lot: LotOpened | null;
  readonly filledDebt: number;
  readonly takes: readonly LotMove[];
  readonly authorization: Authorization;
}

/** One run of the job: what ended. */
export interface PointsExpired {
  readonly lots: readonly (LotMove & { readonly memberId: string })[];
}

/** Held points do not spend. Of a member, of a lot, or so many of a member. */
export interface PointsHeld {
  readonly holdId: string;
  readonly memberId: string;
  readonly lotId: string | null;
  /** Null holds all. */
  readonly points: number | null;
  readonly authorization: Authorization;
}

export interface PointsReleased {
  readonly holdId: string;
  readonly memberId: string;
  readonly authorization: Authorization;
}

export interface TierReviewed {
  readonly changes: readonly (TierChange & { readonly memberId: string })[];
}

export interface PromotionsImported {
  readonly fileName: string;
  readonly fileSha256: string;
  readonly addedCount: number;
  readonly changedCount: number;
  readonly unchangedCount: number;
  readonly removedCount: number;
  readonly digest: string;
}

export interface PromotionSwitched {
  readonly ruleId: string;
  readonly isOn: boolean;
  readonly authorization: Authorization;
  readonly digest: string;
}

export interface CouponsIssued {
  readonly ruleId: string;
  readonly coupons: readonly {
    readonly couponId: string;
    readonly code: string;
    /** Null for a bearer's. */
    readonly memberId: string | null;
    /** The last day on which it counts. */
    readonly expiresOn: string | null;
  }[];
  readonly reason: string;
}

export interface CouponVoided {
  readonly couponId: string;
  readonly authorization: Authorization;
}

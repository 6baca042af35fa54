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
  /** The day of the tier's review, `YYYY-MM-DD`; null for none. */
  readonly reviewOn: string | null;
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
  /**
   * Earned points taken back: out of the lot that they made; what has lapsed there is forgiven, and what was spent of
   * it, or filled a debt, is owed. The three sum to `points`.
   */
  readonly unearned: {
    readonly points: number;
    /** The lot that the sale made; null where it made none. */
    readonly lotId: string | null;
    readonly taken: number;
    readonly lapsed: number;
    readonly debt: number;
  } | null;
  /** Spent points given back into their lots, which then live to `expiresAtUtcMs`. */
  readonly returned: {
    readonly points: number;
    /** What they had paid, which goes back to no other tender where they were one. */
    readonly amountMinor: number;
    readonly as: 'discount' | 'tender';
    readonly puts: readonly (LotMove & { readonly expiresAtUtcMs: number | null })[];
  } | null;
  /** Coupons that may be used again. */
  readonly couponsRestored: readonly string[];
  /** What rules get back of their budgets and, once all of a sale is back, of their counts. */
  readonly uses: readonly { readonly ruleId: string; readonly uses: number; readonly amountMinor: number }[];
  /** What it takes off the measure of the member's tier. */
  readonly spentMinor: number;
  /** The last of the sale is back with this one. */
  readonly isWholeSale: boolean;
  readonly tierChange: TierChange | null;
  /** In the journal of a till that belongs to a chain: points are then intents without lots, which central reckons. */
  readonly central?: CentralReversal;
}

/** What of a reversal only a till of a chain says. */
export interface CentralReversal {
  /** The sale's receipt, where another till sold it and central had reserved what comes back; null for one of this journal. */
  readonly receiptNumber: string | null;
}

/** What a till of a chain knew of central when it finished a sale. */
export interface CentralView {
  /** The balance after the sale as the till knew it; null where central had not told of the member yet. */
  readonly balance: number | null;
  /** When central's part of it is of. */
  readonly asOfUtcMs: number | null;
  /** Central had kept the redeemed points, for this sale or for this till; false where nothing was redeemed. */
  readonly isHeld: boolean;
  /** How many of the redeemed points came off what central keeps for this till; absent where none did. */
  readonly leased?: number;
}

/** A rule that took something off a sale. */
export interface AppliedRule {
  readonly ruleId: string;
  readonly version: number;
  /** As the receipt names it, in the shop's language. */
  readonly name: string;
  /** Off the order as a whole, and so no part of what is off a line alone. */
  readonly isOnOrder: boolean;
  readonly amountMinor: number;
  readonly uses: number;
}

export interface SpentCoupon {
  readonly couponId: string;
  readonly ruleId: string;
  readonly code: string;
  readonly amountMinor: number;
  /** In the journal of a till that belongs to a chain: whether central had kept the coupon for this sale. */
  readonly isHeld?: boolean;
}

/** Membership in a sale. */
export interface SaleLoyalty {
  readonly memberId: string;
  readonly memberNumber: string;
  /** The one whose prices and points it had. */
  readonly tier: string | null;
  readonly points: SalePoints;
  /** What counts for the tier: the sum of the lines' `countedMinor`. */
  readonly spentMinor: number;
  /** Goods were sold, not only given back. */
  readonly isVisit: boolean;
  /** After the sale. */
  readonly balance: number;
  readonly tierChange: TierChange | null;
  /** In the journal of a till that belongs to a chain: points are then intents without lots, which central reckons. */
  readonly central?: CentralView;
}

export interface TierChange {
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: 'reached' | 'review' | 'refund' | 'by-hand';
  /** The day of the next review, `YYYY-MM-DD`; null for none. */
  readonly reviewOn: string | null;
  /** A review has failed, and the tier is lost at the next one unless it is reached again. */
  readonly isInGrace: boolean;
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

/** One run of the job: what ended, and how much of it paid what its member owed. */
export interface PointsExpired {
  readonly lots: readonly (LotMove & { readonly memberId: string; readonly filledDebt: number })[];
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
  /** Who gave a tier by hand; null where its day had come. */
  readonly authorization: Authorization | null;
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

import type { LocalText, Target } from '../promotions/promotion.ts';

/** When earned points may be spent. */
export type Pending = { readonly kind: 'at-once' } | { readonly kind: 'days'; readonly days: number };

/** When points end. `days` counts from the day on which they were earned; the others end with a calendar period after it. */
export type Expiry =
  | { readonly kind: 'never' }
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'month-end'; readonly afterMonths: number }
  | { readonly kind: 'year-end'; readonly afterYears: number };

/** What is measured for a tier. Spend in minor units, after refunds. */
export type TierMeasure = 'spend' | 'points' | 'visits';

/** The time over which it is measured. A calendar year begins on `startMonth`, 1 to 12. */
export type TierWindow =
  | { readonly kind: 'ever' }
  | { readonly kind: 'rolling'; readonly months: number }
  | { readonly kind: 'calendar-year'; readonly startMonth: number };

export interface Tier {
  readonly code: string;
  readonly name: LocalText;
  /** What must be measured to reach it; the lowest tier has 0. */
  readonly from: number;
  /** Earns so much more: 15,000 is one and a half. */
  readonly pointsFactorBp: number;
  /** What it gives, in the words of the member strip. */
  readonly benefits: LocalText;
}

/** How the shop's membership works: a section of the settings. */
export interface LoyaltySettings {
  readonly isOn: boolean;
  readonly earning: {
    /** So many points for every `perMinor` of what is paid after discounts, in whole points, rounded down. */
    readonly points: number;
    readonly perMinor: number;
    /** What earns nothing. */
    readonly except: Exclude<Target, 'all'> | null;
    readonly pending: Pending;
  };
  readonly redemption: {
    readonly isOn: boolean;
    /** Points are spent in whole blocks, each worth `blockMinor`. */
    readonly blockPoints: number;
    readonly blockMinor: number;
    readonly minPoints: number;
    /** The most of a sale that points may pay. */
    readonly maxShareBp: number;
    /** A discount lowers the tax; a tender does not. */
    readonly as: 'discount' | 'tender';
  };
  readonly expiry: Expiry;
  /** How long before it an expiry is shown. */
  readonly expiringSoonDays: number;
  /** Whether points that are held expire while they are. */
  readonly heldPointsExpire: boolean;
  readonly refunds: {
    /** Points that come back live at least so long. */
    readonly minimumLifeDays: number;
    /** What becomes of a single-use coupon when all that it was used on comes back. */
    readonly coupons: 'restore' | 'spent';
    readonly mayDemote: boolean;
  };
  readonly tiers: {
    /** From the lowest to the highest; empty for none. */
    readonly list: readonly Tier[];
    readonly measure: TierMeasure;
    readonly window: TierWindow;
    /** How long a tier is kept after it was reached before it is reviewed, and how long after a review that failed. */
    readonly reviewMonths: number;
    readonly graceDays: number;
    /** Whether the sale that reaches a tier has its prices already. */
    readonly currentSaleCounts: boolean;
  };
  /** Rules of promotions combine for the least total, or in the order of their priority. */
  readonly combination: 'best' | 'priority';
}

import type { Language } from '../text/language.ts';

/** A text in every language of the program. */
export type LocalText = Readonly<Record<Language, string>>;

/**
 * The lines that a rule means. A line is meant when each list that is given names it: its article, its department, one of
 * its tags, its unit price (1/10,000 of the major unit, both ends included). `except` takes lines out again.
 */
export type Target =
  | 'all'
  | {
      readonly articles?: readonly string[];
      readonly departments?: readonly string[];
      readonly tags?: readonly string[];
      readonly priceRangeE4?: { readonly from?: number; readonly to?: number };
      readonly except?: Exclude<Target, 'all'>;
    };

/** Off a price: a share of it in basis points, or an amount in minor units. */
export type Off = { readonly rateBp: number } | { readonly amountMinor: number };

/** Which of the units that may serve an offer are the ones that get it. */
export type Pick = 'cheapest' | 'dearest';

/** A part of a bundle: so many units of a target. */
export interface BundlePart {
  readonly target: Target;
  readonly units: number;
}

/** Stage 1: another price for the unit. The least of them and the list price is the price of the line. */
export interface SpecialPriceOffer {
  readonly kind: 'special-price';
  /** By article code, in 1/10,000 of the major unit. */
  readonly pricesE4: Readonly<Record<string, number>>;
}

/** Stage 2: a unit serves one of these at most. `maxGroups` null repeats as often as units allow. */
export type UnitOffer =
  /** Of every `groupUnits` units one costs less: 第二件半价 is groupUnits 2, rateBp 5000. */
  | {
      readonly kind: 'nth-item';
      readonly groupUnits: number;
      readonly rateBp: number;
      readonly pick: Pick;
      /** Picked in each group, groups filled in the order of `pick`; or over all the units that form whole groups. */
      readonly scope: 'per-group' | 'across-groups';
      /** Under `priority`: which units fill the groups first, where that is not the order of `pick`. */
      readonly fill?: Pick;
      readonly maxGroups: number | null;
    }
  /** Every `groupUnits` units together cost `priceMinor`. */
  | {
      readonly kind: 'group-price';
      readonly groupUnits: number;
      readonly priceMinor: number;
      readonly pick: Pick;
      readonly maxGroups: number | null;
    }
  /** From so many units on, all of them that much off: N件N折. The highest step reached holds. */
  | {
      readonly kind: 'quantity-percent';
      readonly steps: readonly { readonly fromUnits: number; readonly rateBp: number }[];
    }
  /** In whole groups of `groupUnits`: a share off, an amount off the group, or an amount off each of its units. */
  | {
      readonly kind: 'group-off';
      readonly groupUnits: number;
      readonly off: Off;
      readonly per: 'group' | 'unit';
      readonly pick: Pick;
      /** Under `priority`: lines with more units fill groups first, whatever they cost; absent fills them by `pick`. */
      readonly fill?: 'largest-line';
      readonly maxGroups: number | null;
    }
  /** For `buyUnits` of the target, `getUnits` of `getTarget` (null: of the same target) at `rateBp` off; 10,000 is free. */
  | {
      readonly kind: 'buy-get';
      readonly buyUnits: number;
      readonly getUnits: number;
      readonly getTarget: Target | null;
      readonly rateBp: number;
      readonly pick: Pick;
      readonly maxGroups: number | null;
    }
  /** The parts together cost `priceMinor`: 套餐. */
  | {
      readonly kind: 'bundle-price';
      readonly parts: readonly BundlePart[];
      readonly priceMinor: number;
      readonly maxGroups: number | null;
    }
  /** The parts together, that much off; only whole sets count. */
  | {
      readonly kind: 'set-off';
      readonly parts: readonly BundlePart[];
      readonly off: Off;
      readonly pick: Pick;
      readonly maxGroups: number | null;
    }
  /** Sets of different articles: the more of them are different, the more off that set. */
  | {
      readonly kind: 'distinct-set';
      readonly steps: readonly { readonly distinct: number; readonly rateBp: number }[];
    }
  /** So many units of the cheapest (or dearest) article that much off. */
  | {
      readonly kind: 'pick-off';
      readonly units: number;
      readonly off: Off;
      readonly pick: Pick;
    }
  /** Units of the target at a price when the rule's conditions are met: 加价购. */
  | { readonly kind: 'add-on-price'; readonly priceMinor: number; readonly maxUnits: number }
  /**
   * For every `buyUnits` paid units of the target, `getUnits` gift units of `gifts` (null: of the target) cost nothing.
   * A gift unit is one that the cashier rang as a gift; it never counts as bought.
   */
  | {
      readonly kind: 'free-gift';
      readonly buyUnits: number;
      readonly getUnits: number;
      readonly gifts: Target | null;
      readonly maxGroups: number | null;
    };

/** Stage 3: off single lines. */
export type LineOffer =
  | {
      readonly kind: 'item-percent';
      readonly rateBp: number;
      /** Only lines of at least so many units; 1 takes all. */
      readonly minLineUnits: number;
      /** Only so many units of a line, the dearest of them; absent takes all. */
      readonly maxLineUnits?: number;
      readonly rounding: 'line' | 'unit';
      /** What is rounded half up: the discount (the rule), or the price that is left (rules of other systems). */
      readonly roundOn: 'discount' | 'price';
    }
  /** An amount off each unit, or off so many units of a line; off a weighed line, once. */
  | { readonly kind: 'item-amount'; readonly amountMinor: number; readonly maxLineUnits?: number }
  /** An amount off all units of the target together. */
  | { readonly kind: 'target-amount'; readonly amountMinor: number }
  /** What a tier has off: the largest rate whose target means the line. */
  | {
      readonly kind: 'tier-percent';
      readonly rates: readonly { readonly tier: string; readonly rateBp: number; readonly target?: Target }[];
    };

/** Stage 4, or 5 where the rule needs a coupon: off the whole of the target, shared to its lines. */
export type OrderOffer =
  | { readonly kind: 'order-percent'; readonly rateBp: number }
  | { readonly kind: 'order-amount'; readonly amountMinor: number }
  /** The whole of the target costs `priceMinor`. */
  | { readonly kind: 'order-price'; readonly priceMinor: number }
  /** 满减 in steps: the highest that is reached holds. */
  | {
      readonly kind: 'spend-steps';
      readonly steps: readonly { readonly fromMinor: number; readonly off: Off }[];
    }
  /** 每满减: so much off for every so much spent. */
  | {
      readonly kind: 'spend-every';
      readonly everyMinor: number;
      readonly amountMinor: number;
      readonly maxTimes: number | null;
    };

/** After the money: what the sale earns. Factors multiply, in basis points; a bonus is points once a sale. */
export type PointsOffer =
  | { readonly kind: 'points-factor'; readonly factorBp: number }
  | { readonly kind: 'points-bonus'; readonly points: number };

export type Offer = SpecialPriceOffer | UnitOffer | LineOffer | OrderOffer | PointsOffer;
export type OfferKind = Offer['kind'];

/** What must hold for a rule; all that is given must. Amounts in minor units, dates in the shop's zone. */
export interface Conditions {
  /** Spent on `of` (default: the rule's target). `isExclusive` asks for more than it. */
  readonly spend?: { readonly atLeastMinor: number; readonly of?: Target; readonly isExclusive?: boolean };
  /** Units of `of` (default: the rule's target) in the basket. */
  readonly units?: { readonly atLeast: number; readonly of?: Target };
  readonly distinctArticles?: { readonly atLeast: number; readonly of?: Target };
  /** The basket holds something of each. */
  readonly contains?: readonly Target[];
  /** Dates, both included; `MM-DD` repeats every year. */
  readonly dates?: readonly { readonly from: string; readonly to: string }[];
  /** 1 is Monday, 7 Sunday, as in ISO 8601. */
  readonly weekdays?: readonly number[];
  /** Days of the month, 1 to 31: the member day. */
  readonly monthDays?: readonly number[];
  /** Minutes of the day, the first included and the second not; a range may pass midnight. */
  readonly hours?: readonly { readonly fromMinute: number; readonly toMinute: number }[];
  /** A member stands at the counter. Implied by every condition about the member. */
  readonly isMember?: boolean;
  readonly tiers?: readonly string[];
  readonly segments?: readonly string[];
  readonly birthday?: 'day' | 'week' | 'month';
  readonly memberPoints?: { readonly atLeast: number };
  /** This is the member's nth purchase that counts; 1 is the first. */
  readonly nthPurchase?: number;
}

/** How often and how much. Kept across sales, and given back by refunds. */
export interface Limits {
  readonly perSale?: number;
  readonly perMember?: number;
  readonly perMemberPerDay?: number;
  readonly perDay?: number;
  readonly inAll?: number;
  readonly budgetMinor?: number;
}

/** What makes a promotion a coupon. */
export interface CouponTerms {
  /** Owned: only the member whom it was given to. Bearer: whoever brings it. */
  readonly holder: 'owner' | 'bearer';
  /** How often one coupon may be used; 1 is single-use. */
  readonly uses: number;
  /** May stand beside other coupons. */
  readonly isStackable: boolean;
  /** One code that everybody uses, in place of codes of their own; null where each coupon has its own. */
  readonly sharedCode: string | null;
  /** Points that it costs to use. */
  readonly costPoints?: number;
  /** How long a coupon that is given lives, in days. */
  readonly lifeDays?: number;
}

/** A rule that may change a price, or what a sale earns. */
export interface Promotion {
  readonly id: string;
  readonly version: number;
  readonly name: LocalText;
  readonly offer: Offer;
  readonly target: Target;
  readonly conditions: Conditions;
  readonly limits: Limits;
  /** The most that it takes off in one sale. */
  readonly maxDiscountMinor: number | null;
  /** Never below the article's price floor. */
  readonly respectsPriceFloor: boolean;
  /** Also on lines that have a special price. */
  readonly appliesToSaleItems: boolean;
  /** At most one rule of a group wins. */
  readonly group: string | null;
  /** Stands alone: no other promotion beside it. Its own price, and what a person gave by hand, may. */
  readonly isExclusive: boolean;
  /** The higher goes first. */
  readonly priority: number;
  /** Under `priority`: rules of a lane run, all of them, before those of the next. */
  readonly lane: 'default' | 'post';
  /** First and last day in the shop's zone, both included; null is open. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly coupon: CouponTerms | null;
}

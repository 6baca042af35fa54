import type { Promotion } from '../promotions/promotion.ts';
import type { ManualDiscount } from '../basket.ts';

/** What is rung for a sale, as offers see it. What comes back is no part of it. Amounts in minor units of goods. */
export interface OfferLine {
  readonly id: string;
  readonly articleCode: string | null;
  readonly department: string;
  readonly tags: readonly string[];
  /** Pieces; a weighed line, or one of a broken quantity, is one unit. */
  readonly units: number;
  readonly quantityThousandths: number;
  readonly isDivisible: boolean;
  readonly listPriceE4: number;
  /** At the list price. */
  readonly grossMinor: number;
  /** A price set by hand, in place of stage 1. */
  readonly manualPriceE4: number | null;
  readonly manualDiscount: ManualDiscount | null;
  /** Of a unit; null is no floor. */
  readonly floorPriceE4: number | null;
  /** Already below its usual price, which the article itself says. */
  readonly isOnSale: boolean;
  /** Rung as a gift: costs nothing where an offer gives it, and its price where none does. */
  readonly isGift: boolean;
  /** Takes no promotion: deposits, gift cards. */
  readonly isExcluded: boolean;
  readonly taxCode: string;
  readonly rateBp: number;
  readonly isTaxIncluded: boolean;
}

/** The member at the counter, as conditions see one. */
export interface OfferMember {
  readonly id: string;
  readonly tier: string | null;
  readonly segments: readonly string[];
  /** `MM-DD`, or null where it is not known. */
  readonly birthday: string | null;
  /** What may be spent. */
  readonly points: number;
  /** Purchases that count, before this one. */
  readonly purchaseCount: number;
}

/** A coupon that the customer holds or that was scanned. */
export interface OfferCoupon {
  readonly couponId: string;
  readonly promotionId: string;
  readonly code: string;
  /** The last day on which it counts; null is open. */
  readonly expiresOn: string | null;
  /** Scanned or chosen: it is used where it saves anything. One that is not is only weighed, for its value to be shown. */
  readonly isPresented: boolean;
}

/** What earlier sales used of a rule's limits. */
export interface RuleUse {
  readonly byMember: number;
  readonly byMemberToday: number;
  readonly today: number;
  readonly inAll: number;
  readonly spentMinor: number;
}

/** The shop's wall clock, frozen when checkout opens. */
export interface WallClock {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** 1 is Monday. */
  readonly weekday: number;
  readonly minuteOfDay: number;
}

export type Combination = 'best' | 'priority';

/** All that decides prices. The same input gives the same answer on every till, whatever the order of its lists. */
export interface OfferInput {
  readonly currency: string;
  readonly lines: readonly OfferLine[];
  readonly promotions: readonly Promotion[];
  readonly coupons: readonly OfferCoupon[];
  readonly member: OfferMember | null;
  /** By promotion id; a rule that is not in it was never used. */
  readonly uses: ReadonlyMap<string, RuleUse>;
  readonly basketDiscount: ManualDiscount | null;
  readonly clock: WallClock;
  readonly combination: Combination;
  /** Steps that the search for the best may take. */
  readonly stepsMax: number;
}

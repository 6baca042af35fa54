import type { UnitShares } from './unit-shares.ts';

/** Limits of one basket. A thousand lines is more than any counter rings; an entry of the journal must stay under 1 MB. */
export const BASKET_MAX_LINES = 1_000;
export const NOTE_MAX_LENGTH = 200;

/** How an article is sold: by the piece, or by a weight in kilograms. */
export type SaleUnit = 'each' | 'kg';

/** Who did something at the till, and who allowed it where one's own right did not suffice. */
export interface Authorization {
  readonly by: string;
  readonly approvedBy: string;
  readonly reason: string | null;
}

/** A discount given by hand: a share in basis points, or an amount off in minor units. */
export type ManualDiscount = { readonly authorization: Authorization } & (
  | { readonly kind: 'percent'; readonly rateBp: number }
  | { readonly kind: 'amount'; readonly amountMinor: number }
);

export interface ManualPrice {
  readonly unitPriceE4: number;
  readonly authorization: Authorization;
}

/** What a return line undoes: units of a line of an earlier sale, whose shares decide the money. */
export interface ReturnOf {
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly lineNo: number;
  /** How much of that line went back before this: the start of the range of units that this return takes. */
  readonly fromThousandths: number;
  readonly lineThousandths: number;
  readonly shares: UnitShares;
  readonly totalMinor: number;
  readonly taxMinor: number;
  readonly taxRateBp: number;
  readonly isTaxIncluded: boolean;
}

/** A line as the basket keeps it. Prices are not in it: the whole basket is priced afresh at every change. */
export interface BasketLine {
  readonly id: string;
  readonly kind: 'sale' | 'return';
  /** Null for a department sale of something the catalogue does not know. */
  readonly articleCode: string | null;
  readonly barcode: string | null;
  readonly name: string;
  readonly department: string;
  /** What promotions may know it by beside its article and department: its brand. */
  readonly tags: readonly string[];
  readonly unit: SaleUnit;
  /** Positive on returns too; the line's kind gives the sign. Net weight for goods sold by weight. */
  readonly quantityThousandths: number;
  readonly tareGrams: number;
  readonly listPriceE4: number;
  readonly floorPriceE4: number | null;
  readonly taxCode: string;
  readonly manualPrice: ManualPrice | null;
  readonly discount: ManualDiscount | null;
  /** The line whose deposit or charge this one is; it follows that line's quantity and is removed with it. */
  readonly linkedTo: string | null;
  /** The minimum age that was confirmed when the line was added. */
  readonly confirmedAge: number | null;
  readonly note: string | null;
  /** Rung as a gift: free where a promotion gives it, at its price where none does. */
  readonly isGift: boolean;
  readonly returnOf: ReturnOf | null;
  /** Who took goods back, who allowed it, and why. */
  readonly returnAuthorization: Authorization | null;
  /** The receipt of another till that goods are said to be of, which central could not be asked for. */
  readonly elsewhere?: string;
}

/** As many coupons as a person lays on one counter. */
export const BASKET_MAX_COUPONS = 20;

/** A coupon that was scanned or chosen for a sale; it is spent when the sale is finished and it took something off. */
export interface PresentedCoupon {
  readonly couponId: string;
  readonly promotionId: string;
  readonly code: string;
}

/** Whose sale it is, and what of theirs is to be used in it. */
export interface BasketMembership {
  readonly memberId: string | null;
  readonly coupons: readonly PresentedCoupon[];
  /** Points to redeem: the most, of which a smaller sale takes less. */
  readonly points: number;
  /** What came of asking central, at a till of a chain; left out where it was not asked yet. */
  readonly hold?: BasketHold;
}

/** What central keeps for a sale, or that it could not be asked. */
export type BasketHold =
  | { readonly kind: 'granted'; readonly points: number; readonly couponIds: readonly string[] }
  | { readonly kind: 'offline' };

export const NO_MEMBERSHIP: BasketMembership = { memberId: null, coupons: [], points: 0 };

export type BasketState = 'open' | 'held' | 'checkout';

export interface Basket {
  readonly id: string;
  readonly state: BasketState;
  readonly openedAtUtcMs: number;
  /** When checkout froze the rules' clock; null before. */
  readonly frozenAtUtcMs: number | null;
  readonly label: string | null;
  /** Where the sale comes from when it is not rung here: a file's invoice. One reference is sold once. */
  readonly sourceRef: string | null;
  readonly discount: ManualDiscount | null;
  readonly taxExemption: Authorization | null;
  readonly membership: BasketMembership;
  readonly lines: readonly BasketLine[];
}

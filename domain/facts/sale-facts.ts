import type { Authorization, ManualDiscount, ManualPrice, SaleUnit } from '../basket.ts';
import type { AppliedRule, SaleLoyalty, SaleReversal, SpentCoupon } from './loyalty-facts.ts';
import type { TaxTotal } from '../pricing/priced-basket.ts';
import type { Tender } from '../tender.ts';
import type { UnitShares } from '../unit-shares.ts';

/** A line as it was sold. Signed: quantities and amounts of what came back are negative. Units as in `PricedLine`. */
export interface LineFact {
  readonly lineNo: number;
  readonly kind: 'sale' | 'return';
  readonly articleCode: string | null;
  readonly barcode: string | null;
  readonly name: string;
  readonly department: string;
  readonly unit: SaleUnit;
  readonly quantityThousandths: number;
  readonly tareGrams: number;
  readonly listPriceE4: number;
  readonly unitPriceE4: number;
  readonly grossMinor: number;
  readonly priceSavingMinor: number;
  readonly lineDiscountMinor: number;
  /** Off the whole basket: discounts by hand, promotions on the order, coupons. */
  readonly basketDiscountMinor: number;
  /** The line's share of the points that were redeemed as a discount. */
  readonly pointsDiscountMinor: number;
  /** What each promotion took off the line, of all the discounts above. */
  readonly savings: readonly { readonly ruleId: string; readonly amountMinor: number }[];
  /** The line's share of the sale's points. */
  readonly earnedPoints: number;
  readonly redeemedPoints: number;
  /** What of the line counts for points and tiers: what was paid without points, and nothing of goods that earn none. */
  readonly countedMinor: number;
  readonly taxCode: string;
  readonly taxRateBp: number;
  readonly isTaxIncluded: boolean;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly shares: UnitShares;
  readonly residualE7: number;
  readonly manualPrice: ManualPrice | null;
  readonly discount: ManualDiscount | null;
  readonly linkedToLineNo: number | null;
  readonly confirmedAge: number | null;
  readonly note: string | null;
  /** Rung as a gift. */
  readonly isGift: boolean;
  /** The line of an earlier sale that this one gives back, and from which thousandth of it. */
  readonly returnOf: {
    readonly saleId: string;
    readonly lineNo: number;
    readonly fromThousandths: number;
  } | null;
  readonly returnAuthorization: Authorization | null;
  /** The receipt of another till that goods are said to be of, which come back while central cannot be asked. */
  readonly elsewhere?: string;
}

/** A finished sale, refund or exchange: what was sold, paid and given back. One entry, one receipt. */
export interface SaleCompleted {
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly receiptSequence: number;
  readonly currency: string;
  readonly frozenAtUtcMs: number;
  readonly lines: readonly LineFact[];
  readonly discount: ManualDiscount | null;
  readonly taxExemption: Authorization | null;
  readonly taxes: readonly TaxTotal[];
  readonly grossMinor: number;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
  /** What cash rounding added to what was paid; booked apart from the sale. */
  readonly roundingMinor: number;
  readonly changeMinor: number;
  readonly tenders: readonly SaleTender[];
  /** Where the sale came from when it was not rung here: the imported file's invoice. */
  readonly sourceRef: string | null;
  /** Null without a member. */
  readonly loyalty: SaleLoyalty | null;
  readonly rules: readonly AppliedRule[];
  readonly coupons: readonly SpentCoupon[];
  /** One for each earlier sale that goods came back from. */
  readonly reversals: readonly SaleReversal[];
}

/** A tender of a finished sale, under the code that the shop gives it. */
export interface SaleTender extends Tender {
  readonly tenderCode: string;
}

/** A tender taken before the sale was settled: journalled at once, so that no crash forgets paid money. */
export interface TenderTaken {
  readonly basketId: string;
  readonly tender: SaleTender;
}

export interface TenderReversed {
  readonly basketId: string;
  readonly tender: SaleTender;
  readonly reason: string;
}

/** A line taken out of an open basket. */
export interface LineVoided {
  readonly basketId: string;
  readonly lineId: string;
  readonly articleCode: string | null;
  readonly name: string;
  readonly quantityThousandths: number;
  readonly totalMinor: number;
  readonly authorization: Authorization;
}

export interface BasketVoided {
  readonly basketId: string;
  readonly lineCount: number;
  readonly totalMinor: number;
  readonly authorization: Authorization;
}

/** Somebody lowered (or raised) a price, or gave a discount, by hand. `beforeMinor` and `afterMinor` are the line's or basket's. */
export interface OverrideMade {
  readonly basketId: string;
  readonly lineId: string | null;
  readonly kind: 'price' | 'line-discount' | 'basket-discount' | 'tax-exempt';
  readonly beforeMinor: number;
  readonly afterMinor: number;
  readonly authorization: Authorization;
}

export interface ReceiptReprinted {
  readonly receiptNumber: string;
  readonly copyNo: number;
}

/** Goods or money that left the books without a sale, from a file of history: what kind, and what it was worth. */
export interface NonSaleBooked {
  readonly bookingId: string;
  readonly kind: NonSaleKind;
  readonly sourceRef: string;
  readonly amountMinor: number;
  readonly residualE7: number;
  readonly lines: readonly {
    readonly articleCode: string;
    readonly name: string;
    readonly quantityThousandths: number;
    readonly unitPriceE4: number;
  }[];
}

/** Stock taken off the books, stock put on, goods given for nothing, a debt given up, a charge on a credit note. */
export const nonSaleKinds = [
  'stock-write-off',
  'stock-found',
  'given-free',
  'bad-debt',
  'returned-free',
] as const;
export type NonSaleKind = (typeof nonSaleKinds)[number];

import type { CashCount, CashMoveKind } from '../cash-drawer.ts';
import type { Authorization } from '../basket.ts';

export interface ShiftOpened {
  readonly shiftId: string;
  readonly number: number;
  readonly floatMinor: number;
}

export interface CashMoved {
  readonly moveId: string;
  readonly kind: CashMoveKind;
  readonly amountMinor: number;
  readonly authorization: Authorization;
}

/**
 * The drawer was counted before the till said what it must hold. Each try is kept: a count that only came out even at
 * the second try is what a manager looks at.
 */
export interface ShiftCounted {
  readonly shiftId: string;
  /** 1, 2, 3 … within the shift. */
  readonly attempt: number;
  readonly count: CashCount | null;
  readonly countedMinor: number;
  /** What the drawer had to hold at that moment. */
  readonly expectedCashMinor: number;
  readonly overShortMinor: number;
}

/** The drawer was opened without a sale. */
export interface DrawerOpened {
  readonly authorization: Authorization;
}

/** Sums of one tender code over a shift, a day, or whatever a report covers. */
export interface TenderSum {
  readonly tenderCode: string;
  readonly kind: string;
  readonly count: number;
  readonly amountMinor: number;
  readonly roundingMinor: number;
}

export interface TaxSum {
  readonly taxCode: string;
  readonly rateBp: number;
  readonly isIncluded: boolean;
  readonly netMinor: number;
  readonly taxMinor: number;
}

/**
 * What an X or Z report says of a shift, in minor units. Gross is at list prices; net sales are
 * `gross - overrides - discounts - returns`, and tenders with rounding left out sum to them.
 */
export interface ShiftFigures {
  readonly saleCount: number;
  readonly refundCount: number;
  readonly lineCount: number;
  readonly grossMinor: number;
  readonly priceSavingMinor: number;
  readonly priceOverrideCount: number;
  readonly discountMinor: number;
  readonly discountCount: number;
  readonly returnMinor: number;
  readonly totalMinor: number;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly roundingMinor: number;
  readonly taxes: readonly TaxSum[];
  readonly tenders: readonly TenderSum[];
  readonly floatMinor: number;
  readonly cashTakenMinor: number;
  readonly cashRefundedMinor: number;
  readonly cashRefundCount: number;
  readonly payInMinor: number;
  readonly payOutMinor: number;
  readonly safeDropMinor: number;
  readonly expectedCashMinor: number;
  readonly voidCount: number;
  readonly voidMinor: number;
  readonly drawerOpenCount: number;
  readonly reprintCount: number;
  readonly nonSaleCount: number;
  readonly firstReceiptNumber: string | null;
  readonly lastReceiptNumber: string | null;
  /** Everything this till ever sold less what it took back; never reset. */
  readonly grandTotalMinor: number;
}

/** A shift closed with its Z. The chain's head before this entry is signed with the till's key. */
export interface ShiftClosed {
  readonly shiftId: string;
  readonly number: number;
  readonly zNumber: number;
  readonly openedAtUtcMs: number;
  readonly openedBy: string;
  readonly figures: ShiftFigures;
  readonly count: CashCount | null;
  readonly countedMinor: number;
  readonly overShortMinor: number;
  readonly reason: string | null;
  /** How often the drawer was counted, the count that closed it included. */
  readonly countAttempts: number;
  readonly heldBasketCount: number;
  readonly firstSeq: number;
  /** The epoch of the head: a Z number may come again under a new epoch after a restore. */
  readonly epoch: number;
  readonly headSeq: number;
  /** Hex SHA-256 of the entry before this one. */
  readonly headHash: string;
  /** Base64 Ed25519 signature, by the till's key, of `epoch:headSeq:headHash:zNumber:grandTotalMinor`. */
  readonly signature: string;
}

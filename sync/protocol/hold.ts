import { z } from 'zod';
import { count, integer, utcMs, uuid } from './fields.ts';
import { wireAccount } from './member.ts';

/**
 * `POST /v1/holds`: points and coupons of a member are kept for a sale until it is in the journal, is given up (`DELETE
 * /v1/holds/SALE`) or the hold has ended. Asked again for the same sale, it is the hold from then on. A sale that comes after
 * its hold has ended is honoured all the same.
 */
export const holdRequest = z.object({
  saleId: uuid,
  memberId: uuid.nullable(),
  points: count,
  /** Ids of coupons with codes of their own. */
  couponIds: z.array(uuid).max(20),
});
export type HoldRequest = z.infer<typeof holdRequest>;

export const holdAnswer = z.object({
  isGranted: z.boolean(),
  /** Why not; null where it was granted. */
  refusal: z
    .enum(['member-unknown', 'points-short', 'coupon-used', 'coupon-leased', 'coupon-unknown', 'coupon-void'])
    .nullable(),
  /** The coupon that was refused. */
  couponId: uuid.nullable(),
  /** As of now, the hold not yet taken off; null without a member. */
  account: wireAccount.nullable(),
  endsAtUtcMs: utcMs.nullable(),
});
export type HoldAnswer = z.infer<typeof holdAnswer>;

/**
 * `POST /v1/receipts/reserve`: the sale of another till of the chain, for goods that come back here. What is left of each line is
 * reserved for this register as a hold is.
 */
export const receiptRequest = z.object({ receiptNumber: z.string().min(1).max(64), refundSaleId: uuid });
export const receiptAnswer = z.object({
  registerId: uuid,
  businessDate: z.string().max(10),
  atUtcMs: utcMs,
  utcOffsetMinutes: z.int(),
  /** The payload of its `sale.completed`, as it lies in the journal. */
  payload: z.string().max(1_048_576),
  schema: z.int().min(1),
  /** By line number: how many thousandths are back already, or reserved by others. */
  returned: z.array(z.object({ lineNo: z.int().min(1), thousandths: count })),
});
export type ReceiptAnswer = z.infer<typeof receiptAnswer>;

/** `POST /v1/days`: a day that the register has closed, compared with what central has of it. */
export const dayRequest = z.object({
  businessDate: z.string().max(10),
  epoch: z.int().min(1),
  /** Of the Z that closed it. */
  zNumber: count,
  firstSeq: z.int().min(1),
  lastSeq: z.int().min(1),
  saleCount: count,
  saleTotalMinor: integer,
  /** Hex of the entry at `lastSeq`. */
  lastHash: z.string().max(64),
});
export type DayRequest = z.infer<typeof dayRequest>;
/** `waiting`: entries of it are not there yet. */
export const dayAnswer = z.object({
  status: z.enum(['equal', 'differs', 'waiting']),
  saleCount: count,
  saleTotalMinor: integer,
  lastHash: z.string().max(64).nullable(),
});
export type DayAnswer = z.infer<typeof dayAnswer>;

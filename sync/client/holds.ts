import type { CentralAccount } from '../../domain/chain/central-account.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import {
  holdAnswer,
  receiptAnswer,
  type HoldAnswer,
  type HoldRequest,
  type ReceiptAnswer,
} from '../protocol/hold.ts';
import { HOLD_LIFE_MS } from '../protocol/limits.ts';
import { z } from 'zod';
import type { CentralFault } from './central-fault.ts';
import type { Central } from './central.ts';

/** What came of asking central to keep points and coupons for a sale. `offline`: it could not be asked in time. */
export type HoldOutcome =
  | { readonly kind: 'granted'; readonly account: CentralAccount | null }
  | {
      readonly kind: 'refused';
      readonly refusal: NonNullable<HoldAnswer['refusal']>;
      readonly couponId: string | null;
    }
  | { readonly kind: 'offline' };

/**
 * Another till's sale, with what is left of it, which is this till's for `reservedMs` from when it was asked for; `unknown` to central,
 * or central could not be asked.
 */
export type ReceiptOutcome =
  | { readonly kind: 'found'; readonly receipt: ReceiptAnswer; readonly reservedMs: number }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'offline' };

/** A receipt of a thousand lines is a megabyte. */
const RECEIPT_BYTES_MAX = 2_097_152;

export async function askHold(
  central: Central,
  request: HoldRequest,
  deadlineMs: number,
): Promise<Result<HoldOutcome, CentralFault>> {
  const answered = await central.ask({
    method: 'POST',
    target: '/v1/holds',
    body: request,
    answer: holdAnswer,
    deadlineMs,
  });
  if (!answered.ok) return answered;
  const { isGranted, refusal, couponId, account } = answered.value;
  if (isGranted) return ok({ kind: 'granted', account });
  if (refusal === null)
    return fail({ kind: 'malformed', detail: 'a refusal without a reason', isTooLong: false });
  return ok({ kind: 'refused', refusal, couponId });
}

/** Gives up what is kept for a sale. What does not get there ends by itself. */
export async function giveUpHold(central: Central, saleId: string): Promise<void> {
  await central.ask({ method: 'DELETE', target: `/v1/holds/${saleId}`, answer: z.unknown() });
}

export async function askReceipt(
  central: Central,
  receiptNumber: string,
  refundSaleId: string,
  deadlineMs: number,
): Promise<Result<ReceiptOutcome, CentralFault>> {
  const answered = await central.ask({
    method: 'POST',
    target: '/v1/receipts/reserve',
    body: { receiptNumber, refundSaleId },
    answer: receiptAnswer,
    answerBytesMax: RECEIPT_BYTES_MAX,
    deadlineMs,
  });
  if (answered.ok) return ok({ kind: 'found', receipt: answered.value, reservedMs: HOLD_LIFE_MS });
  const { error } = answered;
  return error.kind === 'refused' && error.code === 'not-found' ? ok({ kind: 'unknown' }) : answered;
}

import type { StoredSale } from '../../db/sales.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { queueReceipt } from '../printing/queue-document.ts';
import { entryContext, type Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';

/** A copy that was asked for. `jobId` is null where nothing prints it. */
export interface Reprint {
  readonly stored: StoredSale;
  readonly copyNo: number;
  readonly jobId: number | null;
}

/** Prints a receipt once more: it says that it is a copy, and which; the journal keeps who asked. */
export function reprintReceipt(
  register: Register,
  receiptNumber: string,
  approval: Approval = {},
): Result<Reprint> {
  const stored = register.store.sales.byReceipt(receiptNumber.trim().toUpperCase());
  if (!stored) return fail({ code: 'receipt-unknown', receipt: receiptNumber });
  const authorized = authorize(register, 'reprint', {}, approval);
  if (!authorized.ok) return authorized;
  const { receiptNumber: number } = stored.sale;
  const copyNo = register.store.sales.copiesOf(number) + 1;
  const jobId = register.store.commit((writer) => {
    writer.record(
      { type: 'receipt.reprinted', payload: { receiptNumber: number, copyNo } },
      entryContext(register),
    );
    return queueReceipt(register, writer, number, copyNo);
  });
  register.devices?.documentQueued();
  return ok({ stored, copyNo, jobId });
}

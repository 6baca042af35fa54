import type { StoreWriter } from '../../db/open-store.ts';
import type { PrintPaper, StoredPrintJob } from '../../domain/devices/print-job.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { entryContext, type Register } from '../register.ts';

export type Settlement = 'done' | 'print-again' | 'given-up';

/**
 * Decides about a job that may be on paper, or drops one that waits. What is printed again is a copy and says so, with its
 * number; of a receipt the journal keeps it. Needs no right: it is the till that asks.
 */
export function settleJob(register: Register, jobId: number, as: Settlement): Result<null> {
  const job = register.store.printQueue.byId(jobId);
  if (!job) return fail({ code: 'print-job-gone' });
  const { state } = job;
  const mayBeOnPaper = state === 'unknown' || (state === 'given-up' && as === 'print-again');
  const waits = state === 'queued' || state === 'failed';
  if (state === 'sending' || (waits && as !== 'given-up')) return fail({ code: 'print-job-waiting' });
  if (!mayBeOnPaper && !waits) return fail({ code: 'print-job-gone' });
  register.store.commit((writer) => {
    const nowUtcMs = register.clock.nowUtcMs();
    if (as === 'print-again') writer.printQueue.again(jobId, copyOf(register, writer, job), nowUtcMs);
    else writer.printQueue.settle(jobId, as === 'done' ? 'confirmed' : as, nowUtcMs);
  });
  register.devices?.documentQueued();
  return ok(null);
}

/** The same paper as the next copy of it. A job that never left the till is still the original. */
function copyOf(register: Register, writer: StoreWriter, { paper, sentCount }: StoredPrintJob): PrintPaper {
  if (sentCount === 0) return paper;
  if (paper.kind !== 'receipt') return { ...paper, copyNo: (paper.copyNo ?? 0) + 1 };
  const { receiptNumber } = paper;
  const copyNo = register.store.sales.copiesOf(receiptNumber) + 1;
  writer.record({ type: 'receipt.reprinted', payload: { receiptNumber, copyNo } }, entryContext(register));
  return { ...paper, copyNo };
}

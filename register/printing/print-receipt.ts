import type { StoredPrintJob } from '../../domain/devices/print-job.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Register } from '../register.ts';
import { reprintReceipt } from '../use-cases/reprint.ts';
import { queueReceipt } from './queue-document.ts';

/**
 * Prints a receipt that is asked for, or with no number the last one. Where receipts are printed only when they are asked
 * for, the last sale's is the original if none was printed; everything else is a copy, which is a right.
 */
export function printReceipt(register: Register, receiptNumber: string): Result<StoredPrintJob> {
  const { store, settings } = register;
  if (!register.devices || settings.devices.receiptPrinterId === null) return fail({ code: 'printer-none' });
  const last = store.sales.last(1)[0]?.receiptNumber ?? '';
  const number = receiptNumber.trim().toUpperCase() || last;
  const isOwed =
    !settings.devices.printsEachSale &&
    number !== '' &&
    number === last &&
    store.sales.copiesOf(number) === 0 &&
    !store.printQueue.hasOriginal(number);
  if (!isOwed) {
    const reprinted = reprintReceipt(register, number);
    return reprinted.ok ? jobOf(register, reprinted.value.jobId) : reprinted;
  }
  const jobId = store.commit((writer) => queueReceipt(register, writer, number));
  register.devices.documentQueued();
  return jobOf(register, jobId);
}

function jobOf({ store }: Register, jobId: number | null): Result<StoredPrintJob> {
  const job = jobId === null ? null : store.printQueue.byId(jobId);
  return job ? ok(job) : fail({ code: 'printer-none' });
}

import type { StoreWriter } from '../../db/open-store.ts';
import type { PrintPaper } from '../../domain/devices/print-job.ts';
import type { Register } from '../register.ts';

/** What is printed, without whether it is a copy and in which language, which are the same for nearly all. */
type Paper = PrintPaper extends infer Each
  ? Each extends PrintPaper
    ? Omit<Each, 'copyNo' | 'language'>
    : never
  : never;

/**
 * Queues a paper for the till's printer of receipts and reports, in the shop's language, inside the commit of what it says:
 * either both are on the disk or neither is. Its job's id; null where nothing prints.
 */
export function queueDocument(
  register: Register,
  writer: StoreWriter,
  paper: Paper,
  copyNo: number | null = null,
): number | null {
  const { devices, shop } = register.settings;
  if (!register.devices || devices.receiptPrinterId === null) return null;
  const { language } = shop;
  return writer.printQueue.queue(
    devices.receiptPrinterId,
    { ...paper, copyNo, language },
    register.clock.nowUtcMs(),
  );
}

/** The same for the receipt of a sale; `copyNo` is null only for the one original. */
export function queueReceipt(
  register: Register,
  writer: StoreWriter,
  receiptNumber: string,
  copyNo: number | null = null,
): number | null {
  return queueDocument(register, writer, { kind: 'receipt', receiptNumber }, copyNo);
}

/** Queues a paper that goes with no change of the books, in a commit of its own. */
export function printDocument(register: Register, paper: Paper): void {
  if (!register.devices || register.settings.devices.receiptPrinterId === null) return;
  register.store.commit((writer) => queueDocument(register, writer, paper));
  register.devices.documentQueued();
}

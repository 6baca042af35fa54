import { z } from 'zod';
import type { SaleSummary, StoredSale } from '../../db/sales.ts';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import { answers } from './answer.ts';
import { approval, language, receiptNumber } from './fields.ts';

/** Finished sales and their receipts. */
export const saleContract = {
  find: answers<StoredSale>().input(z.strictObject({ receiptNumber })),
  listLast: answers<SaleSummary[]>().input(z.strictObject({ limit: z.int().min(1).max(100) })),
  /** The receipt as it was first printed, to be shown. */
  readReceipt: answers<ReceiptDocument>().input(z.strictObject({ receiptNumber, language })),
  /** A copy to be printed: it says so, and the journal keeps who asked. */
  reprint: answers<{ copyNo: number; document: ReceiptDocument }>().input(
    z.strictObject({ receiptNumber, language, approval: approval.optional() }),
  ),
};

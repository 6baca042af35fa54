import { z } from 'zod';
import type { SaleSummary, StoredSale } from '../../db/sales.ts';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import type { Page } from '../use-cases/browse-journal.ts';
import type { FoundSale } from '../use-cases/find-sales.ts';
import { answers, type DocumentFile } from './answer.ts';
import { approval, language, pageBounds, receiptNumber } from './fields.ts';

/** Finished sales and their receipts. */
export const saleContract = {
  find: answers<StoredSale>().input(z.strictObject({ receiptNumber })),
  listLast: answers<SaleSummary[]>().input(z.strictObject({ limit: z.int().min(1).max(100) })),
  /**
   * Finds a receipt whose paper is not to hand, newest first: by number, article, amount, payment reference or person.
   */
  search: answers<Page<FoundSale>>().input(z.strictObject(pageBounds)),
  /** The receipt as it was first printed, to be shown. */
  readReceipt: answers<ReceiptDocument>().input(z.strictObject({ receiptNumber, language })),
  /** The same as a PDF, marked as a copy. */
  receiptPdf: answers<DocumentFile>().input(z.strictObject({ receiptNumber, language })),
  /** A copy to be printed: it says so, and the journal keeps who asked. */
  reprint: answers<{ copyNo: number; document: ReceiptDocument }>().input(
    z.strictObject({ receiptNumber, language, approval: approval.optional() }),
  ),
};

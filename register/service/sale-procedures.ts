import { isAbsolute } from 'node:path';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { ImportEvent } from '../contract/catalogue.ts';
import { receiptDocument } from '../receipt/till-documents.ts';
import type { StoredSale } from '../../db/sales.ts';
import type { Register } from '../register.ts';
import { importProducts, type RejectedRow } from '../use-cases/import-products.ts';
import { reprintReceipt } from '../use-cases/reprint.ts';
import { answer, procedures, type CallContext } from './procedures.ts';
import { streamTask } from './task-stream.ts';

const { sale, catalogue } = procedures;

/** Finished sales and their receipts. */
export const saleProcedures = {
  find: sale.find.handler(answer((register, { receiptNumber }) => findSale(register, receiptNumber))),
  listLast: sale.listLast.handler(answer((register, { limit }) => ok(register.store.sales.last(limit)))),
  readReceipt: sale.readReceipt.handler(
    answer((register, { receiptNumber, language }) => {
      const stored = findSale(register, receiptNumber);
      return stored.ok ? ok(receiptDocument(register, stored.value, null, language)) : stored;
    }),
  ),
  reprint: sale.reprint.handler(
    answer((register, { receiptNumber, language, approval }) => {
      const reprinted = reprintReceipt(register, receiptNumber, approval);
      if (!reprinted.ok) return reprinted;
      const { stored, copyNo } = reprinted.value;
      return ok({ copyNo, document: receiptDocument(register, stored, copyNo, language) });
    }),
  ),
};

/** Articles. */
export const catalogueProcedures = {
  search: catalogue.search.handler(
    answer((register, { text, limit }) => ok(register.store.catalogue.search(text, limit))),
  ),
  byCode: catalogue.byCode.handler(
    answer((register, { articleCode }) => {
      const article = register.store.catalogue.byCode(articleCode);
      return article ? ok(article) : fail({ code: 'article-unknown', articleCode });
    }),
  ),
  importProducts: catalogue.importProducts.handler(({ context, input }) => streamImport(context, input)),
};

function findSale(register: Register, receiptNumber: string): Result<StoredSale> {
  const stored = register.store.sales.byReceipt(receiptNumber.trim().toUpperCase());
  return stored ? ok(stored) : fail({ code: 'receipt-unknown', receipt: receiptNumber });
}

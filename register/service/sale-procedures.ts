import { isAbsolute } from 'node:path';
import type { StoredSale } from '../../db/sales.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Language } from '../../domain/text/language.ts';
import type { ImportCounts, ImportEvent } from '../contract/catalogue.ts';
import { receiptDocument } from '../receipt/till-documents.ts';
import type { Register } from '../register.ts';
import type { Approval } from '../use-cases/authorize.ts';
import { checkPrice } from '../use-cases/check-price.ts';
import { findTiles } from '../use-cases/find-tiles.ts';
import type { RejectedRow } from '../use-cases/import-products.ts';
import { reprintReceipt } from '../use-cases/reprint.ts';
import { stepSales } from '../use-cases/find-sales.ts';
import { answer, answerPaper, guardTask, procedures, type CallContext } from './procedures.ts';
import { fillPage } from './fill-page.ts';
import { streamTask } from './task-stream.ts';

const { sale, catalogue } = procedures;

/** Finished sales and their receipts. */
export const saleProcedures = {
  find: sale.find.handler(answer((register, { receiptNumber }) => findSale(register, receiptNumber))),
  listLast: sale.listLast.handler(answer((register, { limit }) => ok(register.store.sales.last(limit)))),
  search: sale.search.handler(({ context, input }) => fillPage(context, input, stepSales)),
  readReceipt: sale.readReceipt.handler(
    answer((register, { receiptNumber, language }) => {
      const stored = findSale(register, receiptNumber);
      return stored.ok ? ok(receiptDocument(register, stored.value, null, language)) : stored;
    }),
  ),
  receiptPdf: sale.receiptPdf.handler(({ context, input }) =>
    answerPaper(context, (register) => findSale(register, input.receiptNumber), {
      kind: 'receipt',
      ...input,
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
  byCodes: catalogue.byCodes.handler(answer((register, { codes }) => ok(findTiles(register, codes)))),
  priceCheck: catalogue.priceCheck.handler(answer((register, { code }) => checkPrice(register, code))),
  importProducts: catalogue.importProducts.handler(({ context, input }) => streamImport(context, input)),
};

function findSale(register: Register, receiptNumber: string): Result<StoredSale> {
  const stored = register.store.sales.byReceipt(receiptNumber.trim().toUpperCase());
  return stored ? ok(stored) : fail({ code: 'receipt-unknown', receipt: receiptNumber });
}

interface ImportRequest {
  readonly path: string;
  readonly language: Language;
  readonly approval?: Approval | undefined;
}

/** Articles a commit of an import beside a selling till: some ten milliseconds, which a scan can wait. */
const SLICE_ROWS = 200;

/** How many rejected rows one event carries. */
const REJECTED_PORTION = 200;

async function* streamImport(
  { keeper, caller, log }: CallContext,
  { path, language, approval }: ImportRequest,
): AsyncGenerator<ImportEvent, void> {
  if (!isAbsolute(path)) {
    // The service and whoever calls it may stand in different folders.
    yield { state: 'ended', result: fail({ code: 'file-unreadable', file: path, detail: 'ENOENT' }) };
    return;
  }
  let rejected: readonly RejectedRow[] = [];
  const events = streamTask<'read' | 'write', ImportCounts>((report) =>
    guardTask(log, 'catalogue.importProducts', () =>
      keeper.runTask(caller, async (register) => {
        const { importProducts } = await import('../use-cases/import-products.ts');
        const imported = await importProducts(
          register,
          path,
          language,
          { sliceRows: SLICE_ROWS, onProgress: report },
          approval,
        );
        if (!imported.ok) return imported;
        const { rejected: rows, ...counts } = imported.value;
        rejected = rows;
        return ok({ ...counts, rejectedCount: rows.length });
      }),
    ),
  );
  for await (const event of events) {
    if (event.state === 'ended') {
      for (let from = 0; from < rejected.length; from += REJECTED_PORTION) {
        yield { state: 'rejected', rows: rejected.slice(from, from + REJECTED_PORTION) };
      }
    }
    yield event;
  }
}

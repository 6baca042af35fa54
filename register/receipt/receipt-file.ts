import type { StoreReader } from '../../db/open-store.ts';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Language } from '../../domain/text/language.ts';
import type { DocumentFile } from '../contract/answer.ts';
import { readSettings } from '../register.ts';
import { receiptPdf } from './receipt-pdf.ts';
import { receiptDocument, Z_COPY, zDocument, type TillPapers } from './till-documents.ts';

/** A paper that is wanted as a file; it says that it is a copy. */
export type PaperRequest =
  | { readonly kind: 'receipt'; readonly receiptNumber: string; readonly language: Language }
  | { readonly kind: 'z'; readonly zNumber: number; readonly language: Language };

interface Paper {
  readonly name: string;
  readonly document: ReceiptDocument;
  readonly atUtcMs: number;
}

/**
 * Makes a paper's PDF: 27 KB, or with 1,000 lines of 2,000 different characters 400 KB, so that it fits a frame. Setting
 * it takes the processor for up to a second; whoever sells leaves it to another process.
 */
export async function makeReceiptFile(
  store: StoreReader,
  request: PaperRequest,
): Promise<Result<DocumentFile>> {
  const identity = store.till.identity();
  if (!identity) return fail({ code: 'store-missing', folder: store.folder });
  const till = { store, settings: readSettings(store), identity };
  const paper = request.kind === 'receipt' ? receiptPaper(till, request) : zPaper(till, request);
  if (!paper.ok) return paper;
  const { name, document, atUtcMs } = paper.value;
  const pdf = await receiptPdf(document, till.settings.receipt.columns, atUtcMs);
  return ok({
    fileName: `${name}.pdf`,
    mediaType: 'application/pdf',
    bytes: pdf.byteLength,
    base64: pdf.toString('base64'),
  });
}

type RequestOf<Kind> = Extract<PaperRequest, { readonly kind: Kind }>;

function receiptPaper(till: TillPapers, { receiptNumber, language }: RequestOf<'receipt'>): Result<Paper> {
  const { sales } = till.store;
  const stored = sales.byReceipt(receiptNumber.trim().toUpperCase());
  if (!stored) return fail({ code: 'receipt-unknown', receipt: receiptNumber });
  const name = stored.sale.receiptNumber;
  const document = receiptDocument(till, stored, sales.copiesOf(name) + 1, language);
  return ok({ name, document, atUtcMs: stored.atUtcMs });
}

function zPaper(till: TillPapers, { zNumber, language }: RequestOf<'z'>): Result<Paper> {
  const stored = till.store.shifts.z(zNumber);
  if (!stored) return fail({ code: 'z-unknown', zNumber });
  const document = zDocument(till, stored, Z_COPY, language);
  return ok({ name: `Z-${zNumber}`, document, atUtcMs: stored.closedAtUtcMs });
}

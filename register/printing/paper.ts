import { entryOf } from '../../db/journal.ts';
import type { CashMoveKind } from '../../domain/cash-drawer.ts';
import type { PrintPaper } from '../../domain/devices/print-job.ts';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import { wordsIn } from '../../domain/receipt/paper-format.ts';
import { copyMark } from '../../domain/receipt/receipt-rows.ts';
import { deviceText } from '../../domain/text/device-text.ts';
import { fillTemplate, type Language } from '../../domain/text/language.ts';
import type { ReceiptTextKey } from '../../domain/text/receipt-text.ts';
import { cashSlipDocument, receiptDocument, zDocument, type TillPapers } from '../receipt/till-documents.ts';

const slipTitles: Readonly<Record<CashMoveKind, ReceiptTextKey>> = {
  'pay-in': 'payInTitle',
  'pay-out': 'payOutTitle',
  'safe-drop': 'safeDropTitle',
};

/** The document of a queued paper. Throws where the books do not have what it refers to, which only a bug can cause. */
export function documentOf(till: TillPapers, paper: PrintPaper): ReceiptDocument {
  const { copyNo, language } = paper;
  switch (paper.kind) {
    case 'receipt': {
      const stored = till.store.sales.byReceipt(paper.receiptNumber);
      if (!stored) throw new Error('a queued receipt is not in the books');
      return receiptDocument(till, stored, copyNo, language);
    }
    case 'z': {
      const stored = till.store.shifts.z(paper.zNumber);
      if (!stored) throw new Error('a queued Z is not in the books');
      return zDocument(till, stored, copyNo, language);
    }
    case 'cash-slip': {
      const row = till.store.journal.row(paper.entry);
      const entry = row && entryOf(row);
      if (entry?.type !== 'cash.moved') throw new Error('a queued slip is not in the books');
      return cashSlipDocument(till, entry, copyNo, language);
    }
    case 'document': {
      const { document } = paper;
      return { ...document, blocks: [...copyMark(copyNo, language), ...document.blocks] };
    }
  }
}

/** What a paper is, for a person: `Receipt S1-T1-1-000123 (COPY 1)`. */
export function titleOf(paper: PrintPaper, language: Language): string {
  const words = wordsIn(language);
  const title = plainTitle(paper, words);
  if (paper.copyNo === null) return title;
  return fillTemplate(deviceText[language].copy, {
    title,
    mark: words('copyMark', { copyNo: paper.copyNo }),
  });
}

function plainTitle(paper: PrintPaper, words: ReturnType<typeof wordsIn>): string {
  switch (paper.kind) {
    case 'receipt':
      return words('receiptTitle', { number: paper.receiptNumber });
    case 'z':
      return words('zTitle', { number: String(paper.zNumber).padStart(6, '0') });
    case 'cash-slip':
      return words(slipTitles[paper.moveKind]);
    case 'document':
      return paper.document.title;
  }
}

import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import { ReceiptPaper } from '../receipt/receipt-paper.tsx';

/** A report on its paper, which scrolls by itself. */
export function ReportPaper({ document }: { readonly document: ReceiptDocument }) {
  return (
    <div className="report-paper" role="group" aria-label={document.title} tabIndex={0}>
      <ReceiptPaper document={document} />
    </div>
  );
}

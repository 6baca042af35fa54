import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { ReceiptPaper } from '../receipt/receipt-paper.tsx';

/** A report on its paper, which scrolls by itself. */
export function ReportPaper({ document }: { readonly document: ReceiptDocument }) {
  return (
    <ScrollRegion className="report-paper" label={document.title}>
      <ReceiptPaper document={document} />
    </ScrollRegion>
  );
}

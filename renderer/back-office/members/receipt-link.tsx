import { useState } from 'react';
import type { ReceiptDocument } from '../../../domain/receipt/document.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { ReceiptActions } from '../../receipt/receipt-actions.tsx';
import { usePaperLanguage } from '../../receipt/receipt-document.ts';
import { ask } from '../../service/connection.ts';
import { refuse } from '../../state/counter.ts';
import { memberPageText } from '../../text/member-page-text.ts';
import { useText } from '../../text/use-text.ts';
import { ReportPaper } from '../report-paper.tsx';

/** A receipt by the end of its number; it opens on its paper. */
export function ReceiptLink({ receiptNumber }: { readonly receiptNumber: string }) {
  const t = useText(memberPageText);
  const language = usePaperLanguage();
  const [paper, setPaper] = useState<ReceiptDocument | null>(null);
  const label = t('receipt', { number: receiptNumber });
  const show = async () => {
    const read = await ask((service) => service.sale.readReceipt({ receiptNumber, language }));
    if (read.ok) setPaper(read.value);
    else await refuse(read.error);
  };
  return (
    <>
      <button type="button" className="receipt-link" aria-label={label} onClick={() => void show()}>
        {receiptNumber.split('-').at(-1)}
      </button>
      {paper && (
        <Dialog title={label} onClose={() => setPaper(null)}>
          <ReportPaper document={paper} />
          <div className="actions">
            <ReceiptActions receiptNumber={receiptNumber} />
            <button type="button" className="plain" onClick={() => setPaper(null)}>
              {t('close')} <kbd aria-hidden="true">Esc</kbd>
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}

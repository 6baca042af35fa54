import { useState } from 'react';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import { Dialog } from '../parts/dialog.tsx';
import { usePaperLanguage } from '../receipt/receipt-document.ts';
import { ReceiptActions } from '../receipt/receipt-actions.tsx';
import { ask, type ScreenError } from '../service/connection.ts';
import { perform } from '../state/counter.ts';
import { officeText } from '../text/back-office-text.ts';
import { journalPageText } from '../text/journal-page-text.ts';
import { useText } from '../text/use-text.ts';
import { PageFault } from './page-fault.tsx';
import { ReportPaper } from './report-paper.tsx';

/** The receipt that an entry is about: its number, its paper, a copy of it. */
export function EntryReceipt({ receiptNumber }: { readonly receiptNumber: string }) {
  const t = useText(journalPageText);
  const office = useText(officeText);
  const language = usePaperLanguage();
  const [paper, setPaper] = useState<ReceiptDocument | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const [fault, setFault] = useState<ScreenError | null>(null);
  const show = async () => {
    const read = await ask((service) => service.sale.readReceipt({ receiptNumber, language }));
    setFault(read.ok ? null : read.error);
    if (read.ok) setPaper(read.value);
  };
  const copy = async () => {
    const made = await perform((service, approval) =>
      service.sale.reprint({ receiptNumber, language, ...(approval && { approval }) }),
    );
    setFault(made.ok ? null : made.error);
    if (!made.ok) return;
    setPaper(made.value.document);
    setDone(t('copied', { number: made.value.copyNo }));
  };
  return (
    <>
      <dt>{t('receipt')}</dt>
      <dd>
        <span className="selectable">{receiptNumber}</span>
        <span className="receipt-links">
          <button type="button" className="link" onClick={() => void show()}>
            {t('showReceipt')}
          </button>
          <button type="button" className="link" onClick={() => void copy()}>
            {t('copyReceipt')}
          </button>
        </span>
        <PageFault fault={fault} />
        {paper && (
          <Dialog title={`${t('receipt')} ${receiptNumber}`} onClose={() => setPaper(null)}>
            {done !== null && <p role="status">{done}</p>}
            <ReportPaper document={paper} />
            <div className="actions">
              <ReceiptActions receiptNumber={receiptNumber} />
              <button type="button" className="plain" onClick={() => setPaper(null)}>
                {office('close')} <kbd aria-hidden="true">Esc</kbd>
              </button>
            </div>
          </Dialog>
        )}
      </dd>
    </>
  );
}

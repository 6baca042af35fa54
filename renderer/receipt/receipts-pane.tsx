import { useState } from 'react';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import { Icon } from '../parts/icon.tsx';
import { PaneHead } from '../parts/pane-head.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { notify, perform, refuse, showPane } from '../state/counter.ts';
import { receiptText } from '../text/receipt-text.ts';
import { useErrorText, useText } from '../text/use-text.ts';
import { usePaperLanguage, useReceiptDocument } from './receipt-document.ts';
import { ReceiptActions } from './receipt-actions.tsx';
import { ReceiptPaper } from './receipt-paper.tsx';
import { SaleFinder } from './sale-finder.tsx';
import './receipts.css';

/** Earlier sales and their receipts: to be looked at, copied, saved. */
export function ReceiptsPane() {
  const t = useText(receiptText);
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <section className="receipts" aria-label={t('title')}>
      <PaneHead title={t('title')} backLabel={t('back')} onBack={() => showPane('tiles')} />
      <div className="receipts-columns">
        <SaleFinder chosen={chosen} onChoose={setChosen} />
        {chosen === null ? (
          <p className="muted choose">{t('choose')}</p>
        ) : (
          <ShownReceipt key={chosen} number={chosen} />
        )}
      </div>
    </section>
  );
}

/** The receipt as it was, or the copy that was just made of it. */
function ShownReceipt({ number }: { readonly number: string }) {
  const t = useText(receiptText);
  const errorText = useErrorText();
  const language = usePaperLanguage();
  const original = useReceiptDocument(number);
  const [copy, setCopy] = useState<ReceiptDocument | null>(null);
  const makeCopy = async () => {
    const made = await perform((service, approval) =>
      service.sale.reprint({ receiptNumber: number, language, ...(approval && { approval }) }),
    );
    if (!made.ok) return refuse(made.error);
    setCopy(made.value.document);
    notify({ kind: 'done', text: t('copied', { number: made.value.copyNo }), undo: null });
  };
  const document = copy ?? original?.document;
  return (
    <div className="shown-receipt">
      {original?.fault && (
        <p className="fault" role="alert">
          {errorText(original.fault)}
        </p>
      )}
      {document && (
        <>
          <ScrollRegion className="paper-frame" label={document.title}>
            <ReceiptPaper document={document} />
          </ScrollRegion>
          <div className="shown-actions">
            <button type="button" className="plain" onClick={() => void makeCopy()}>
              <Icon name="receipt" />
              {t('copy')}
            </button>
            <ReceiptActions receiptNumber={number} />
          </div>
        </>
      )}
    </div>
  );
}

import { useState } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import { ask } from '../service/connection.ts';
import { refuse } from '../state/counter.ts';
import { receiptText } from '../text/receipt-text.ts';
import { useText } from '../text/use-text.ts';
import { usePaperLanguage } from './receipt-document.ts';
import { QrCode } from './receipt-paper.tsx';
import { saveFile } from './save-file.ts';

/** What a customer may want of a receipt that is on the screen: a file of it, or its code for their phone. */
export function ReceiptActions({ receiptNumber }: { readonly receiptNumber: string }) {
  const t = useText(receiptText);
  const language = usePaperLanguage();
  const [isQrOpen, setIsQrOpen] = useState(false);
  const savePdf = async () => {
    const file = await ask((service) => service.sale.receiptPdf({ receiptNumber, language }));
    if (file.ok) saveFile(file.value);
    else await refuse(file.error);
  };
  return (
    <div className="receipt-actions" role="group" aria-label={t('actions')}>
      <button type="button" className="plain" onClick={() => void savePdf()}>
        <Icon name="download" />
        {t('pdf')}
      </button>
      <button type="button" className="plain" onClick={() => setIsQrOpen(true)}>
        <Icon name="code" />
        {t('qr')}
      </button>
      {isQrOpen && (
        <Dialog title={t('qrTitle', { number: receiptNumber })} onClose={() => setIsQrOpen(false)}>
          <div className="qr-large">
            <QrCode text={receiptNumber} />
          </div>
          <div className="actions">
            <button type="button" className="plain" onClick={() => setIsQrOpen(false)}>
              {t('close')} <kbd aria-hidden="true">Esc</kbd>
            </button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

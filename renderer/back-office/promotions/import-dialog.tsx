import { useState, type FormEvent } from 'react';
import { Dialog } from '../../parts/dialog.tsx';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import type { ScreenError } from '../../service/connection.ts';
import { notify, perform } from '../../state/counter.ts';
import { promotionsText } from '../../text/promotions-text.ts';
import { useErrorText, useLanguage, useText } from '../../text/use-text.ts';
import { DialogField } from '../members/act-dialog.tsx';

const PATH_MAX_LENGTH = 4_096;

interface ImportDialogProps {
  readonly onClose: () => void;
  readonly onImported: () => void;
}

/** Puts a file of rules in place of all; each of its faults is told. */
export function ImportDialog({ onClose, onImported }: ImportDialogProps) {
  const t = useText(promotionsText);
  const language = useLanguage();
  const [path, setPath] = useState('');
  const [fault, setFault] = useState<ScreenError | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await perform((service, approval) =>
      service.promotion.importFile({ path: path.trim(), language, ...(approval && { approval }) }),
    );
    if (!done.ok) return setFault(done.error);
    onImported();
    onClose();
    notify({ kind: 'done', text: t('imported', { ...done.value }), undo: null });
  };
  return (
    <Dialog title={t('importTitle')} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <p>{t('importHint')}</p>
        <DialogField isFirst label={t('path')} value={path} maxLength={PATH_MAX_LENGTH} onChange={setPath} />
        {fault && <ImportFault fault={fault} />}
        <div className="actions">
          <button type="button" className="plain" onClick={onClose}>
            {t('cancel')} <kbd aria-hidden="true">Esc</kbd>
          </button>
          <button type="submit" className="primary" disabled={path.trim() === ''}>
            {t('importNow')} <kbd aria-hidden="true">Enter</kbd>
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function ImportFault({ fault }: { readonly fault: ScreenError }) {
  const t = useText(promotionsText);
  const errorText = useErrorText();
  if (fault.code !== 'promotions-invalid') {
    return (
      <p className="fault" role="alert">
        {errorText(fault)}
      </p>
    );
  }
  return (
    <div role="alert">
      <p className="fault">{t('faults')}</p>
      <ScrollRegion className="import-faults" label={t('faults')}>
        <ul>
          {[...new Set(fault.detail.split('\n'))].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </ScrollRegion>
    </div>
  );
}

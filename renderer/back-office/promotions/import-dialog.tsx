import { useState } from 'react';
import { ScrollRegion } from '../../parts/scroll-region.tsx';
import type { ScreenError } from '../../service/connection.ts';
import { notify } from '../../state/counter.ts';
import { promotionsText } from '../../text/promotions-text.ts';
import { useErrorText, useLanguage, useText } from '../../text/use-text.ts';
import { ActDialog, carryOut, DialogField } from '../act-dialog.tsx';

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
  const act = () =>
    carryOut(
      (service, approval) =>
        service.promotion.importFile({ path: path.trim(), language, ...(approval && { approval }) }),
      (counts) => {
        onImported();
        notify({ kind: 'done', text: t('imported', { ...counts }), undo: null });
      },
    );
  return (
    <ActDialog
      title={t('importTitle')}
      hint={t('importHint')}
      actLabel={t('importNow')}
      hasReason={false}
      isReady={path.trim() !== ''}
      act={act}
      sayFault={sayFault}
      onClose={onClose}
    >
      <DialogField isFirst label={t('path')} value={path} maxLength={PATH_MAX_LENGTH} onChange={setPath} />
    </ActDialog>
  );
}

function sayFault(fault: ScreenError) {
  return <FileFaults fault={fault} />;
}

/** What is wrong in the file, fault by fault; of anything else its sentence. */
function FileFaults({ fault }: { readonly fault: ScreenError }) {
  const t = useText(promotionsText);
  const errorText = useErrorText();
  if (fault.code !== 'promotions-invalid') return <p className="fault">{errorText(fault)}</p>;
  return (
    <>
      <p className="fault">{t('faults')}</p>
      <ScrollRegion className="import-faults" label={t('faults')}>
        <ul>
          {[...new Set(fault.detail.split('\n'))].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </ScrollRegion>
    </>
  );
}

import { useState } from 'react';
import { fillTemplate } from '../../../../domain/text/language.ts';
import type { ExceptionShown } from '../../office/exceptions.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { useLanguage, useText } from '../state/language.ts';
import { ask } from '../state/office.ts';
import { adviceText, exceptionsText, kindText } from '../text/exceptions-text.ts';

interface ResolveDialogProps {
  /** One, or several that are resolved in the same way. */
  readonly exceptions: readonly ExceptionShown[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function ResolveDialog({ exceptions, onDone, onClose }: ResolveDialogProps) {
  const t = useText(exceptionsText);
  const language = useLanguage();
  const [note, setNote] = useState('');
  const [one] = exceptions;
  const isOne = exceptions.length === 1 && one !== undefined;
  return (
    <ActDialog
      title={isOne ? t('resolveTitle') : t('resolveManyTitle', { number: exceptions.length })}
      act={t('resolve')}
      onAct={() => ask('exceptions.resolve', { ids: exceptions.map(({ id }) => id), note })}
      onDone={onDone}
      onClose={onClose}
    >
      {isOne ? (
        <>
          <p>
            <b>{fillTemplate(kindText[language][one.kind], { subject: one.subject })}</b>
          </p>
          <p className="meta">{adviceText[language][one.kind]}</p>
        </>
      ) : (
        <p>{t('resolveManyText')}</p>
      )}
      <ReasonField isFirst value={note} onChange={setNote} label={t('note')} hint={t('noteHint')} />
    </ActDialog>
  );
}

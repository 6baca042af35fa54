import { useState } from 'react';
import { Dialog } from '../../../../renderer/parts/dialog.tsx';
import type { IssuedCode } from '../../office/codes.ts';
import type { RegisterShown } from '../../office/registers.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { CopyButton } from '../parts/basics.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { useFormats, useText } from '../state/language.ts';
import { ask } from '../state/office.ts';
import { frameText } from '../text/frame-text.ts';
import { registersText } from '../text/registers-text.ts';

interface NewKeyDialogProps {
  readonly register: RegisterShown;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** A code by which a register whose key is lost takes another; shown once, as codes are. */
export function NewKeyDialog({ register, onClose, onDone }: NewKeyDialogProps) {
  const t = useText(registersText);
  const [reason, setReason] = useState('');
  const [issued, setIssued] = useState<IssuedCode | null>(null);
  if (issued) return <IssuedKeyDialog issued={issued} onClose={onDone} />;
  return (
    <ActDialog
      title={t('newKeyTitle', { till: register.till, shop: register.shopName })}
      act={t('make')}
      onAct={() => ask('registers.new-key', { id: register.id, reason })}
      onDone={setIssued}
      onClose={onClose}
    >
      <p>{t('newKeyText')}</p>
      <ReasonField isFirst value={reason} onChange={setReason} hint={t('reasonHint')} />
    </ActDialog>
  );
}

interface IssuedKeyDialogProps {
  readonly issued: IssuedCode;
  readonly onClose: () => void;
}

function IssuedKeyDialog({ issued, onClose }: IssuedKeyDialogProps) {
  const t = useText(registersText);
  const words = useText(frameText);
  const { time } = useFormats();
  const { shop, till, code, expiresAtUtcMs } = issued;
  return (
    <Dialog title={t('newKeyIssued')} onClose={onClose}>
      <p className="code-text">{code}</p>
      <p className="meta">{t('newKeyIssuedText', { shop, till: till ?? '', time: time(expiresAtUtcMs) })}</p>
      <div className="actions">
        <CopyButton text={code} label={t('copyCode')} />
        <button type="button" className="primary" onClick={onClose}>
          {words('close')}
        </button>
      </div>
    </Dialog>
  );
}

import { useState } from 'react';
import { ActDialog, carryOut, DialogField } from '../../back-office/act-dialog.tsx';
import { useChain } from '../../chain/chain-events.ts';
import type { ChainStatus } from '../../service/answers.ts';
import { notify } from '../../state/counter.ts';
import { refreshTill } from '../../state/till.ts';
import { settingsChainText } from '../../text/settings-chain-text.ts';
import { useText } from '../../text/use-text.ts';
import { CODE_MAX_LENGTH, PATH_MAX_LENGTH } from './join-dialog.tsx';

interface NewKeyDialogProps {
  readonly chain: NonNullable<ChainStatus['chain']>;
  readonly onClose: () => void;
}

/** Has the chain know this till by the key that it has now, with a code that somebody made at central for this till. */
export function NewKeyDialog({ chain: { name, url }, onClose }: NewKeyDialogProps) {
  const t = useText(settingsChainText);
  const [code, setCode] = useState('');
  const [caFile, setCaFile] = useState('');
  const act = async () => {
    const fault = await carryOut(
      (service, approval) =>
        service.sync.enrol({
          url,
          code: code.trim(),
          tillCode: null,
          caFile: caFile.trim() || null,
          ...(approval && { approval }),
        }),
      (status) => {
        useChain.setState({ status });
        notify({ kind: 'done', text: t('newKeyTaken', { chain: name }), undo: null });
      },
    );
    if (fault === null) await refreshTill();
    return fault;
  };
  return (
    <ActDialog
      title={t('newKeyTitle')}
      hint={t('newKeyHint')}
      actLabel={t('newKeyNow')}
      hasReason={false}
      isReady={code.trim() !== ''}
      act={act}
      onClose={onClose}
    >
      <div className="entry-grid">
        <DialogField isFirst label={t('code')} value={code} maxLength={CODE_MAX_LENGTH} onChange={setCode} />
        <DialogField
          label={t('caFile')}
          hint={t('caFileHint')}
          value={caFile}
          maxLength={PATH_MAX_LENGTH}
          onChange={setCaFile}
        />
      </div>
    </ActDialog>
  );
}

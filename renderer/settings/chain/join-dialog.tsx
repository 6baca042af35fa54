import { useState } from 'react';
import { ActDialog, carryOut, DialogField } from '../../back-office/act-dialog.tsx';
import { useChain } from '../../chain/chain-events.ts';
import { notify } from '../../state/counter.ts';
import { refreshTill } from '../../state/till.ts';
import { settingsChainText } from '../../text/settings-chain-text.ts';
import { useText } from '../../text/use-text.ts';

const URL_MAX_LENGTH = 500;
export const CODE_MAX_LENGTH = 64;
const TILL_CODE_MAX_LENGTH = 16;
export const PATH_MAX_LENGTH = 1_000;

/** What is typed to join a chain. */
const blank = { url: '', code: '', tillCode: '', caFile: '' };

/** Joins a chain with a code that somebody made at central. What is wrong stands in the dialog, and what was typed stays. */
export function JoinDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText(settingsChainText);
  const [typed, setTyped] = useState(blank);
  const [isJoining, setJoining] = useState(false);
  const act = async () => {
    setJoining(true);
    const fault = await carryOut(
      (service, approval) =>
        service.sync.enrol({
          url: typed.url.trim(),
          code: typed.code.trim(),
          tillCode: typed.tillCode.trim() || null,
          caFile: typed.caFile.trim() || null,
          ...(approval && { approval }),
        }),
      (status) => {
        useChain.setState({ status });
        if (!status.chain) return;
        const { name, shopCode, tillCode } = status.chain;
        const text = t('joined', { chain: name, shop: shopCode, till: tillCode });
        notify({ kind: 'done', text, undo: null });
      },
    );
    setJoining(false);
    if (fault === null) await refreshTill();
    return fault;
  };
  return (
    <ActDialog
      title={t('title')}
      hint={t('hint')}
      actLabel={t('joinNow')}
      hasReason={false}
      isReady={typed.url.trim() !== '' && typed.code.trim() !== ''}
      act={act}
      onClose={onClose}
    >
      <JoiningFields typed={typed} onEdit={(part) => setTyped({ ...typed, ...part })} />
      <Consequences />
      <p role="status">{isJoining && t('joining')}</p>
    </ActDialog>
  );
}

interface JoiningFieldsProps {
  readonly typed: typeof blank;
  readonly onEdit: (part: Partial<typeof blank>) => void;
}

function JoiningFields({ typed, onEdit }: JoiningFieldsProps) {
  const t = useText(settingsChainText);
  return (
    <div className="entry-grid">
      <DialogField
        isFirst
        label={t('url')}
        hint={t('urlHint')}
        value={typed.url}
        maxLength={URL_MAX_LENGTH}
        onChange={(url) => onEdit({ url })}
      />
      <DialogField
        label={t('code')}
        value={typed.code}
        maxLength={CODE_MAX_LENGTH}
        onChange={(code) => onEdit({ code })}
      />
      <DialogField
        label={t('tillCode')}
        hint={t('tillCodeHint')}
        value={typed.tillCode}
        maxLength={TILL_CODE_MAX_LENGTH}
        onChange={(tillCode) => onEdit({ tillCode })}
      />
      <DialogField
        label={t('caFile')}
        hint={t('caFileHint')}
        value={typed.caFile}
        maxLength={PATH_MAX_LENGTH}
        onChange={(caFile) => onEdit({ caFile })}
      />
    </div>
  );
}

/** What joining does, before it is done. */
function Consequences() {
  const t = useText(settingsChainText);
  return (
    <div className="join-consequences">
      <h3>{t('consequencesTitle')}</h3>
      <ul>
        {(['consequence1', 'consequence2', 'consequence3'] as const).map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
    </div>
  );
}

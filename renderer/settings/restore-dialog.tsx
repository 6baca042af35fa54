import { useEffect, useState } from 'react';
import type { Service } from '../back-office/use-answer.ts';
import { useDates } from '../back-office/use-dates.ts';
import { Dialog } from '../parts/dialog.tsx';
import { ask, onConnection, type ScreenError } from '../service/connection.ts';
import { perform } from '../state/counter.ts';
import { restoreText } from '../text/restore-text.ts';
import { useText } from '../text/use-text.ts';
import { TextField } from './fields.tsx';
import { RestoreConsequences, type Inspection, type RestoreKey } from './restore-consequences.tsx';
import { UpkeepFault } from './upkeep-fault.tsx';
import './restore.css';

export type Backups = Extract<Awaited<ReturnType<Service['maintenance']['backups']>>, { ok: true }>['value'];

const PATH_MAX_LENGTH = 4_096;

interface RestoreDialogProps {
  readonly backups: Backups;
  readonly onClose: () => void;
}

/** Puts a backup in place of the till's books: which one, what that would do, and then the restart of the register. */
export function RestoreDialog({ backups, onClose }: RestoreDialogProps) {
  const t = useText(restoreText);
  const { step, inspection, fault, look, restore } = useRestore(onClose);
  if (step === 'restoring') {
    return (
      <Dialog title={t('title')} isAlert onClose={() => undefined}>
        <p role="status">{t('running')}</p>
        <progress className="restore-progress" aria-label={t('running')} />
      </Dialog>
    );
  }
  return (
    <Dialog title={t('title')} onClose={onClose} isAlert>
      {inspection ? (
        <RestoreConsequences inspection={inspection} onClose={onClose} onRestore={restore} />
      ) : (
        <BackupChoice backups={backups} isLooking={step === 'looking'} onLook={look} onClose={onClose} />
      )}
      <UpkeepFault fault={fault} />
    </Dialog>
  );
}

type Step = 'choosing' | 'looking' | 'restoring';

function useRestore(onClose: () => void) {
  const [step, setStep] = useState<Step>('choosing');
  const [inspection, setInspection] = useState<Inspection | null>(null);
  const [fault, setFault] = useState<ScreenError | null>(null);
  useEffect(() => (step === 'restoring' ? onceReconnected(onClose) : undefined), [step, onClose]);

  const look = async (path: string) => {
    setStep('looking');
    setFault(null);
    const result = await ask((service) => service.maintenance.inspectBackup({ path }));
    setStep('choosing');
    if (result.ok) setInspection(result.value);
    else setFault(result.error);
  };
  const restore = async (key: RestoreKey) => {
    if (!inspection) return;
    setFault(null);
    const { path } = inspection;
    const result = await perform((service, approval) =>
      service.maintenance.restore({ path, ...key, ...(approval && { approval }) }),
    );
    if (result.ok) setStep('restoring');
    else setFault(result.error);
  };
  return { step, inspection, fault, look, restore };
}

/** How it ended is told by the till once it is there again; until then this stands before everything. */
function onceReconnected(take: () => void): () => void {
  let wasAway = false;
  return onConnection((isConnected) => {
    if (isConnected && wasAway) take();
    wasAway ||= !isConnected;
  });
}

interface BackupChoiceProps {
  readonly backups: Backups;
  readonly isLooking: boolean;
  readonly onLook: (path: string) => Promise<void>;
  readonly onClose: () => void;
}

function BackupChoice({ backups, isLooking, onLook, onClose }: BackupChoiceProps) {
  const t = useText(restoreText);
  const [typed, setTyped] = useState('');
  const readable = backups.filter(({ header }) => header !== null);
  const [chosen, setChosen] = useState<string | null>(readable[0]?.path ?? null);
  const path = typed.trim() || chosen;
  const choose = (kept: string) => {
    setTyped('');
    setChosen(kept);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (path !== null) void onLook(path);
      }}
    >
      <KeptBackups backups={readable} chosen={typed === '' ? chosen : null} onChoose={choose} />
      <TextField label={t('otherFile')} value={typed} maxLength={PATH_MAX_LENGTH} onChange={setTyped} />
      <p role="status">{isLooking && t('looking')}</p>
      <div className="actions">
        <button type="button" className="plain" onClick={onClose}>
          {t('cancel')} <kbd>Esc</kbd>
        </button>
        <button type="submit" className="primary" disabled={isLooking || path === null}>
          {t('look')} <kbd>Enter</kbd>
        </button>
      </div>
    </form>
  );
}

interface KeptBackupsProps {
  readonly backups: Backups;
  readonly chosen: string | null;
  readonly onChoose: (path: string) => void;
}

function KeptBackups({ backups, chosen, onChoose }: KeptBackupsProps) {
  const t = useText(restoreText);
  const { moment } = useDates();
  if (backups.length === 0) return <p className="muted">{t('none')}</p>;
  return (
    <fieldset className="restore-choice">
      <legend className="label">{t('choose')}</legend>
      {backups.map(({ path, header }) => (
        <label key={path}>
          <input
            autoFocus={path === chosen}
            type="radio"
            name="backup"
            checked={path === chosen}
            onChange={() => onChoose(path)}
          />
          <b>{moment(header?.createdAtUtcMs ?? 0)}</b>
          <span className="meta">{path.split(/[\\/]/u).at(-1)}</span>
        </label>
      ))}
    </fieldset>
  );
}

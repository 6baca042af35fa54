import { useState } from 'react';
import { formatBytes } from '../../domain/byte-format.ts';
import { fillTemplate } from '../../domain/text/language.ts';
import { backupText } from '../../domain/text/backup-text.ts';
import { useAnswer } from '../back-office/use-answer.ts';
import { useDates } from '../back-office/use-dates.ts';
import { Icon } from '../parts/icon.tsx';
import type { ask, ScreenError } from '../service/connection.ts';
import { perform } from '../state/counter.ts';
import { settingsUpkeepText } from '../text/settings-upkeep-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';
import { TextField } from './fields.tsx';
import { RestoreButton } from './restore-button.tsx';
import { UpkeepFault } from './upkeep-fault.tsx';

type Service = Parameters<Parameters<typeof ask>[0]>[0];
type Backups = Extract<Awaited<ReturnType<Service['maintenance']['backups']>>, { ok: true }>['value'];

const PATH_MAX_LENGTH = 4_096;

/** The backups that there are, and making one: in the till's own folder, or anywhere else by its path. */
export function BackupSection({ onBackedUp }: { readonly onBackedUp: () => void }) {
  const t = useText(settingsUpkeepText);
  const { value: backups, fault, refresh } = useAnswer('', (service) => service.maintenance.backups());
  const { isRunning, said, failed, backUpNow, backUpTo } = useBackup(() => {
    void refresh();
    onBackedUp();
  });
  const [path, setPath] = useState('');
  return (
    <section className="form-section">
      <header className="section-head">
        <h2>{t('backup')}</h2>
        <button type="button" className="plain" disabled={isRunning} onClick={() => void backUpNow()}>
          <Icon name="database" isSmall />
          {t('backUpNow')}
        </button>
      </header>
      <div role="status">
        {isRunning && <p>{t('backingUp')}</p>}
        {said !== null && (
          <p className="saved selectable">
            <Icon name="check" isSmall />
            {said}
          </p>
        )}
      </div>
      <UpkeepFault fault={failed ?? fault} />
      {backups && <BackupList backups={backups} />}
      <form
        className="path-form"
        onSubmit={(event) => {
          event.preventDefault();
          void backUpTo(path.trim());
        }}
      >
        <TextField label={t('otherPlace')} value={path} maxLength={PATH_MAX_LENGTH} onChange={setPath} />
        <button type="submit" className="plain" disabled={isRunning || path.trim() === ''}>
          {t('backUpThere')}
        </button>
      </form>
      <p className="meta">{t('otherPlaceHint')}</p>
      <RestoreButton backups={backups ?? []} />
    </section>
  );
}

function BackupList({ backups }: { readonly backups: Backups }) {
  const t = useText(settingsUpkeepText);
  const language = useLanguage();
  const { moment } = useDates();
  if (backups.length === 0) return <p className="muted">{t('noBackup')}</p>;
  return (
    <ul className="backup-list">
      {backups.map(({ path, bytes, header, fault }) => (
        <li key={path}>
          <Icon name={header ? 'check' : 'warning'} isSmall />
          <b>{header ? moment(header.createdAtUtcMs) : t('unreadable')}</b>
          <span className="muted">
            {fault
              ? fillTemplate(backupText[language][fault], { cause: '' })
              : t('backupFacts', {
                  size: formatBytes(bytes, language),
                  seq: header?.headSeq.toLocaleString(language) ?? '',
                })}
          </span>
          <span className="meta selectable backup-path">{path}</span>
        </li>
      ))}
    </ul>
  );
}

/** One backup at a time. Selling does not wait for it. */
function useBackup(onDone: () => void) {
  const t = useText(settingsUpkeepText);
  const [isRunning, setRunning] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [failed, setFailed] = useState<ScreenError | null>(null);
  const run = async (backUp: Parameters<typeof perform<string>>[0]) => {
    setRunning(true);
    setSaid(null);
    setFailed(null);
    const result = await perform(backUp);
    setRunning(false);
    if (!result.ok) return setFailed(result.error);
    setSaid(t('backedUp', { path: result.value }));
    onDone();
  };
  const backUpNow = () =>
    run(async (service, approval) => {
      const kept = await service.maintenance.backUpNow({ ...(approval && { approval }) });
      return kept.ok ? { ok: true, value: kept.value.path } : kept;
    });
  const backUpTo = (path: string) =>
    run(async (service, approval) => {
      const written = await service.maintenance.backUp({ path, ...(approval && { approval }) });
      return written.ok ? { ok: true, value: path } : written;
    });
  return { isRunning, said, failed, backUpNow, backUpTo };
}

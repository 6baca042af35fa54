import { useDates } from '../back-office/use-dates.ts';
import { ask } from '../service/connection.ts';
import { refreshTill, useTill } from '../state/till.ts';
import { restoreText } from '../text/restore-text.ts';
import { useErrorText, useText } from '../text/use-text.ts';
import type { TillStatus } from '../service/answers.ts';
import { Dialog } from './dialog.tsx';

type LastRestore = NonNullable<TillStatus['lastRestore']>;

/** How a restore ended, once the register is there again; it stays until somebody has read it. */
export function RestoreOutcome() {
  const t = useText(restoreText);
  const lastRestore = useTill((state) => state.status?.lastRestore ?? null);
  if (!lastRestore) return null;
  const acknowledge = async () => {
    await ask((service) => service.maintenance.acknowledgeRestore());
    await refreshTill();
  };
  return (
    <Dialog
      title={t(lastRestore.outcome.state === 'done' ? 'doneTitle' : 'failedTitle')}
      isAlert
      onClose={() => void acknowledge()}
    >
      <Outcome {...lastRestore} />
      <div className="actions">
        <button type="button" className="primary" autoFocus onClick={() => void acknowledge()}>
          {t('understood')} <kbd>Enter</kbd>
        </button>
      </div>
    </Dialog>
  );
}

function Outcome({ outcome, backupAtUtcMs, epoch }: LastRestore) {
  const t = useText(restoreText);
  const errorText = useErrorText();
  const { moment } = useDates();
  if (outcome.state === 'interrupted') return <p>{t('interrupted')}</p>;
  if (outcome.state === 'failed') return <p>{t('failed', { reason: errorText(outcome.error) })}</p>;
  const { aside } = outcome;
  return (
    <>
      <p>{t('done', { at: moment(backupAtUtcMs), epoch })}</p>
      <p className="meta selectable">{aside === null ? t('asideUnnamed') : t('aside', { folder: aside })}</p>
    </>
  );
}

import { formatBytes } from '../../domain/byte-format.ts';
import type { Service } from '../back-office/use-answer.ts';
import { useDates } from '../back-office/use-dates.ts';
import { Icon } from '../parts/icon.tsx';
import { restoreText } from '../text/restore-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';

export type Inspection = Extract<
  Awaited<ReturnType<Service['maintenance']['inspectBackup']>>,
  { ok: true }
>['value'];

interface RestoreConsequencesProps {
  readonly inspection: Inspection;
  readonly onClose: () => void;
  readonly onRestore: () => Promise<void>;
}

/** What a backup is, and everything that changes when it takes the place of the books; then the button that does it. */
export function RestoreConsequences({ inspection, onClose, onRestore }: RestoreConsequencesProps) {
  const t = useText(restoreText);
  return (
    <>
      <BackupFacts inspection={inspection} />
      {inspection.isOtherTill === true && (
        <p className="fault">
          <Icon name="warning" isSmall />
          {t('otherTill')}
        </p>
      )}
      <PutAside putAside={inspection.putAside} />
      <p>{t('consequences')}</p>
      <div className="actions">
        <button type="button" className="plain danger" onClick={() => void onRestore()}>
          <Icon name="warning" isSmall />
          {t('replace')}
        </button>
        <button type="button" className="plain" autoFocus onClick={onClose}>
          {t('cancel')} <kbd>Esc</kbd>
        </button>
      </div>
    </>
  );
}

function BackupFacts({ inspection: { header, entries, bytes, epoch } }: { readonly inspection: Inspection }) {
  const t = useText(restoreText);
  const language = useLanguage();
  const { moment } = useDates();
  const size = formatBytes(bytes, language);
  return (
    <dl className="restore-facts">
      <dt>{t('of')}</dt>
      <dd>
        {header.shopCode}-{header.tillCode}
      </dd>
      <dt>{t('madeAt')}</dt>
      <dd>{moment(header.createdAtUtcMs)}</dd>
      <dt>{t('holds')}</dt>
      <dd>{t('holdsValue', { entries: entries.toLocaleString(language), size })}</dd>
      <dt>{t('goesOn')}</dt>
      <dd>{t('epoch', { epoch })}</dd>
    </dl>
  );
}

function PutAside({ putAside }: Pick<Inspection, 'putAside'>) {
  const t = useText(restoreText);
  const language = useLanguage();
  const { moment } = useDates();
  if (!putAside) return <p className="danger">{t('unreadable')}</p>;
  if (putAside.lastAtUtcMs === null) return <p>{t('nothingNewer')}</p>;
  const counted = (count: number) => count.toLocaleString(language);
  const { entries, sales, lastAtUtcMs } = putAside;
  return (
    <p className="danger">
      {t('putAside', { entries: counted(entries), sales: counted(sales), at: moment(lastAtUtcMs) })}
    </p>
  );
}

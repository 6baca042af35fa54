import { useState } from 'react';
import { formatBytes } from '../../domain/byte-format.ts';
import type { Service } from '../back-office/use-answer.ts';
import { useDates } from '../back-office/use-dates.ts';
import { Icon } from '../parts/icon.tsx';
import { restoreText } from '../text/restore-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';
import { CheckField, TextField } from './fields.tsx';

export type Inspection = Extract<
  Awaited<ReturnType<Service['maintenance']['inspectBackup']>>,
  { ok: true }
>['value'];

/** How the restored till comes by the key of its members; nothing where it has it. */
export type RestoreKey = Pick<
  Parameters<Service['maintenance']['restore']>[0],
  'recoveryCode' | 'isWithoutMemberData'
>;

const RECOVERY_CODE_MAX_LENGTH = 200;

interface RestoreConsequencesProps {
  readonly inspection: Inspection;
  readonly onClose: () => void;
  readonly onRestore: (key: RestoreKey) => Promise<void>;
}

/** What a backup is, and everything that changes when it takes the place of the books; then the button that does it. */
export function RestoreConsequences({ inspection, onClose, onRestore }: RestoreConsequencesProps) {
  const t = useText(restoreText);
  const { memberKey } = inspection;
  const [key, setKey] = useState<RestoreKey | null>(memberKey === 'at-hand' ? {} : null);
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
      {memberKey !== 'at-hand' && <MemberKeyFields hasCode={memberKey === 'under-code'} onChange={setKey} />}
      <div className="actions">
        <button
          type="button"
          className="plain danger"
          disabled={key === null}
          onClick={() => key && void onRestore(key)}
        >
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

interface MemberKeyFieldsProps {
  /** Whether a recovery code was made before the backup was. */
  readonly hasCode: boolean;
  /** Null while neither is said. */
  readonly onChange: (key: RestoreKey | null) => void;
}

/** The code that opens the members' data here, or that they stay sealed: one of the two has to be said. */
function MemberKeyFields({ hasCode, onChange }: MemberKeyFieldsProps) {
  const t = useText(restoreText);
  const [code, setCode] = useState('');
  const [isWithout, setWithout] = useState(false);
  const say = (nextCode: string, nextWithout: boolean) => {
    setCode(nextCode);
    setWithout(nextWithout);
    const recoveryCode = nextCode.trim();
    if (nextWithout) onChange({ isWithoutMemberData: true });
    else onChange(recoveryCode === '' ? null : { recoveryCode });
  };
  return (
    <>
      <p>{t(hasCode ? 'membersUnderCode' : 'membersOutOfReach')}</p>
      {hasCode && (
        <TextField
          label={t('recoveryCode')}
          value={code}
          maxLength={RECOVERY_CODE_MAX_LENGTH}
          onChange={(text) => say(text, false)}
        />
      )}
      <CheckField
        label={t('withoutMembers')}
        isChecked={isWithout}
        onChange={(isChecked) => say(isChecked ? '' : code, isChecked)}
      />
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

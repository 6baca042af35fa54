import { useState } from 'react';
import { useTill } from '../../state/till.ts';
import { membersText } from '../../text/members-text.ts';
import { promotionsText } from '../../text/promotions-text.ts';
import { useLanguage, useText } from '../../text/use-text.ts';
import { ActDialog, DialogField } from '../act-dialog.tsx';
import { MemberChoice } from '../members/member-choice.tsx';
import { useDates } from '../use-dates.ts';
import { customerOf, useTrial, type TriedCustomer } from './simulation.ts';

const NOON = 12 * 60;
const TIME_PATTERN = /^([01]?\d|2[0-3])[:：]([0-5]\d)$/;

/** For whom and when the basket is priced. */
export function TrialSettings({ today }: { readonly today: string }) {
  const t = useText(promotionsText);
  const [isFinding, setFinding] = useState(false);
  const { customer } = useTrial();
  return (
    <div className="trial-settings">
      <CustomerSelect customer={customer} onFind={() => setFinding(true)} />
      <MomentFields today={today} />
      {isFinding && <FindDialog title={t('findTitle')} onClose={() => setFinding(false)} />}
    </div>
  );
}

interface CustomerSelectProps {
  readonly customer: TriedCustomer;
  readonly onFind: () => void;
}

const NOBODY = 'nobody';
const MEMBER = 'member';
const FIND = 'find';
const TIER_PREFIX = 'tier:';

function CustomerSelect({ customer, onFind }: CustomerSelectProps) {
  const t = useText(promotionsText);
  const language = useLanguage();
  const tiers = useTill((state) => state.status?.settings.loyalty.tiers.list) ?? [];
  const choose = (value: string) => {
    if (value === FIND) onFind();
    else if (value === NOBODY) useTrial.setState({ customer: { kind: 'nobody' } });
    else if (value.startsWith(TIER_PREFIX))
      useTrial.setState({ customer: { kind: 'tier', tier: value.slice(TIER_PREFIX.length) } });
  };
  const value = customer.kind === 'tier' ? TIER_PREFIX + customer.tier : customer.kind;
  return (
    <label className="field">
      <span className="label">{t('customer')}</span>
      <select value={value} onChange={(event) => choose(event.target.value)}>
        <option value={NOBODY}>{t('nobody')}</option>
        {tiers.map(({ code, name }) => (
          <option key={code} value={TIER_PREFIX + code}>
            {t('anyOf', { tier: name[language] })}
          </option>
        ))}
        {customer.kind === 'member' && (
          <option value={MEMBER}>{t('chosenMember', { name: customer.name })}</option>
        )}
        <option value={FIND}>{t('findMember')}</option>
      </select>
    </label>
  );
}

function FindDialog({ title, onClose }: { readonly title: string; readonly onClose: () => void }) {
  const t = useText(promotionsText);
  const names = useText(membersText);
  const [chosen, setChosen] = useState<TriedCustomer | null>(null);
  const act = () => {
    if (chosen) useTrial.setState({ customer: chosen });
    return Promise.resolve(null);
  };
  return (
    <ActDialog
      title={title}
      actLabel={t('simulate')}
      hasReason={false}
      isReady={chosen !== null}
      act={act}
      onClose={onClose}
    >
      <MemberChoice
        label={names('search')}
        chosenId={chosen?.kind === 'member' ? chosen.memberId : null}
        onChoose={(member) => setChosen(member && customerOf(member))}
      />
    </ActDialog>
  );
}

/** Now, or a day and a time of the shop's clock. What is typed counts once it is a day and a time. */
function MomentFields({ today }: { readonly today: string }) {
  const t = useText(promotionsText);
  const { isDate } = useDates();
  const isNow = useTrial(({ at }) => at === null);
  const [date, setDate] = useState(today);
  const [time, setTime] = useState('12:00');
  const set = (nextDate: string, nextTime: string) => {
    setDate(nextDate);
    setTime(nextTime);
    const match = TIME_PATTERN.exec(nextTime.trim());
    if (!match || !isDate(nextDate.trim())) return;
    const minuteOfDay = Number(match[1]) * 60 + Number(match[2]);
    useTrial.setState({ at: { date: nextDate.trim(), minuteOfDay } });
  };
  const choose = (value: string) => {
    if (value === 'now') return useTrial.setState({ at: null });
    setDate(today);
    setTime('12:00');
    return useTrial.setState({ at: { date: today, minuteOfDay: NOON } });
  };
  return (
    <>
      <label className="field">
        <span className="label">{t('moment')}</span>
        <select value={isNow ? 'now' : 'another'} onChange={(event) => choose(event.target.value)}>
          <option value="now">{t('now')}</option>
          <option value="another">{t('another')}</option>
        </select>
      </label>
      {!isNow && (
        <>
          <DialogField label={t('date')} value={date} maxLength={10} onChange={(text) => set(text, time)} />
          <DialogField label={t('time')} value={time} maxLength={5} onChange={(text) => set(date, text)} />
        </>
      )}
    </>
  );
}

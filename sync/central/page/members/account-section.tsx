import type { Decision, HoldShown, MemberShown } from '../../office/member-shown.ts';
import { useRight } from '../frame.tsx';
import { useFormats, useLanguage, useText } from '../state/language.ts';
import { membersText } from '../text/members-text.ts';
import type { Act } from './act.ts';

interface AccountSectionProps {
  readonly shown: MemberShown;
  readonly onAct: (act: Act) => void;
}

/** A member's points and tier, and what may be done with them. */
export function AccountSection({ shown, onAct }: AccountSectionProps) {
  const t = useText(membersText);
  const language = useLanguage();
  const { count, day, money } = useFormats();
  const { member, currency, tierGiven } = shown;
  const { account, tier } = member;
  return (
    <div className="section">
      <h2>{t('account')}</h2>
      <dl className="facts">
        <div>
          <dt>{t('points')}</dt>
          <dd>
            <b>{count(account?.points ?? 0)}</b>
          </dd>
        </div>
        <div>
          <dt>{t('available')}</dt>
          <dd>
            {count(account?.availablePoints ?? 0)}
            <WhatOfThem shown={shown} onAct={onAct} />
          </dd>
        </div>
        <div>
          <dt>{t('tier')}</dt>
          <dd>
            {tier ? tier[language] : t('unknown')}
            {account?.isInGrace && <span className="meta block">{t('grace')}</span>}
            {tierGiven && <Given decision={tierGiven} />}
          </dd>
        </div>
        <div>
          <dt>{t('review')}</dt>
          <dd>{account?.reviewOn ? day(account.reviewOn) : t('unknown')}</dd>
        </div>
        <div>
          <dt>{t('visits')}</dt>
          <dd>{count(account?.visits ?? 0)}</dd>
        </div>
        <div>
          <dt>{t('spent')}</dt>
          <dd>{money(account?.spentMinor ?? 0, currency)}</dd>
        </div>
      </dl>
      <AccountActs onAct={onAct} />
    </div>
  );
}

/** Points that may be spent later, or not for ever, or not by everybody. */
function WhatOfThem({ shown, onAct }: AccountSectionProps) {
  const t = useText(membersText);
  const { count, day, time } = useFormats();
  const { expiring, pending, holds, leases } = shown;
  return (
    <>
      {pending.map((each) => (
        <span key={`from ${each.day}`} className="meta block">
          {t('pending', { points: count(each.points), day: day(each.day) })}
        </span>
      ))}
      {expiring.map((each) => (
        <span key={`until ${each.day}`} className="meta block">
          {t('expiring', { points: count(each.points), day: day(each.day) })}
        </span>
      ))}
      {leases.map(({ till, points, endsAtUtcMs, isOver }) => (
        <span key={till} className="meta block">
          {t(isOver ? 'leasedOver' : 'leased', {
            points: count(points),
            till,
            time: time(endsAtUtcMs),
          })}
        </span>
      ))}
      {holds.map((hold) => (
        <Hold key={hold.holdId} hold={hold} onRelease={() => onAct({ kind: 'release', hold })} />
      ))}
    </>
  );
}

function AccountActs({ onAct }: { readonly onAct: (act: Act) => void }) {
  const t = useText(membersText);
  const mayAdjust = useRight('points-adjust');
  const mayManage = useRight('members-manage');
  if (!mayAdjust && !mayManage) return null;
  return (
    <div className="row-buttons">
      {mayAdjust && (
        <>
          <button type="button" className="plain" onClick={() => onAct({ kind: 'adjust' })}>
            {t('adjust')}
          </button>
          <button type="button" className="plain" onClick={() => onAct({ kind: 'hold' })}>
            {t('hold')}
          </button>
        </>
      )}
      {mayManage && (
        <button type="button" className="plain" onClick={() => onAct({ kind: 'tier' })}>
          {t('giveTier')}
        </button>
      )}
    </div>
  );
}

interface HoldProps {
  readonly hold: HoldShown;
  readonly onRelease: () => void;
}

function Hold({ hold, onRelease }: HoldProps) {
  const t = useText(membersText);
  const { count, time } = useFormats();
  const mayAdjust = useRight('points-adjust');
  const { points, reason, actor, atUtcMs } = hold;
  const what = points === null ? t('heldAll') : t('held', { points: count(points) });
  return (
    <span className="hold">
      <span className="state attention">{what}</span>
      <span className="meta">{t('decidedAt', { reason, actor, time: time(atUtcMs) })}</span>
      {mayAdjust && (
        <button type="button" className="link" aria-label={`${t('release')}: ${what}`} onClick={onRelease}>
          {t('release')}
        </button>
      )}
    </span>
  );
}

function Given({ decision: { reason, actor, atUtcMs } }: { readonly decision: Decision }) {
  const t = useText(membersText);
  const { time } = useFormats();
  return (
    <span className="meta block">
      {t('tierGiven')} {t('decidedAt', { reason, actor, time: time(atUtcMs) })}
    </span>
  );
}

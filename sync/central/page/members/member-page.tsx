import { useState } from 'react';
import type { MemberProfile } from '../../../../domain/members/member.ts';
import { Icon } from '../../../../renderer/parts/icon.tsx';
import type { MemberHit, StatementRow } from '../../office/members.ts';
import { Page, useRight } from '../frame.tsx';
import { Fault } from '../parts/basics.tsx';
import { useFormats, useLanguage, useText } from '../state/language.ts';
import { ask, type PageError } from '../state/office.ts';
import { goTo } from '../state/place.ts';
import { useAnswer } from '../state/use-answer.ts';
import { frameText } from '../text/frame-text.ts';
import { bookingText, membersText } from '../text/members-text.ts';
import { AdjustDialog, EraseDialog, MergeDialog } from './member-acts.tsx';
import { Table } from '../parts/table.tsx';

type Act = 'adjust' | 'merge' | 'erase';

/** One member: who it is, masked until somebody with the right looks, points, and what moved them. */
export function MemberPage({ memberId }: { readonly memberId: string }) {
  const t = useText(membersText);
  const words = useText(frameText);
  const [act, setAct] = useState<Act | null>(null);
  const { value, error, again } = useAnswer('members.show', { memberId });
  const name = value?.member.name ?? value?.member.number ?? '';
  const close = () => setAct(null);
  const done = () => {
    setAct(null);
    again();
  };
  return (
    <Page
      title={value ? name : t('title')}
      subtitle={
        <button type="button" className="link opens" onClick={() => goTo('members')}>
          <Icon name="back" isSmall />
          {t('back')}
        </button>
      }
      actions={value && <Acts onAct={setAct} />}
    >
      <Fault error={error} />
      {!value && !error && <p className="muted">{words('loading')}</p>}
      {value && (
        <>
          <section className="sheet member-sheet">
            <Profile member={value.member} />
            <Account member={value.member} />
          </section>
          <Statement rows={value.statement} />
        </>
      )}
      {value && act === 'adjust' && (
        <AdjustDialog member={value.member} name={name} onClose={close} onDone={done} />
      )}
      {value && act === 'merge' && <MergeDialog member={value.member} name={name} onClose={close} />}
      {value && act === 'erase' && <EraseDialog member={value.member} name={name} onClose={close} />}
    </Page>
  );
}

function Acts({ onAct }: { readonly onAct: (act: Act) => void }) {
  const t = useText(membersText);
  const mayAdjust = useRight('points-adjust');
  const mayManage = useRight('members-manage');
  return (
    <>
      {mayManage && (
        <>
          <button type="button" className="plain danger" onClick={() => onAct('erase')}>
            {t('erase')}
          </button>
          <button type="button" className="plain" onClick={() => onAct('merge')}>
            {t('merge')}
          </button>
        </>
      )}
      {mayAdjust && (
        <button type="button" className="plain" onClick={() => onAct('adjust')}>
          {t('adjust')}
        </button>
      )}
    </>
  );
}

function Profile({ member }: { readonly member: MemberHit }) {
  const t = useText(membersText);
  const { time } = useFormats();
  const maySee = useRight('members-see');
  const [seen, setSeen] = useState<MemberProfile | null>(null);
  const [error, setError] = useState<PageError | null>(null);
  const reveal = async () => {
    const answer = await ask('members.reveal', { memberId: member.memberId });
    setSeen(answer.ok ? answer.value : null);
    setError(answer.ok ? null : answer.error);
  };
  const facts = [
    ['name', seen ? seen.name : member.isSealed ? t('sealed') : member.name],
    ['phone', seen ? seen.phone : member.phone],
    ['birthday', seen ? seen.birthday : member.birthday],
    ...(seen
      ? ([
          ['email', seen.email],
          ['note', seen.note],
        ] as const)
      : []),
    ['number', member.number],
    ['cards', member.cards.join(', ') || null],
    ['joined', time(member.joinedAtUtcMs)],
  ] as const;
  return (
    <div className="section">
      <h2>{t('profile')}</h2>
      <dl className="facts selectable">
        {facts.map(([key, text]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd>{text ?? t('unknown')}</dd>
          </div>
        ))}
      </dl>
      <Fault error={error} />
      {maySee && !seen && (
        <div className="row-buttons">
          <button type="button" className="plain" onClick={() => void reveal()}>
            {t('reveal')}
          </button>
          <span className="meta">{t('revealHint')}</span>
        </div>
      )}
    </div>
  );
}

function Account({ member: { account, tier } }: { readonly member: MemberHit }) {
  const t = useText(membersText);
  const language = useLanguage();
  const { count, time, day } = useFormats();
  const moved = (kind: 'expiring' | 'pending') =>
    (account?.[kind] ?? []).map(({ points, atUtcMs }) =>
      t(kind, { points: count(points), day: time(atUtcMs) }),
    );
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
            {[...moved('pending'), ...moved('expiring')].map((text) => (
              <span key={text} className="meta block">
                {text}
              </span>
            ))}
          </dd>
        </div>
        <div>
          <dt>{t('tier')}</dt>
          <dd>{tier ? tier[language] : t('unknown')}</dd>
        </div>
        <div>
          <dt>{t('review')}</dt>
          <dd>{account?.reviewOn ? day(account.reviewOn) : t('unknown')}</dd>
        </div>
        <div>
          <dt>{t('visits')}</dt>
          <dd>{count(account?.visits ?? 0)}</dd>
        </div>
      </dl>
    </div>
  );
}

function Statement({ rows }: { readonly rows: readonly StatementRow[] }) {
  const t = useText(membersText);
  const words = useText(bookingText);
  const { count, time } = useFormats();
  if (rows.length === 0) return <p className="muted">{t('statementEmpty')}</p>;
  return (
    <Table
      columns={[t('when'), t('what'), t('receipt'), { number: t('points') }, { number: t('balance') }]}
      label={t('statement')}
    >
      {rows.map((row, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a statement has no keys, and is replaced as a whole.
        <tr key={index}>
          <td className="nowrap">{time(row.atUtcMs)}</td>
          <td>{words(row.kind)}</td>
          <td>{row.receiptNumber ?? t('unknown')}</td>
          <td className="number">{count(row.points)}</td>
          <td className="number">{count(row.balance)}</td>
        </tr>
      ))}
    </Table>
  );
}

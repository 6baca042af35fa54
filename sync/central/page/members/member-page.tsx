import { useState } from 'react';
import { Icon } from '../../../../renderer/parts/icon.tsx';
import type { MemberHit, StatementRow } from '../../office/member-shown.ts';
import { VoidCouponDialog } from '../coupon-dialogs.tsx';
import { Page, useRight } from '../frame.tsx';
import { Fault } from '../parts/basics.tsx';
import { Table } from '../parts/table.tsx';
import { useFormats, useText } from '../state/language.ts';
import { goTo } from '../state/place.ts';
import { useAnswer } from '../state/use-answer.ts';
import { frameText } from '../text/frame-text.ts';
import { bookingText, membersText } from '../text/members-text.ts';
import type { Act } from './act.ts';
import { AccountSection } from './account-section.tsx';
import { CouponsSection } from './coupons-section.tsx';
import { EraseDialog, MergeDialog } from './member-acts.tsx';
import { ProfileSection } from './profile-section.tsx';
import { AdjustDialog, HoldDialog, ReleaseDialog, TierDialog } from './standing-dialogs.tsx';

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
            <ProfileSection shown={value} onChanged={again} />
            <AccountSection shown={value} onAct={setAct} />
          </section>
          {value.coupons.length > 0 && (
            <CouponsSection coupons={value.coupons} onVoid={(code) => setAct({ kind: 'void', code })} />
          )}
          <Statement rows={value.statement} count={value.statementCount} />
        </>
      )}
      {act && value && (
        <ActDialogs act={act} member={value.member} name={name} onClose={close} onDone={done} />
      )}
    </Page>
  );
}

interface ActDialogsProps {
  readonly act: Act;
  readonly member: MemberHit;
  readonly name: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** The dialog of what somebody began to do. */
function ActDialogs({ act, ...props }: ActDialogsProps) {
  switch (act.kind) {
    case 'adjust':
      return <AdjustDialog {...props} />;
    case 'hold':
      return <HoldDialog {...props} />;
    case 'release':
      return <ReleaseDialog {...props} hold={act.hold} />;
    case 'tier':
      return <TierDialog {...props} />;
    case 'void':
      return <VoidCouponDialog {...props} given={act.code} />;
    case 'merge':
      return <MergeDialog {...props} />;
    case 'erase':
      return <EraseDialog {...props} />;
  }
}

function Acts({ onAct }: { readonly onAct: (act: Act) => void }) {
  const t = useText(membersText);
  if (!useRight('members-manage')) return null;
  return (
    <>
      <button type="button" className="plain danger" onClick={() => onAct({ kind: 'erase' })}>
        {t('erase')}
      </button>
      <button type="button" className="plain" onClick={() => onAct({ kind: 'merge' })}>
        {t('merge')}
      </button>
    </>
  );
}

function Statement({ rows, count: all }: { readonly rows: readonly StatementRow[]; readonly count: number }) {
  const t = useText(membersText);
  const words = useText(bookingText);
  const { count, time } = useFormats();
  if (rows.length === 0) return <p className="muted">{t('statementEmpty')}</p>;
  return (
    <>
      <Table
        columns={[t('when'), t('what'), t('receipt'), { number: t('points') }, { number: t('balance') }]}
        label={t('statement')}
      >
        {rows.map((row, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a statement has no keys, and is replaced as a whole.
          <tr key={index}>
            <td className="nowrap">{time(row.atUtcMs)}</td>
            <td>
              {words(row.kind)}
              {row.decision && (
                <span className="meta">
                  {t('decided', { reason: row.decision.reason, actor: row.decision.actor })}
                </span>
              )}
            </td>
            <td>{row.receiptNumber ?? t('unknown')}</td>
            <td className="number">{count(row.points)}</td>
            <td className="number">{count(row.balance)}</td>
          </tr>
        ))}
      </Table>
      {all > rows.length && (
        <p className="meta">{t('statementPart', { shown: count(rows.length), count: count(all) })}</p>
      )}
    </>
  );
}

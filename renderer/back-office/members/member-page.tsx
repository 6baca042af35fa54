import { useState } from 'react';
import { CentralDecides } from '../../chain/central-decides.tsx';
import { useIsJoined } from '../../chain/chain-events.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { TierBadge } from '../../member/tier-badge.tsx';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { saveFile } from '../../receipt/save-file.ts';
import type { MemberPageData, RevealedMember } from '../../service/answers.ts';
import { notify, perform, refuse } from '../../state/counter.ts';
import { showScreen } from '../../state/screen.ts';
import { memberPageText } from '../../text/member-page-text.ts';
import { membersText } from '../../text/members-text.ts';
import { useText } from '../../text/use-text.ts';
import { OfficePage } from '../office-page.tsx';
import { PageFault } from '../page-fault.tsx';
import { useAnswer } from '../use-answer.ts';
import { useDates } from '../use-dates.ts';
import { AddCardDialog, RemoveCardDialog } from './card-acts.tsx';
import { useListState } from './list-state.ts';
import { EraseDialog, IssueDialog, MergeDialog, SetTierDialog } from './member-acts.tsx';
import { EditDialog } from './member-form.tsx';
import { CouponsSection, PurchasesSection } from './member-purchases.tsx';
import { AdjustDialog, FreezeDialog, ReleaseDialog } from './points-acts.tsx';
import { PointsSection } from './points-section.tsx';
import { ConsentSection, ProfileSection } from './profile-section.tsx';
import { StandingSection } from './standing-section.tsx';
import { TierSection } from './tier-section.tsx';
import '../detail-page.css';
import './members.css';

type Hold = MemberPageData['points']['holds'][number];

/** Which dialog is open over the page. */
export type MemberAct =
  | 'adjust'
  | 'freeze'
  | 'merge'
  | 'erase'
  | 'edit'
  | 'set-tier'
  | 'issue'
  | 'add-card'
  | { readonly release: Hold }
  | { readonly removeCard: string };

function toList(): void {
  showScreen('back-office', 'members');
}

/** Everything about one member. */
export function MemberPage({ memberId }: { readonly memberId: string }) {
  const names = useText(membersText);
  const [act, setAct] = useState<MemberAct | null>(null);
  const { revealed, reveal, hide } = useRevealed(memberId);
  const answer = useAnswer(memberId, (service) => service.loyalty.member({ memberId }));
  const page = answer.value;
  useKeys({ back: toList });
  const edit = async () => {
    if (await reveal()) setAct('edit');
  };
  const onDone = (said: string) => {
    if (act === 'erase') {
      useListState.setState({ said });
      toList();
      return;
    }
    void answer.refresh();
    notify({ kind: 'done', text: said, undo: null });
  };
  const title = revealed?.profile?.name ?? page?.member.name ?? page?.member.number ?? names('title');
  return (
    <OfficePage
      page="members"
      title={title}
      subtitle={page && <MemberSubtitle page={page} />}
      actions={page && <MemberActions page={page} onAct={setAct} />}
      onBack={toList}
    >
      <CentralDecides what="members" />
      <PageFault fault={answer.fault} />
      {page && (
        <div className="sheet detail member-page">
          <div className="member-who">
            <ProfileSection
              member={page.member}
              revealed={revealed}
              onEdit={() => void edit()}
              onShow={() => void reveal()}
              onHide={hide}
              onAddCard={() => setAct('add-card')}
              onRemoveCard={(removeCard) => setAct({ removeCard })}
            />
            <ConsentSection consents={page.member.consents} />
            <TierSection tier={page.tier} onSetTier={() => setAct('set-tier')} />
          </div>
          <PointsSection page={page} onRelease={(release) => setAct({ release })} />
          <div className="member-does">
            <StandingSection insight={page.insight} insightLeft={page.insightLeft} />
            <PurchasesSection page={page} />
            <CouponsSection coupons={page.coupons} onIssue={() => setAct('issue')} />
          </div>
        </div>
      )}
      {page && act && (
        <OpenAct act={act} page={page} revealed={revealed} onClose={() => setAct(null)} onDone={onDone} />
      )}
    </OfficePage>
  );
}

/** What is shown whole, once somebody with the right asked for it; gone with the page. */
function useRevealed(memberId: string) {
  const [revealed, setRevealed] = useState<RevealedMember | null>(null);
  const reveal = async (): Promise<boolean> => {
    const read = await perform((service, approval) =>
      service.member.reveal({ memberId, ...(approval && { approval }) }),
    );
    if (read.ok) setRevealed(read.value);
    else await refuse(read.error);
    return read.ok;
  };
  return { revealed, reveal, hide: () => setRevealed(null) };
}

function MemberSubtitle({ page: { member, tier } }: { readonly page: MemberPageData }) {
  const t = useText(memberPageText);
  const { dayOf } = useDates();
  return (
    <span className="detail-subtitle">
      {tier.name && <TierBadge name={tier.name} />}
      <span className="selectable">{member.number}</span>
      <span>{`· ${t('joined', { date: dayOf(member.joinedAtUtcMs) })}`}</span>
    </span>
  );
}

interface MemberActionsProps {
  readonly page: MemberPageData;
  readonly onAct: (act: MemberAct) => void;
}

const acts = [
  { id: 'adjust', icon: 'percent' },
  { id: 'freeze', icon: 'lock' },
  { id: 'merge', icon: 'people' },
] as const satisfies readonly { id: MemberAct; icon: IconName }[];

function MemberActions({ page: { member }, onAct }: MemberActionsProps) {
  const t = useText(memberPageText);
  const isJoined = useIsJoined();
  const save = async () => {
    const file = await perform((service, approval) =>
      service.member.export({ memberId: member.memberId, ...(approval && { approval }) }),
    );
    if (file.ok) saveFile(file.value);
    else await refuse(file.error);
  };
  return (
    <div className="page-acts" role="group" aria-label={t('acts')}>
      {acts.map(({ id, icon }) => (
        <button key={id} type="button" className="plain" disabled={isJoined} onClick={() => onAct(id)}>
          <Icon name={icon} isSmall />
          {t(id)}
        </button>
      ))}
      <button type="button" className="plain" onClick={() => void save()}>
        <Icon name="download" isSmall />
        {t('export')}
      </button>
      <button type="button" className="plain danger" disabled={isJoined} onClick={() => onAct('erase')}>
        <Icon name="bin" isSmall />
        {t('erase')}
      </button>
    </div>
  );
}

interface OpenActProps {
  readonly act: MemberAct;
  readonly page: MemberPageData;
  readonly revealed: RevealedMember | null;
  readonly onClose: () => void;
  readonly onDone: (said: string) => void;
}

function OpenAct({ act, revealed, ...props }: OpenActProps) {
  const t = useText(memberPageText);
  if (typeof act === 'object') {
    return 'release' in act ? (
      <ReleaseDialog {...props} hold={act.release} />
    ) : (
      <RemoveCardDialog {...props} card={act.removeCard} />
    );
  }
  switch (act) {
    case 'add-card':
      return <AddCardDialog {...props} />;
    case 'adjust':
      return <AdjustDialog {...props} />;
    case 'freeze':
      return <FreezeDialog {...props} />;
    case 'merge':
      return <MergeDialog {...props} />;
    case 'erase':
      return <EraseDialog {...props} />;
    case 'set-tier':
      return <SetTierDialog {...props} />;
    case 'issue':
      return <IssueDialog {...props} />;
    case 'edit':
      return revealed ? (
        <EditDialog member={revealed} onClose={props.onClose} onSaved={() => props.onDone(t('saved'))} />
      ) : null;
  }
}

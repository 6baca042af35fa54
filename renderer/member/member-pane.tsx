import { useEffect, useState } from 'react';
import { PaneHead } from '../counter/pane-head.tsx';
import { useKeys } from '../keys/use-keys.ts';
import { Icon } from '../parts/icon.tsx';
import type { CounterMember } from '../service/answers.ts';
import { showPane, useCounter } from '../state/counter.ts';
import { showScreen } from '../state/screen.ts';
import { useTill } from '../state/till.ts';
import { memberText } from '../text/member-text.ts';
import { useText } from '../text/use-text.ts';
import { FindForm } from './find-form.tsx';
import { useEnrolment } from './enrolment.ts';
import { MemberFacts } from './member-strip.tsx';
import { takeOffMember } from './membership.ts';
import { RegisterForm } from './register-form.tsx';

/** Who the sale is for: finding a member, registering one, taking one off. */
export function MemberPane() {
  const t = useText(memberText);
  const member = useCounter((state) => state.snapshot?.member ?? null);
  const draft = useEnrolment((state) => state.draft);
  useEffect(() => endDraft, []);
  useKeys({
    back: () => (draft ? endDraft() : showPane('tiles')),
  });
  return (
    <>
      <PaneHead title={t(draft ? 'register' : 'title')} {...(draft && { onBack: endDraft })} />
      {draft ? (
        <RegisterForm draft={draft} />
      ) : (
        <>
          {member && <PresentMember member={member} />}
          <FindForm />
        </>
      )}
    </>
  );
}

function endDraft(): void {
  useEnrolment.setState({ draft: null });
}

/** The member of this sale, and what may be done about it. */
function PresentMember({ member }: { readonly member: CounterMember }) {
  const t = useText(memberText);
  const [isBusy, setBusy] = useState(false);
  const takeOff = async () => {
    setBusy(true);
    await takeOffMember(member, t('takenOff', { name: member.name }));
    setBusy(false);
  };
  return (
    <section className="card member-card" aria-label={t('strip')}>
      <MemberFacts member={member} />
      <div className="member-actions">
        <span className="meta member-number">
          {[member.phone, t('number', { number: member.number })].filter(Boolean).join(' · ')}
        </span>
        <span className="choices">
          <OpenPage memberId={member.memberId} />
          <button type="button" className="plain" disabled={isBusy} onClick={() => void takeOff()}>
            <Icon name="close" isSmall />
            {t('takeOff')}
          </button>
        </span>
      </div>
    </section>
  );
}

/** To all that the shop knows of the member, for whoever may see it. */
function OpenPage({ memberId }: { readonly memberId: string }) {
  const t = useText(memberText);
  const maySee = useTill((state) => state.session?.role?.rights.includes('member-see') ?? false);
  if (!maySee) return null;
  return (
    <button type="button" className="plain" onClick={() => showScreen('back-office', `members/${memberId}`)}>
      <Icon name="person" isSmall />
      {t('openPage')}
    </button>
  );
}

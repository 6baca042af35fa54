import { useState } from 'react';
import type { MemberProfile } from '../../../../domain/members/member.ts';
import type { MemberShown } from '../../office/member-shown.ts';
import { useRight } from '../frame.tsx';
import { Fault } from '../parts/basics.tsx';
import { useFormats, useText } from '../state/language.ts';
import { ask, type PageError } from '../state/office.ts';
import { consentText, membersText } from '../text/members-text.ts';
import { ProfileDialog } from './profile-dialog.tsx';

interface ProfileSectionProps {
  readonly shown: MemberShown;
  readonly onChanged: () => void;
}

/** Who a member is: masked, until somebody with the right looks or changes it. */
export function ProfileSection({ shown, onChanged }: ProfileSectionProps) {
  const t = useText(membersText);
  const maySee = useRight('members-see');
  const mayChange = useRight('members-manage') && maySee;
  const [seen, setSeen] = useState<MemberProfile | null>(null);
  const [isChanging, setChanging] = useState(false);
  const [error, setError] = useState<PageError | null>(null);
  const reveal = async () => {
    const answer = await ask('members.reveal', { memberId: shown.member.memberId });
    setSeen(answer.ok ? answer.value : null);
    setError(answer.ok ? null : answer.error);
    return answer.ok;
  };
  const change = async () => setChanging(seen !== null || (await reveal()));
  return (
    <div className="section">
      <h2>{t('profile')}</h2>
      <Facts shown={shown} seen={seen} />
      <Fault error={error} />
      {maySee && (
        <div className="row-buttons">
          {!seen && (
            <button type="button" className="plain" onClick={() => void reveal()}>
              {t('reveal')}
            </button>
          )}
          {mayChange && (
            <button type="button" className="plain" onClick={() => void change()}>
              {t('change')}
            </button>
          )}
          {!seen && <span className="meta">{t('revealHint')}</span>}
        </div>
      )}
      {seen && isChanging && (
        <ProfileDialog
          member={shown.member}
          profile={seen}
          consents={shown.consents}
          onClose={() => setChanging(false)}
          onDone={() => {
            setChanging(false);
            setSeen(null);
            onChanged();
          }}
        />
      )}
    </div>
  );
}

interface FactsProps {
  readonly shown: MemberShown;
  readonly seen: MemberProfile | null;
}

function Facts({ shown: { member, consents }, seen }: FactsProps) {
  const t = useText(membersText);
  const say = useText(consentText);
  const { day } = useFormats();
  const agreed = consents.filter(({ isGiven }) => isGiven).map(({ kind }) => say(kind));
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
    ['consents', agreed.join(', ') || null],
    ['joined', day(member.joinedOn)],
  ] as const;
  return (
    <dl className="facts selectable">
      {facts.map(([key, text]) => (
        <div key={key}>
          <dt>{t(key)}</dt>
          <dd>{text ?? t('unknown')}</dd>
        </div>
      ))}
    </dl>
  );
}

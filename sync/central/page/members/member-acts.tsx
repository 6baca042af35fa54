import { useState } from 'react';
import type { MemberHit } from '../../office/member-shown.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { MemberChoice } from '../parts/member-choice.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { useFormats, useText } from '../state/language.ts';
import { ask } from '../state/office.ts';
import { goTo } from '../state/place.ts';
import { membersText } from '../text/members-text.ts';

interface ActProps {
  readonly member: MemberHit;
  readonly name: string;
  readonly onClose: () => void;
}

export function EraseDialog({ member, name, onClose }: ActProps) {
  const t = useText(membersText);
  const [reason, setReason] = useState('');
  return (
    <ActDialog
      title={t('eraseTitle', { name })}
      act={t('erase')}
      isDanger
      onAct={() => ask('members.erase', { memberId: member.memberId, reason })}
      onDone={() => goTo('members')}
      onClose={onClose}
    >
      <p>{t('eraseText')}</p>
      <ReasonField isFirst value={reason} onChange={setReason} />
    </ActDialog>
  );
}

/** The other is looked for first, and shown, before anything is made one. */
export function MergeDialog({ member, name, onClose }: ActProps) {
  const t = useText(membersText);
  const { count } = useFormats();
  const [other, setOther] = useState<MemberHit | null>(null);
  const [reason, setReason] = useState('');
  const merge = () =>
    ask('members.merge', { fromMemberId: member.memberId, intoMemberId: other?.memberId ?? '', reason });
  return (
    <ActDialog
      title={t('mergeTitle', { name })}
      act={t('merge')}
      isDanger
      isReady={other !== null}
      onAct={merge}
      onDone={({ memberId }) => goTo('members', memberId)}
      onClose={onClose}
    >
      <p>{t('mergeText')}</p>
      <MemberChoice
        label={t('mergeInto')}
        find={t('mergeFind')}
        except={member.memberId}
        none={(number) => t('mergeNone', { number })}
        found={(hit) =>
          t('mergeFound', {
            name: hit.name ?? t('nameless'),
            number: hit.number,
            points: count(hit.account?.points ?? 0),
          })
        }
        onChoose={setOther}
      />
      {other && <ReasonField value={reason} onChange={setReason} />}
    </ActDialog>
  );
}

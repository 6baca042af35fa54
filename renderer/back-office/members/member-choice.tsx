import { useState } from 'react';
import { useFoundMembers } from '../../member/use-found-members.ts';
import type { FoundMember } from '../../service/answers.ts';
import { membersText } from '../../text/members-text.ts';
import { useText } from '../../text/use-text.ts';
import { DialogField } from '../act-dialog.tsx';
import './member-choice.css';

const QUERY_MAX_LENGTH = 100;

interface MemberChoiceProps {
  readonly label: string;
  /** Who cannot be meant. */
  readonly exceptId?: string;
  readonly chosenId: string | null;
  /** Null where the choice is gone from sight, because another text finds others. */
  readonly onChoose: (member: FoundMember | null) => void;
}

/** Finds members by what is typed, as at the counter; one of them is chosen. */
export function MemberChoice({ label, exceptId, chosenId, onChoose }: MemberChoiceProps) {
  const t = useText(membersText);
  const [text, setText] = useState('');
  const found = useFoundMembers(text.trim());
  const members = found?.members.filter(({ memberId }) => memberId !== exceptId) ?? [];
  const look = (next: string) => {
    setText(next);
    onChoose(null);
  };
  return (
    <>
      <DialogField isFirst label={label} value={text} maxLength={QUERY_MAX_LENGTH} onChange={look} />
      <div className="member-choice">
        {members.map((member) => (
          <button
            key={member.memberId}
            type="button"
            className="plain"
            aria-pressed={member.memberId === chosenId}
            onClick={() => onChoose(member)}
          >
            <b>{member.name ?? t('nameless')}</b>
            <span className="muted">{[member.phone, member.number].filter(Boolean).join(' · ')}</span>
          </button>
        ))}
      </div>
      {found && members.length === 0 && <p className="meta">{t('none', { text: found.query })}</p>}
    </>
  );
}

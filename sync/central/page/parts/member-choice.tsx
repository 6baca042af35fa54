import { useState } from 'react';
import type { MemberHit } from '../../office/member-shown.ts';
import { ask } from '../state/office.ts';
import { Field } from './basics.tsx';

interface MemberChoiceProps {
  readonly label: string;
  readonly find: string;
  /** Somebody who is not meant. */
  readonly except?: string;
  /** What is said when none or several are found. */
  readonly none: (count: number) => string;
  readonly found: (member: MemberHit) => string;
  readonly onChoose: (member: MemberHit | null) => void;
}

/** Somebody by number, card or phone, shown before anything is done with them. Only one who is found alone is chosen. */
export function MemberChoice({ label, find, except, none, found, onChoose }: MemberChoiceProps) {
  const [text, setText] = useState('');
  const [hits, setHits] = useState<readonly MemberHit[] | null>(null);
  const choose = (next: readonly MemberHit[] | null) => {
    setHits(next);
    onChoose(next?.length === 1 ? next[0]! : null);
  };
  const look = async () => {
    const answer = await ask('members.search', { text, after: null });
    choose(answer.ok ? answer.value.rows.filter(({ memberId }) => memberId !== except) : null);
  };
  const [one] = hits ?? [];
  return (
    <>
      <div className="filters">
        <div className="wide">
          <Field label={label}>
            {(ids) => (
              <input
                {...ids}
                autoFocus
                autoComplete="off"
                maxLength={100}
                value={text}
                onChange={(event) => {
                  setText(event.target.value);
                  choose(null);
                }}
              />
            )}
          </Field>
        </div>
        <button type="button" className="plain" disabled={text.trim() === ''} onClick={() => void look()}>
          {find}
        </button>
      </div>
      <p role="status">{hits && (hits.length === 1 && one ? found(one) : none(hits.length))}</p>
    </>
  );
}

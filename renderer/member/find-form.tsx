import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Icon } from '../parts/icon.tsx';
import { Numpad } from '../parts/numpad.tsx';
import type { FoundMember } from '../service/answers.ts';
import { memberText } from '../text/member-text.ts';
import { useText } from '../text/use-text.ts';
import { enrol } from './enrolment.ts';
import { MemberHit } from './member-hit.tsx';
import { takeMember } from './membership.ts';
import { findMembers, useFoundMembers, type FoundMembers } from './use-found-members.ts';

const LIST_ID = 'found-members';
const QUERY_MAX_LENGTH = 100;
const nobody: readonly FoundMember[] = [];

/** Finds members as somebody says who they are. Enter takes the first; where nobody is found, it registers them. */
export function FindForm() {
  const t = useText(memberText);
  const field = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const found = useFoundMembers(query.trim());
  const [place, setPlace] = usePlace(found);
  const members = found?.members ?? nobody;
  useEffect(() => {
    field.current?.focus();
  }, []);
  const type = (text: string) => setQuery(text.slice(0, QUERY_MAX_LENGTH));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && members.length > 0) {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setPlace((place + step + members.length) % members.length);
      event.preventDefault();
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      if (!event.repeat) void enter(query.trim(), found, place);
    }
  };
  return (
    <div className="member-pane">
      <div className="column">
        <label className="member-search">
          <Icon name="search" />
          <input
            ref={field}
            role="combobox"
            aria-label={t('find')}
            aria-expanded={members.length > 0}
            aria-controls={LIST_ID}
            aria-autocomplete="list"
            {...(members.length > 0 && { 'aria-activedescendant': `${LIST_ID}-${place}` })}
            placeholder={t('find')}
            autoComplete="off"
            spellCheck={false}
            value={query}
            onChange={(event) => type(event.target.value)}
            onKeyDown={onKeyDown}
          />
        </label>
        <Hits found={found} place={place} />
        <button type="button" className="plain" onClick={() => enrol(query)}>
          <Icon name="addPerson" isSmall />
          {t('register')}
        </button>
      </div>
      <Numpad extra={null} onKey={(text) => type(query + text)} onErase={() => type(query.slice(0, -1))} />
    </div>
  );
}

function Hits({ found, place }: { readonly found: FoundMembers | null; readonly place: number }) {
  const t = useText(memberText);
  if (!found) return <p className="meta">{t('hint')}</p>;
  if (found.members.length === 0) {
    return (
      <p role="status">
        {t('nobody', { query: found.query })} {t('nobodyYet')}
      </p>
    );
  }
  return (
    <div className="card hits" id={LIST_ID} role="listbox" aria-label={t('hits')}>
      {found.members.map((member, index) => (
        <button
          type="button"
          key={member.memberId}
          id={`${LIST_ID}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === place}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => void takeMember(member.memberId)}
        >
          <MemberHit member={member} />
        </button>
      ))}
    </div>
  );
}

/** Which hit Enter takes: the first of new ones. */
function usePlace(found: FoundMembers | null): [number, (place: number) => void] {
  const [at, setAt] = useState<{ readonly found: FoundMembers | null; readonly place: number }>({
    found,
    place: 0,
  });
  return [at.found === found ? at.place : 0, (place) => setAt({ found, place })];
}

/** Enter may come before what it found is shown. */
async function enter(query: string, found: FoundMembers | null, place: number): Promise<void> {
  if (query === '') return;
  const members = (found?.query === query ? found : await findMembers(query))?.members;
  if (!members) return;
  const chosen = members[place] ?? members[0];
  if (chosen) await takeMember(chosen.memberId);
  else enrol(query);
}

import { useState } from 'react';
import { consentKinds, type Consent, type ConsentKind } from '../../../../domain/facts/member-facts.ts';
import {
  MEMBER_EMAIL_MAX_LENGTH,
  MEMBER_NAME_MAX_LENGTH,
  MEMBER_NOTE_MAX_LENGTH,
  type MemberProfile,
} from '../../../../domain/members/member.ts';
import { ok } from '../../../../domain/result.ts';
import type { MemberHit } from '../../office/member-shown.ts';
import { ActDialog } from '../parts/act-dialog.tsx';
import { Field } from '../parts/basics.tsx';
import { TextField } from '../parts/text-field.tsx';
import { useText } from '../state/language.ts';
import { ask } from '../state/office.ts';
import { consentText, membersText } from '../text/members-text.ts';

const maxLengths = {
  name: MEMBER_NAME_MAX_LENGTH,
  phone: 40,
  birthday: 12,
  email: MEMBER_EMAIL_MAX_LENGTH,
  note: MEMBER_NOTE_MAX_LENGTH,
} as const;
type FieldName = keyof typeof maxLengths;
const fields = Object.keys(maxLengths) as FieldName[];

type Entry = Readonly<Record<FieldName, string>>;

interface ProfileDialogProps {
  /** Null for somebody new. */
  readonly member: MemberHit | null;
  readonly profile: MemberProfile;
  readonly consents: readonly Consent[];
  readonly onDone: (memberId: string) => void;
  readonly onClose: () => void;
}

/**
 * Who a member is, of somebody new or of one who is changed. Only what was changed is sent, so that nothing is undone that a till
 * changed meanwhile.
 */
export function ProfileDialog({ member, profile, consents, onDone, onClose }: ProfileDialogProps) {
  const t = useText(membersText);
  const before = entryOf(profile);
  const [entry, setEntry] = useState(before);
  const cardsBefore = member?.cards.join('\n') ?? '';
  const [cards, setCards] = useState(cardsBefore);
  const allowed = consents.filter(({ isGiven }) => isGiven).map(({ kind }) => kind);
  const [given, setGiven] = useState<readonly ConsentKind[]>(allowed);
  const changed = fields.filter((field) => entry[field] !== before[field]);
  const answered = consentKinds
    .filter((kind) => given.includes(kind) !== allowed.includes(kind))
    .map((kind) => ({ kind, isGiven: given.includes(kind) }));
  const change = {
    ...Object.fromEntries(changed.map((field) => [field, entry[field].trim() || null])),
    ...(cards !== cardsBefore && { cards: cards.split('\n').filter((card) => card.trim() !== '') }),
    ...(answered.length > 0 && { consents: answered }),
  };
  const save = async () => {
    if (member === null) return ask('members.add', change);
    const saved = await ask('members.change', { memberId: member.memberId, ...change });
    return saved.ok ? ok({ memberId: member.memberId }) : saved;
  };
  return (
    <ActDialog
      title={member ? t('changeTitle', { name: profile.name ?? member.number }) : t('add')}
      act={member ? t('save') : t('addNow')}
      isReady={Object.keys(change).length > 0}
      onAct={save}
      onDone={({ memberId }) => onDone(memberId)}
      onClose={onClose}
    >
      <div className="form-grid">
        <EntryFields entry={entry} onChange={setEntry} />
        <Field label={t('cards')} hint={t('cardsHint')}>
          {(ids) => (
            <textarea {...ids} rows={2} value={cards} onChange={(event) => setCards(event.target.value)} />
          )}
        </Field>
      </div>
      <ConsentFields given={given} onChange={setGiven} />
    </ActDialog>
  );
}

function entryOf(profile: MemberProfile): Entry {
  const { name, phone, birthday, email, note } = profile;
  return {
    name: name ?? '',
    phone: phone ?? '',
    birthday: birthday ?? '',
    email: email ?? '',
    note: note ?? '',
  };
}

interface EntryFieldsProps {
  readonly entry: Entry;
  readonly onChange: (entry: Entry) => void;
}

function EntryFields({ entry, onChange }: EntryFieldsProps) {
  const t = useText(membersText);
  return fields.map((field) => (
    <TextField
      key={field}
      label={t(field)}
      {...(field === 'birthday' && { hint: t('birthdayHint') })}
      autoFocus={field === 'name'}
      autoComplete="off"
      maxLength={maxLengths[field]}
      value={entry[field]}
      onChange={(text) => onChange({ ...entry, [field]: text })}
    />
  ));
}

interface ConsentFieldsProps {
  readonly given: readonly ConsentKind[];
  readonly onChange: (given: readonly ConsentKind[]) => void;
}

/** What the member agrees to; nothing is ticked for them. */
function ConsentFields({ given, onChange }: ConsentFieldsProps) {
  const t = useText(membersText);
  const say = useText(consentText);
  return (
    <fieldset className="shop-choice consent-choice">
      <legend className="meta">{t('consents')}</legend>
      {consentKinds.map((kind) => (
        <label key={kind} className="check-field">
          <input
            type="checkbox"
            checked={given.includes(kind)}
            onChange={({ target: { checked } }) =>
              onChange(checked ? [...given, kind] : given.filter((each) => each !== kind))
            }
          />
          {say(kind)}
        </label>
      ))}
    </fieldset>
  );
}

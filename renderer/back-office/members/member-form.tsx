import { useState } from 'react';
import { consentKinds, type ConsentKind } from '../../../domain/facts/member-facts.ts';
import { perform } from '../../state/counter.ts';
import { showScreen } from '../../state/screen.ts';
import { membersText } from '../../text/members-text.ts';
import { useText } from '../../text/use-text.ts';
import type { RegistrationOutcome, RevealedMember } from '../../service/answers.ts';
import type { ScreenError } from '../../service/connection.ts';
import { ActDialog, carryOut, DialogField } from '../act-dialog.tsx';

const maxLengths = { name: 100, phone: 40, birthday: 12, email: 254, note: 200 } as const;
type Field = keyof typeof maxLengths;
type Entry = Readonly<Record<Field, string>>;
type Duplicate = Extract<RegistrationOutcome, { kind: 'already-member' }>;

const fields = Object.keys(maxLengths) as Field[];
const blank: Entry = { name: '', phone: '', birthday: '', email: '', note: '' };

/** Makes somebody a member and opens their page. */
export function RegisterDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText(membersText);
  const [entry, setEntry] = useState(blank);
  const [given, setGiven] = useState<readonly ConsentKind[]>([]);
  const [duplicate, setDuplicate] = useState<Duplicate | null>(null);
  const register = async (isSomebodyElse: boolean): Promise<ScreenError | 'stay' | null> => {
    const consents = given.map((kind) => ({ kind, isGiven: true }));
    const done = await perform((service, approval) =>
      service.member.register({ ...entry, consents, isSomebodyElse, ...(approval && { approval }) }),
    );
    if (!done.ok) return done.error;
    if (done.value.kind === 'registered') {
      showScreen('back-office', `members/${done.value.member.memberId}`);
      return null;
    }
    setDuplicate(done.value);
    return 'stay';
  };
  if (duplicate) return <DuplicateDialog duplicate={duplicate} onClose={onClose} onGoOn={register} />;
  return (
    <ActDialog
      title={t('register')}
      actLabel={t('registerNow')}
      hasReason={false}
      isReady={entry.name.trim() !== '' || entry.phone.trim() !== ''}
      act={() => register(false)}
      onClose={onClose}
    >
      <EntryFields entry={entry} onChange={setEntry} />
      <ConsentFields given={given} onChange={setGiven} />
    </ActDialog>
  );
}

interface DuplicateDialogProps {
  readonly duplicate: Duplicate;
  readonly onClose: () => void;
  readonly onGoOn: (isSomebodyElse: boolean) => Promise<unknown>;
}

/** Whoever is a member already, masked; of the same name and birthday it may be somebody else. */
function DuplicateDialog({ duplicate: { because, member }, onClose, onGoOn }: DuplicateDialogProps) {
  const t = useText(membersText);
  const isByPhone = because === 'phone';
  const open = () => showScreen('back-office', `members/${member.memberId}`);
  return (
    <ActDialog
      title={t('register')}
      hint={t(isByPhone ? 'alreadyPhone' : 'alreadyName')}
      actLabel={t('openPage')}
      hasReason={false}
      act={() => {
        open();
        return Promise.resolve(null);
      }}
      onClose={onClose}
    >
      <p>
        <b>{member.name ?? t('nameless')}</b>{' '}
        <span className="muted">{[member.phone, member.number].filter(Boolean).join(' · ')}</span>
      </p>
      {!isByPhone && (
        <button type="button" className="link" onClick={() => void onGoOn(true)}>
          {t('somebodyElse')}
        </button>
      )}
    </ActDialog>
  );
}

interface EditDialogProps {
  readonly member: RevealedMember;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** Changes what is known of a member. Only what was changed is sent. */
export function EditDialog({ member, onClose, onSaved }: EditDialogProps) {
  const t = useText(membersText);
  const before = entryOf(member);
  const [entry, setEntry] = useState(before);
  const allowed = member.consents.filter(({ isGiven }) => isGiven).map(({ kind }) => kind);
  const [given, setGiven] = useState<readonly ConsentKind[]>(allowed);
  const changed = fields.filter((field) => entry[field] !== before[field]);
  const consents = consentKinds
    .filter((kind) => given.includes(kind) !== allowed.includes(kind))
    .map((kind) => ({ kind, isGiven: given.includes(kind) }));
  const change = Object.fromEntries(changed.map((field) => [field, entry[field].trim() || null]));
  const save = () =>
    carryOut(
      (service, approval) =>
        service.member.change({
          memberId: member.memberId,
          ...change,
          ...(consents.length > 0 && { consents }),
          ...(approval && { approval }),
        }),
      onSaved,
    );
  return (
    <ActDialog
      title={t('edit', { name: member.profile?.name ?? member.number })}
      actLabel={t('save')}
      hasReason={false}
      isReady={changed.length > 0 || consents.length > 0}
      act={save}
      onClose={onClose}
    >
      <EntryFields entry={entry} onChange={setEntry} />
      <ConsentFields given={given} onChange={setGiven} />
    </ActDialog>
  );
}

function entryOf({ profile }: RevealedMember): Entry {
  return {
    name: profile?.name ?? '',
    phone: profile?.phone ?? '',
    birthday: profile?.birthday ?? '',
    email: profile?.email ?? '',
    note: profile?.note ?? '',
  };
}

interface EntryFieldsProps {
  readonly entry: Entry;
  readonly onChange: (entry: Entry) => void;
}

function EntryFields({ entry, onChange }: EntryFieldsProps) {
  const t = useText(membersText);
  return (
    <div className="entry-grid">
      {fields.map((field) => (
        <DialogField
          key={field}
          label={t(field)}
          value={entry[field]}
          maxLength={maxLengths[field]}
          isFirst={field === 'name'}
          {...(field === 'birthday' && { hint: t('birthdayHint') })}
          onChange={(text) => onChange({ ...entry, [field]: text })}
        />
      ))}
    </div>
  );
}

interface ConsentFieldsProps {
  readonly given: readonly ConsentKind[];
  readonly onChange: (given: readonly ConsentKind[]) => void;
}

/** What the member agrees to; nothing is ticked for them. */
function ConsentFields({ given, onChange }: ConsentFieldsProps) {
  const t = useText(membersText);
  return (
    <fieldset className="consent-fields">
      <legend className="meta">{t('consents')}</legend>
      {consentKinds.map((kind) => (
        <label key={kind}>
          <input
            type="checkbox"
            checked={given.includes(kind)}
            onChange={({ target: { checked } }) =>
              onChange(checked ? [...given, kind] : given.filter((each) => each !== kind))
            }
          />
          {t(`consent-${kind}`)}
        </label>
      ))}
    </fieldset>
  );
}

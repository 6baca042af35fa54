import { useEffect, useRef, useState, type FormEvent } from 'react';
import { consentKinds, type ConsentKind } from '../../domain/facts/member-facts.ts';
import { Icon } from '../parts/icon.tsx';
import { Numpad } from '../parts/numpad.tsx';
import type { RegistrationOutcome } from '../service/answers.ts';
import { ask, type ScreenError } from '../service/connection.ts';
import { notify } from '../state/counter.ts';
import { memberText } from '../text/member-text.ts';
import { useErrorText, useText } from '../text/use-text.ts';
import { useEnrolment, type MemberDraft } from './enrolment.ts';
import { MemberHit } from './member-hit.tsx';
import { takeMember } from './membership.ts';

type Field = keyof MemberDraft;
type Duplicate = Extract<RegistrationOutcome, { kind: 'already-member' }>;

const fields = ['phone', 'name', 'birthday'] as const satisfies readonly Field[];
const maxLengths: Readonly<Record<Field, number>> = { phone: 40, name: 100, birthday: 20 };

/** A new member in three fields; a phone or a name suffices. Enter registers from any of them. */
export function RegisterForm({ draft: begun }: { readonly draft: MemberDraft }) {
  const t = useText(memberText);
  const errorText = useErrorText();
  const { draft, change, consents, setConsents, fault, duplicate, register } = useRegistration(begun);
  const [at, setAt] = useState<Field>(() => fields.find((name) => begun[name] === '') ?? 'name');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void register(false);
  };
  return (
    <form className="member-pane" onSubmit={submit}>
      <div className="column">
        <div className="register-fields">
          {fields.map((name) => (
            <TextField
              key={name}
              field={name}
              value={draft[name]}
              isFirst={name === at}
              onFocus={() => setAt(name)}
              onChange={(text) => change(name, text)}
            />
          ))}
        </div>
        {duplicate ? (
          <DuplicateCard duplicate={duplicate} onSomebodyElse={() => void register(true)} />
        ) : (
          <Consents given={consents} onChange={setConsents} />
        )}
        {fault && (
          <p className="fault" role="alert">
            {errorText(fault)}
          </p>
        )}
        {!duplicate && (
          <button type="submit" className="primary">
            {t('registerNow')} <kbd aria-hidden="true">Enter</kbd>
          </button>
        )}
      </div>
      <Numpad
        extra={null}
        onKey={(text) => change(at, draft[at] + text)}
        onErase={() => change(at, draft[at].slice(0, -1))}
      />
    </form>
  );
}

/** What is entered, and what registering it came to: the member takes the sale, or who is one already is shown. */
function useRegistration(begun: MemberDraft) {
  const t = useText(memberText);
  const [draft, setDraft] = useState(begun);
  const [consents, setConsents] = useState<readonly ConsentKind[]>([]);
  const [fault, setFault] = useState<ScreenError | null>(null);
  const [duplicate, setDuplicate] = useState<Duplicate | null>(null);
  const change = (field: Field, text: string) => {
    setDraft({ ...draft, [field]: text.slice(0, maxLengths[field]) });
    setFault(null);
    setDuplicate(null);
  };
  const register = async (isSomebodyElse: boolean) => {
    const given = consents.map((kind) => ({ kind, isGiven: true }));
    const answer = await ask((service) =>
      service.member.register({ ...draft, consents: given, isSomebodyElse }),
    );
    if (!answer.ok) return setFault(answer.error);
    const { member } = answer.value;
    if (answer.value.kind === 'already-member') return setDuplicate(answer.value);
    useEnrolment.setState({ draft: null });
    if (!(await takeMember(member.memberId))) return;
    const name = member.name ?? member.phone ?? member.number;
    notify({ kind: 'done', text: t('registered', { name }), undo: null });
  };
  return { draft, change, consents, setConsents, fault, duplicate, register };
}

interface TextFieldProps {
  readonly field: Field;
  readonly value: string;
  /** It has the focus when the form opens. */
  readonly isFirst: boolean;
  readonly onFocus: () => void;
  readonly onChange: (text: string) => void;
}

function TextField({ field, value, isFirst, onFocus, onChange }: TextFieldProps) {
  const t = useText(memberText);
  const input = useRef<HTMLInputElement>(null);
  const first = useRef(isFirst);
  useEffect(() => {
    if (first.current) input.current?.focus();
  }, []);
  return (
    <label className={field === 'name' ? 'field' : field === 'birthday' ? 'field wide' : 'field'}>
      <span className="label">{t(field)}</span>
      <input
        ref={input}
        inputMode={field === 'name' ? 'text' : 'numeric'}
        autoComplete="off"
        spellCheck={false}
        maxLength={maxLengths[field]}
        {...(field === 'birthday' && { placeholder: t('birthdayHint') })}
        value={value}
        onFocus={onFocus}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

interface ConsentsProps {
  readonly given: readonly ConsentKind[];
  readonly onChange: (given: readonly ConsentKind[]) => void;
}

/** What the customer agrees to; nothing is ticked for them. */
function Consents({ given, onChange }: ConsentsProps) {
  const t = useText(memberText);
  return (
    <fieldset className="consents">
      <legend>{t('consents')}</legend>
      {consentKinds.map((kind) => (
        <label key={kind}>
          <input
            type="checkbox"
            checked={given.includes(kind)}
            onChange={(event) =>
              onChange(event.target.checked ? [...given, kind] : given.filter((each) => each !== kind))
            }
          />
          {t(`consent-${kind}`)}
        </label>
      ))}
    </fieldset>
  );
}

interface DuplicateProps {
  readonly duplicate: Duplicate;
  readonly onSomebodyElse: () => void;
}

/** Whoever is a member already, masked, to be taken in place of a second registration. */
function DuplicateCard({ duplicate: { member, because }, onSomebodyElse }: DuplicateProps) {
  const t = useText(memberText);
  const takeButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    takeButton.current?.focus();
  }, []);
  const take = () => {
    useEnrolment.setState({ draft: null });
    void takeMember(member.memberId);
  };
  return (
    <section className="duplicate" role="alert" aria-label={t('already')}>
      <p>
        <Icon name="info" isSmall /> {t(because === 'phone' ? 'alreadyPhone' : 'alreadyName')}
      </p>
      <MemberHit member={member} />
      <div className="choices">
        <button type="button" className="primary" ref={takeButton} onClick={take}>
          {t('take')} <kbd aria-hidden="true">Enter</kbd>
        </button>
        {because === 'name-and-birthday' && (
          <button type="button" className="plain" onClick={onSomebodyElse}>
            {t('registerAnyway')}
          </button>
        )}
      </div>
    </section>
  );
}

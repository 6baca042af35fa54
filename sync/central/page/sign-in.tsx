import { useEffect, useRef, useState, type FormEvent, type Ref } from 'react';
import { Dialog } from '../../../renderer/parts/dialog.tsx';
import { Looks } from './frame.tsx';
import { Done, Fault } from './parts/basics.tsx';
import { useText } from './state/language.ts';
import { ask, findSession, signIn, useSession, type PageError } from './state/office.ts';
import { frameText } from './text/frame-text.ts';
import { signInText } from './text/sign-in-text.ts';
import { TextField } from './parts/text-field.tsx';

/** Before everything else. */
export function SignIn() {
  const t = useText(signInText);
  const isAway = useSession((state) => state.isAway);
  const [error, setError] = useState<PageError | null>(isAway ? { code: 'central-away' } : null);
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const answer = await signIn(login, password);
    setBusy(false);
    setError(answer.ok ? null : answer.error);
  };
  return (
    <main className="sign-in">
      <div className="looks">
        <Looks />
      </div>
      <form className="card" onSubmit={(event) => void submit(event)}>
        <h1>{t('title')}</h1>
        <TextField
          label={t('login')}
          autoComplete="username"
          autoFocus
          required
          maxLength={100}
          value={login}
          onChange={setLogin}
        />
        <PasswordField label={t('password')} kind="current" value={password} onChange={setPassword} />
        <Fault error={error} />
        <button type="submit" className="primary" disabled={isBusy}>
          {isBusy ? t('signingIn') : t('signIn')}
        </button>
        <p className="meta">{t('first')}</p>
      </form>
    </main>
  );
}

/** Whoever signed in with a password that was given to them chooses their own before anything else. */
export function ChooseOwnPassword() {
  const t = useText(signInText);
  return (
    <main className="sign-in">
      <div className="looks">
        <Looks />
      </div>
      <div className="card">
        <h1>{t('mustChange')}</h1>
        <p className="meta">{t('mustChangeHint')}</p>
        <PasswordForm onDone={() => void findSession()} />
      </div>
    </main>
  );
}

export function PasswordDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText(signInText);
  const words = useText(frameText);
  const [isDone, setDone] = useState(false);
  return (
    <Dialog title={t('change')} onClose={onClose}>
      {isDone ? (
        <>
          <Done>{t('changed')}</Done>
          <div className="actions">
            <button type="button" className="primary" onClick={onClose}>
              {words('close')}
            </button>
          </div>
        </>
      ) : (
        <PasswordForm onDone={() => setDone(true)} onCancel={onClose} />
      )}
    </Dialog>
  );
}

interface PasswordFormProps {
  readonly onDone: () => void;
  readonly onCancel?: () => void;
}

function PasswordForm({ onDone, onCancel }: PasswordFormProps) {
  const t = useText(signInText);
  const words = useText(frameText);
  const [error, setError] = useState<PageError | null>(null);
  const [before, setBefore] = useState('');
  const [after, setAfter] = useState('');
  const [again, setAgain] = useState('');
  const repeat = useRef<HTMLInputElement>(null);
  const isSame = after === again;
  useEffect(() => repeat.current?.setCustomValidity(isSame ? '' : t('notSame')), [isSame, t]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await ask('session.change-password', { before, after });
    setError(answer.ok ? null : answer.error);
    if (answer.ok) onDone();
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <PasswordField label={t('before')} kind="current" autoFocus value={before} onChange={setBefore} />
      <PasswordField label={t('after')} kind="new" value={after} onChange={setAfter} />
      <PasswordField label={t('afterAgain')} kind="new" value={again} onChange={setAgain} ref={repeat} />
      <Fault error={error} />
      <div className="actions">
        {onCancel && (
          <button type="button" className="plain" onClick={onCancel}>
            {words('cancel')}
          </button>
        )}
        <button type="submit" className="primary">
          {t('change')}
        </button>
      </div>
    </form>
  );
}

interface PasswordFieldProps {
  readonly label: string;
  readonly kind: 'current' | 'new';
  readonly autoFocus?: boolean;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly ref?: Ref<HTMLInputElement>;
}

function PasswordField({ kind, ...rest }: PasswordFieldProps) {
  return <TextField {...rest} type="password" autoComplete={`${kind}-password`} required maxLength={200} />;
}

import { useRef, useState, type FormEvent } from 'react';
import { PIN_PATTERN } from '../../domain/staff.ts';
import type { PersonView } from '../../register/contract/session.ts';
import { Numpad } from '../parts/numpad.tsx';
import { ask, type ScreenError } from '../service/connection.ts';
import { readCounter } from '../state/counter.ts';
import { refreshTill } from '../state/till.ts';
import { signInText } from '../text/sign-in-text.ts';
import { useErrorText, useText } from '../text/use-text.ts';

const PIN_MAX_LENGTH = 8;

interface PinEntryProps {
  readonly person: PersonView;
  /** Why the badge that was scanned last did not sign its owner in. */
  readonly badgeError: ScreenError | null;
}

/** The PIN of the person chosen, by keyboard or by finger. */
export function PinEntry({ person, badgeError }: PinEntryProps) {
  const t = useText(signInText);
  const errorText = useErrorText();
  const [pin, setPin] = useState('');
  const [pinError, setError] = useState<ScreenError | null>(null);
  const error = pinError ?? badgeError;
  const field = useRef<HTMLInputElement>(null);
  const type = (text: string) => {
    setError(null);
    setPin(text.replace(/\D/gu, '').slice(0, PIN_MAX_LENGTH));
    field.current?.focus();
  };
  const signIn = async (event: FormEvent) => {
    event.preventDefault();
    const result = await ask((service) => service.session.signIn({ staffCode: person.code, pin }));
    setPin('');
    if (result.ok) await Promise.all([readCounter(), refreshTill()]);
    else setError(result.error);
  };
  return (
    <form className="pin-entry" onSubmit={(event) => void signIn(event)}>
      <div>
        <h1>{person.name}</h1>
        <label className="meta" htmlFor="pin">
          {t('enterPin')}
        </label>
      </div>
      <input
        id="pin"
        ref={field}
        type="password"
        inputMode="none"
        autoComplete="off"
        autoFocus
        value={pin}
        onChange={(event) => type(event.target.value)}
      />
      <Numpad extra={null} onKey={(key) => type(pin + key)} onErase={() => type(pin.slice(0, -1))} />
      <button type="submit" className="primary" disabled={!PIN_PATTERN.test(pin)}>
        {t('signIn')} <kbd>Enter</kbd>
      </button>
      {error ? (
        <p className="fault" role="alert">
          {errorText(error)}
        </p>
      ) : (
        <p className="meta">{t('badgeHint')}</p>
      )}
    </form>
  );
}

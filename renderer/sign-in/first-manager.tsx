import { useState, type FormEvent } from 'react';
import { PIN_PATTERN } from '../../domain/staff.ts';
import { ask, type ScreenError } from '../service/connection.ts';
import { refreshTill } from '../state/till.ts';
import { signInText } from '../text/sign-in-text.ts';
import { useErrorText, useText } from '../text/use-text.ts';

/** A new till: the first person, who may do everything, signs in at once. */
export function FirstManager() {
  const t = useText(signInText);
  const errorText = useErrorText();
  const [name, setName] = useState('');
  const [code, setCode] = useState('1');
  const [pin, setPin] = useState('');
  const [error, setError] = useState<ScreenError | null>(null);
  const begin = async (event: FormEvent) => {
    event.preventDefault();
    const added = await ask((service) =>
      service.staff.addFirstManager({ name: name.trim(), code: code.trim(), pin }),
    );
    if (!added.ok) return setError(added.error);
    const signedIn = await ask((service) => service.session.signIn({ staffCode: code.trim(), pin }));
    if (!signedIn.ok) setError(signedIn.error);
    await refreshTill();
  };
  return (
    <main className="gate-form card">
      <h1>{t('firstTitle')}</h1>
      <p className="muted">{t('firstHint')}</p>
      <form className="amount-pad" onSubmit={(event) => void begin(event)}>
        <label className="field">
          <span className="label">{t('name')}</span>
          <input autoFocus value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
        </label>
        <label className="field">
          <span className="label">{t('code')}</span>
          <input value={code} maxLength={16} onChange={(event) => setCode(event.target.value)} />
        </label>
        <label className="field">
          <span className="label">{t('newPin')}</span>
          <input
            type="password"
            inputMode="numeric"
            autoComplete="new-password"
            maxLength={8}
            value={pin}
            onChange={(event) => setPin(event.target.value)}
          />
        </label>
        {error && (
          <p className="fault" role="alert">
            {errorText(error)}
          </p>
        )}
        <button
          type="submit"
          className="primary"
          disabled={!PIN_PATTERN.test(pin) || name.trim() === '' || code.trim() === ''}
        >
          {t('begin')}
        </button>
      </form>
    </main>
  );
}

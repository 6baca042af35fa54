import { useState } from 'react';
import { currencyDigits, minorToDecimal } from '../../domain/currency.ts';
import { AmountPad, scaledOf } from '../parts/amount-pad.tsx';
import { ask, type ScreenError } from '../service/connection.ts';
import { readCounter } from '../state/counter.ts';
import { showScreen } from '../state/screen.ts';
import { refreshTill, useTill } from '../state/till.ts';
import { signInText } from '../text/sign-in-text.ts';
import { GateBar } from './gate-bar.tsx';
import './sign-in.css';
import { useErrorText, useLanguage, useText } from '../text/use-text.ts';

const HOUR_MS = 3_600_000;

/** Between shifts nothing can be rung: the float is counted first. */
export function OpenShift() {
  return (
    <div className="gate-screen">
      <GateBar />
      <CountFloat />
    </div>
  );
}

function CountFloat() {
  const t = useText(signInText);
  const errorText = useErrorText();
  const status = useTill((state) => state.status);
  const digits = currencyDigits(status?.settings.shop.currency ?? 'CNY');
  const [text, setText] = useState('');
  const [error, setError] = useState<ScreenError | null>(null);
  const jumpMs = status?.clockJumpMs ?? null;
  const [isClockConfirmed, confirmClock] = useState(false);
  const floatMinor = text === '' ? 0 : scaledOf(text, digits);
  const open = async () => {
    if (floatMinor === null) return;
    const result = await ask((service) => service.shift.open({ floatMinor, confirmClock: isClockConfirmed }));
    if (result.ok) await Promise.all([refreshTill(), readCounter()]);
    else setError(result.error);
  };
  if (jumpMs !== null && !isClockConfirmed) {
    return <ConfirmClock jumpMs={jumpMs} onConfirm={() => confirmClock(true)} />;
  }
  return (
    <main className="gate-form card">
      <h1>{t('openTitle')}</h1>
      <p className="muted">{t('openHint')}</p>
      <AmountPad
        label={t('float')}
        text={text}
        placeholder={minorToDecimal(0, digits)}
        digits={digits}
        onChange={setText}
        onEnter={() => void open()}
      >
        {error && (
          <p className="fault" role="alert">
            {errorText(error)}
          </p>
        )}
        <button type="submit" className="primary" disabled={floatMinor === null}>
          {t('openShift')} <kbd>Enter</kbd>
        </button>
      </AmountPad>
      <Elsewhere />
    </main>
  );
}

function ConfirmClock({ jumpMs, onConfirm }: { readonly jumpMs: number; readonly onConfirm: () => void }) {
  const t = useText(signInText);
  const language = useLanguage();
  const [nowUtcMs] = useState(() => Date.now());
  const now = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'full',
    timeStyle: 'short',
  }).format(nowUtcMs);
  return (
    <main className="gate-form card">
      <h1>{t('clockTitle')}</h1>
      <p>{t('clockAsk', { hours: Math.round(Math.abs(jumpMs) / HOUR_MS), now })}</p>
      <button type="button" className="primary" autoFocus onClick={onConfirm}>
        {t('clockRight')}
      </button>
      <Elsewhere />
    </main>
  );
}

/** What can be done without an open shift. */
function Elsewhere() {
  const t = useText(signInText);
  const signOut = async () => {
    await ask((service) => service.session.signOut());
    await refreshTill();
  };
  return (
    <nav className="elsewhere">
      <button type="button" className="plain" onClick={() => showScreen('back-office')}>
        {t('backOffice')}
      </button>
      <button type="button" className="plain" onClick={() => showScreen('settings')}>
        {t('settings')}
      </button>
      <button type="button" className="plain" onClick={() => void signOut()}>
        {t('signOut')}
      </button>
    </nav>
  );
}

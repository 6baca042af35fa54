import { useEffect, useState, type KeyboardEvent } from 'react';
import { takeScans } from '../scanner/take-scans.ts';
import { ask, type ScreenError } from '../service/connection.ts';
import { playSound } from '../sound/sounds.ts';
import { readCounter } from '../state/counter.ts';
import { refreshTill, useTill } from '../state/till.ts';
import { signInText } from '../text/sign-in-text.ts';
import { useText } from '../text/use-text.ts';
import { FirstManager } from './first-manager.tsx';
import { GateBar } from './gate-bar.tsx';
import { People } from './people.tsx';
import { PinEntry } from './pin-entry.tsx';
import { ShiftCard } from './shift-card.tsx';
import './sign-in.css';

const PEOPLE_IN_ROW = 3;

/** Who is at the till: the first thing on the screen, and what stands on it while it is locked. */
export function SignInScreen() {
  const status = useTill((state) => state.status);
  if (!status) return null;
  return (
    <div className="gate-screen">
      <GateBar />
      {status.isWithoutStaff ? <FirstManager /> : <Gate />}
    </div>
  );
}

/** A badge or card that is read signs its owner in, wherever the focus is; a refusal is told beside the PIN. */
function useBadge(onRefused: (error: ScreenError | null) => void): void {
  useEffect(
    () =>
      takeScans((badge) => {
        const signIn = async () => {
          const result = await ask((service) => service.session.signInByBadge({ badge }));
          onRefused(result.ok ? null : result.error);
          playSound(result.ok ? 'good' : 'bad');
          if (result.ok) await Promise.all([readCounter(), refreshTill()]);
        };
        void signIn();
      }),
    [onRefused],
  );
}

/** Arrows choose the person, digits are the PIN: both from wherever the focus is. */
function Gate() {
  const t = useText(signInText);
  const people = useTill((state) => state.people);
  const settings = useTill((state) => state.status?.settings);
  const [chosenCode, setChosenCode] = useState<string | null>(null);
  const chosen = people.find(({ code }) => code === chosenCode) ?? people[0];
  const [badgeError, setBadgeError] = useState<ScreenError | null>(null);
  useBadge(setBadgeError);
  const choose = (code: string) => {
    setChosenCode(code);
    // Whoever was chosen already is chosen again by a finger: the digits still go to the PIN.
    document.querySelector<HTMLInputElement>('#pin')?.focus();
  };
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: PEOPLE_IN_ROW, ArrowLeft: -1, ArrowUp: -PEOPLE_IN_ROW }[
      event.key
    ];
    const next = step !== undefined && chosen ? people[people.indexOf(chosen) + step] : undefined;
    if (!next) return;
    event.preventDefault();
    choose(next.code);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of the buttons and the field inside.
    <main className="gate" onKeyDown={move}>
      <div className="who">
        <h1>{t('who')}</h1>
        <People people={people} chosenCode={chosen?.code ?? null} onChoose={choose} />
        <ShiftCard />
        {settings?.demo && (
          <p className="demo">
            {t('demo', {
              pins: settings.demo.pins
                .map(
                  ({ staffCode, pin }) =>
                    `${people.find(({ code }) => code === staffCode)?.name ?? staffCode} ${pin}`,
                )
                .join(', '),
            })}
          </p>
        )}
      </div>
      {chosen && <PinEntry key={chosen.code} person={chosen} badgeError={badgeError} />}
    </main>
  );
}

import { lazy, Suspense, useEffect } from 'react';
import { CounterScreen } from './counter/counter-screen.tsx';
import { ApprovalDialog } from './parts/approval-dialog.tsx';
import { RefusedScreen } from './parts/refused-screen.tsx';
import { RestoreOutcome } from './parts/restore-outcome.tsx';
import { useService } from './service/service-state.ts';
import { OpenShift } from './sign-in/open-shift.tsx';
import { SignInScreen } from './sign-in/sign-in-screen.tsx';
import { useScreen } from './state/screen.ts';
import { useTill } from './state/till.ts';
import { serviceText } from './text/service-text.ts';
import { useLanguage, useText } from './text/use-text.ts';

const BackOffice = lazy(async () => ({
  default: (await import('./back-office/back-office.tsx')).BackOffice,
}));
const Settings = lazy(async () => ({ default: (await import('./settings/settings.tsx')).Settings }));

/** The window: signing in before everything, then the screen that was asked for. */
export function App() {
  const language = useLanguage();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <>
      <Window />
      <ApprovalDialog />
      <RestoreOutcome />
    </>
  );
}

function Window() {
  const t = useText(serviceText);
  const status = useTill((state) => state.status);
  const service = useService((state) => state.service);
  const isSignedIn = useTill((state) => state.session !== null && !state.session.isLocked);
  const screen = useScreen((state) => state.screen);
  const hasShift = useTill((state) => state.status?.shift !== null);
  if (service.state === 'refused') return <RefusedScreen error={service.error} />;
  if (!status) return <p className="opening">{t('connecting')}</p>;
  if (!isSignedIn) return <SignInScreen />;
  if (screen === 'counter') return hasShift ? <CounterScreen /> : <OpenShift />;
  return <Suspense fallback={null}>{screen === 'back-office' ? <BackOffice /> : <Settings />}</Suspense>;
}

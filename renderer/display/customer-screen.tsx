import { useSyncExternalStore } from 'react';
import { wordsFor, type CustomerWords } from './customer-words.ts';
import { PaidScreen } from './paid-screen.tsx';
import { SaleScreen } from './sale-screen.tsx';
import { useMessage } from './use-message.ts';

/** The second screen, for the customer: it shows what the counter tells it, and takes nothing. */
export function CustomerScreen() {
  const message = useMessage();
  const words = wordsFor(message);
  const { view, shopName } = message;
  switch (view.kind) {
    case 'welcome':
      return <WelcomeScreen shopName={shopName} words={words} />;
    case 'sale':
      return <SaleScreen view={view} shopName={shopName} words={words} />;
    case 'paid':
      return <PaidScreen view={view} words={words} />;
  }
}

interface WelcomeScreenProps {
  readonly shopName: string;
  readonly words: CustomerWords;
}

function WelcomeScreen({ shopName, words: { t } }: WelcomeScreenProps) {
  const isWhole = useFullScreen();
  return (
    <main className="welcome">
      <h1>{t('welcome')}</h1>
      <p>{shopName}</p>
      {!isWhole && (
        <button
          type="button"
          className="plain"
          onClick={() => void document.documentElement.requestFullscreen()}
        >
          {t('fullScreen')}
        </button>
      )}
    </main>
  );
}

const fullScreen = matchMedia('(display-mode: fullscreen)');

/** Whether the page fills its screen, by its own wish or its window's. */
function useFullScreen(): boolean {
  return useSyncExternalStore(
    (tell) => {
      fullScreen.addEventListener('change', tell);
      return () => fullScreen.removeEventListener('change', tell);
    },
    () => fullScreen.matches,
  );
}

import { Icon } from '../parts/icon.tsx';
import { showScreen } from '../state/screen.ts';
import { chainText } from '../text/chain-text.ts';
import { useText } from '../text/use-text.ts';
import { useUnsentWords } from './unsent-words.ts';

/** What has not reached central, above figures that central does not have yet; nothing where all has. */
export function UnsentNotice() {
  const t = useText(chainText);
  const words = useUnsentWords();
  if (words === null) return null;
  return (
    <p className="notice">
      <Icon name="cloud" />
      {words}
      <button type="button" className="link" onClick={() => showScreen('back-office', 'chain')}>
        {t('title')}
      </button>
    </p>
  );
}

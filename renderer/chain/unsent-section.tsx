import { Icon } from '../parts/icon.tsx';
import { chainText } from '../text/chain-text.ts';
import { useText } from '../text/use-text.ts';
import { useChain, useIsJoined } from './chain-events.ts';
import { useStandingChip } from './standing-words.ts';
import { UnsentEntries } from './unsent-entries.tsx';

/** What is not at central, where that is asked for before a shift is closed; nothing on a till that stands alone. */
export function UnsentSection() {
  const t = useText(chainText);
  const status = useChain((state) => state.status);
  const chip = useStandingChip();
  const isJoined = useIsJoined();
  if (!status || !isJoined) return null;
  const glance = chip(status, false);
  return (
    <section className="unsent-section" aria-label={t('unsent')}>
      <header>
        <h2>{t('unsent')}</h2>
        {glance && (
          <span className="chip">
            <Icon name={status.isOnline ? 'cloud' : 'offline'} isSmall />
            {glance.words}
          </span>
        )}
      </header>
      <UnsentEntries waiting={status.waiting} />
    </section>
  );
}

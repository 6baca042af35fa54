import { PaneHead } from '../counter/pane-head.tsx';
import { Icon } from '../parts/icon.tsx';
import type { ChainStatus } from '../service/answers.ts';
import { showScreen } from '../state/screen.ts';
import { useTill } from '../state/till.ts';
import { chainText } from '../text/chain-text.ts';
import { useErrorText, useText } from '../text/use-text.ts';
import { useChain } from './chain-events.ts';
import { OfflineLimits } from './offline-limits.tsx';
import { useSendNow } from './send-now.ts';
import { StandingFacts } from './standing-facts.tsx';
import { useStandingSentence } from './standing-words.ts';

/** How the till stands to its chain, for whoever sells: what to do, what waits, and what may be done meanwhile. */
export function ChainPane() {
  const t = useText(chainText);
  const status = useChain((state) => state.status);
  return (
    <section className="chain-pane" aria-label={t('title')}>
      <PaneHead title={t('title')}>{status?.chain?.name}</PaneHead>
      {status && <Standing status={status} />}
    </section>
  );
}

function Standing({ status }: { readonly status: ChainStatus }) {
  const t = useText(chainText);
  const errorText = useErrorText();
  const say = useStandingSentence();
  const { isSending, fault, send } = useSendNow();
  const mayRead = useTill((state) => state.session?.role?.rights.includes('report-x') ?? false);
  return (
    <>
      <p role="status">{isSending ? t('sending') : say(status)}</p>
      {fault && (
        <p className="fault" role="alert">
          <Icon name="warning" isSmall />
          {errorText(fault)}
        </p>
      )}
      <div className="card">
        <StandingFacts status={status} />
      </div>
      {status.policy && (
        <>
          <h2>{t('meanwhile')}</h2>
          <OfflineLimits policy={status.policy} />
        </>
      )}
      <div className="finish">
        {mayRead && (
          <button type="button" className="link" onClick={() => showScreen('back-office', 'chain')}>
            {t('more')}
          </button>
        )}
        <button type="button" className="primary" onClick={send}>
          {t('sendNow')}
        </button>
      </div>
    </>
  );
}

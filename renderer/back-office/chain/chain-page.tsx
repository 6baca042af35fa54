import { useChain } from '../../chain/chain-events.ts';
import { OfflineLimits } from '../../chain/offline-limits.tsx';
import { useSendNow } from '../../chain/send-now.ts';
import { fetchedBp } from '../../chain/standing.ts';
import { StandingFacts } from '../../chain/standing-facts.tsx';
import { useStandingSentence } from '../../chain/standing-words.ts';
import { UnsentEntries } from '../../chain/unsent-entries.tsx';
import { useNumber } from '../../member/points-words.ts';
import { Icon } from '../../parts/icon.tsx';
import type { ChainStatus } from '../../service/answers.ts';
import { showScreen } from '../../state/screen.ts';
import { chainPageText } from '../../text/chain-page-text.ts';
import { chainText } from '../../text/chain-text.ts';
import { useText } from '../../text/use-text.ts';
import { OfficePage } from '../office-page.tsx';
import { PageFault } from '../page-fault.tsx';
import { ComparisonSection } from './comparison-section.tsx';
import { ExceptionsSection } from './exceptions-section.tsx';
import '../detail-page.css';
import './chain-page.css';

/** How the till stands to its chain: what is on its way, what was compared, and what central could not apply. */
export function ChainPage() {
  const t = useText(chainPageText);
  const words = useText(chainText);
  const status = useChain((state) => state.status);
  const { isSending, fault, send } = useSendNow();
  const chain = status?.chain ?? null;
  if (status?.mode === 'alone') return <Alone />;
  const actions = (
    <button type="button" className="primary" onClick={send}>
      <Icon name="refresh" isSmall />
      {words(isSending ? 'sending' : 'sendNow')}
    </button>
  );
  return (
    <OfficePage
      page="chain"
      title={t('title')}
      subtitle={chain && t('subtitle', { chain: chain.name, shop: chain.shopCode, till: chain.tillCode })}
      actions={actions}
    >
      <PageFault fault={fault} />
      {status && (
        <div className="sheet detail chain-page">
          <div>
            <StandingSection status={status} />
            <UnsentSection status={status} />
          </div>
          <div>
            <ExceptionsSection openCount={status.openExceptions} />
            <ComparisonSection day={status.day} />
            {status.policy && (
              <section aria-label={words('meanwhile')}>
                <h2>{words('meanwhile')}</h2>
                <OfflineLimits policy={status.policy} />
              </section>
            )}
            <CentralSection chain={chain} />
          </div>
        </div>
      )}
    </OfficePage>
  );
}

/** A till of no chain, and where to join one. */
function Alone() {
  const t = useText(chainPageText);
  return (
    <OfficePage page="chain" title={t('title')}>
      <div className="sheet chain-alone">
        <h2>{t('aloneTitle')}</h2>
        <p>{t('aloneHint')}</p>
        <button type="button" className="link" onClick={() => showScreen('settings', 'shop')}>
          {t('toSettings')}
        </button>
      </div>
    </OfficePage>
  );
}

function StandingSection({ status }: { readonly status: ChainStatus }) {
  const t = useText(chainPageText);
  const number = useNumber();
  const say = useStandingSentence();
  const { snapshot } = status;
  return (
    <section aria-label={t('standing')}>
      <h2>{t('standing')}</h2>
      <p role="status">{say(status)}</p>
      {snapshot && (
        <>
          <span className="meter" aria-hidden="true">
            <span style={{ width: `${fetchedBp(status) / 100}%` }} />
          </span>
          <p className="meta">
            {t('fetched', { done: number(snapshot.done), total: number(snapshot.total) })}
          </p>
        </>
      )}
      <StandingFacts status={status} />
    </section>
  );
}

function UnsentSection({ status: { waiting } }: { readonly status: ChainStatus }) {
  const t = useText(chainText);
  return (
    <section aria-label={t('unsent')}>
      <h2>{t('unsent')}</h2>
      <UnsentEntries waiting={waiting} />
    </section>
  );
}

function CentralSection({ chain }: { readonly chain: ChainStatus['chain'] }) {
  const t = useText(chainPageText);
  if (!chain) return null;
  const facts = [
    [t('address'), chain.url],
    [t('shop'), chain.shopCode],
    [t('till'), chain.tillCode],
  ] as const;
  return (
    <section aria-label={t('central')}>
      <h2>{t('central')}</h2>
      <dl className="fact-list">
        {facts.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="selectable">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

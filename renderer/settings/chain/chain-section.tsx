import { useState } from 'react';
import { useChain } from '../../chain/chain-events.ts';
import { useStandingSentence } from '../../chain/standing-words.ts';
import type { ChainStatus } from '../../service/answers.ts';
import { showScreen } from '../../state/screen.ts';
import { settingsChainText } from '../../text/settings-chain-text.ts';
import { useText } from '../../text/use-text.ts';
import { JoinDialog } from './join-dialog.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { NewKeyDialog } from './new-key-dialog.tsx';

/** What a code for a new key mends: where the CA file lies is said with it, and the members' key comes with its answer. */
const NEEDS_CODE: ReadonlySet<string> = new Set(['unauthorized', 'certificate', 'sealed']);

/** Whether the till belongs to a chain, and the way in and out. */
export function ChainSection() {
  const t = useText(settingsChainText);
  const status = useChain((state) => state.status);
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  if (!status) return null;
  const { chain } = status;
  return (
    <section className="form-section" aria-label={t('chain')}>
      <header className="section-head">
        <h2>{t('chain')}</h2>
        <button type="button" className={chain ? 'plain danger' : 'plain'} onClick={() => setOpen(true)}>
          {t(chain ? 'leave' : 'join')}
        </button>
      </header>
      {chain ? <Joined chain={chain} status={status} /> : <Unjoined status={status} />}
      {isOpen && (chain ? <LeaveDialog status={status} onClose={close} /> : <JoinDialog onClose={close} />)}
    </section>
  );
}

/** Never in one, or put out of it. */
function Unjoined({ status }: { readonly status: ChainStatus }) {
  const t = useText(settingsChainText);
  const say = useStandingSentence();
  return <p className="meta">{status.mode === 'revoked' ? say(status) : t('aloneHint')}</p>;
}

interface JoinedProps {
  readonly chain: NonNullable<ChainStatus['chain']>;
  readonly status: ChainStatus;
}

function Joined({ chain, status }: JoinedProps) {
  const t = useText(settingsChainText);
  const { name, url, shopCode, tillCode } = chain;
  const say = useStandingSentence();
  const [isRenewing, setRenewing] = useState(false);
  return (
    <>
      <p>{t('member', { chain: name, shop: shopCode, till: tillCode })}</p>
      <dl className="facts">
        <dt>{t('address')}</dt>
        <dd className="selectable">{url}</dd>
      </dl>
      <p className="meta" role="status">
        {say(status)}
      </p>
      {status.fault !== null && NEEDS_CODE.has(status.fault) && (
        <div>
          <button type="button" className="plain" onClick={() => setRenewing(true)}>
            {t('newKey')}
          </button>
        </div>
      )}
      {isRenewing && <NewKeyDialog chain={chain} onClose={() => setRenewing(false)} />}
      <div>
        <button
          type="button"
          className="link chain-page-link"
          onClick={() => showScreen('back-office', 'chain')}
        >
          {t('page')}
        </button>
      </div>
    </>
  );
}

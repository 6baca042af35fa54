import { togglePane } from '../counter/toggle-pane.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { notify, useCounter } from '../state/counter.ts';
import { showScreen, useScreen } from '../state/screen.ts';
import { useTill } from '../state/till.ts';
import { useChain } from './chain-events.ts';
import type { Standing } from './standing.ts';
import { useStandingChip, useStandingSentence } from './standing-words.ts';
import './chain.css';

/** How the till stands to its chain, where that is anything to know. Pressed, it says what to do and what waits. */
export function ChainChip() {
  const status = useChain((state) => state.status);
  const isManager = useTill((state) => state.session?.role?.rights.includes('report-x') ?? false);
  const isAtCounter = useScreen((state) => state.screen === 'counter');
  const say = useStandingSentence();
  const chip = useStandingChip();
  const shown = status && chip(status, isManager);
  if (!status || !shown) return null;
  const open = () => {
    if (!isAtCounter) showScreen('back-office', 'chain');
    else if (useCounter.getState().snapshot?.basket?.state === 'checkout')
      notify({ kind: 'attention', text: say(status) });
    else togglePane('chain');
  };
  return (
    <button
      type="button"
      className="chip chain-chip"
      onPointerDown={(event) => event.preventDefault()}
      onClick={open}
    >
      <Icon name={iconOf(shown.standing)} isSmall />
      <span className="words">{shown.words}</span>
    </button>
  );
}

function iconOf(standing: Standing): IconName {
  switch (standing) {
    case 'offline':
      return 'offline';
    case 'behind':
    case 'fetching':
      return 'cloud';
    case 'clock':
      return 'clock';
    default:
      return 'warning';
  }
}

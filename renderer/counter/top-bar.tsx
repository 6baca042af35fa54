import { AttentionChip } from './attention-chip.tsx';
import { ChainChip } from '../chain/chain-chip.tsx';
import { Clock } from '../parts/clock.tsx';
import { DeviceChips } from '../devices/device-chips.tsx';
import { DisplayChip } from '../display/display-chip.tsx';
import { Icon } from '../parts/icon.tsx';
import { Money } from '../parts/money.tsx';
import type { HeldSale } from '../service/answers.ts';
import { recallSale } from './held-pane.tsx';
import { SimulatedDevices } from '../simulator/simulated-devices.tsx';
import { useCounter } from '../state/counter.ts';
import { useTill } from '../state/till.ts';
import { counterText } from '../text/counter-text.ts';
import { useText } from '../text/use-text.ts';
import { TillMenu } from './till-menu.tsx';
import { togglePane } from './toggle-pane.ts';
import './top-bar.css';

const none: readonly HeldSale[] = [];
/** More tabs than that do not fit beside the chips at 1,024 px; the rest are behind one that opens the list. */
const TABS_MAX = 3;

/** Where, who, which sales, what needs attention, and what time it is. */
export function TopBar() {
  const shopName = useTill((state) => state.status?.settings.shop.name);
  return (
    <header className="bar">
      <div className="shop">
        <Icon name="register" />
        <b>{shopName}</b>
        <TillMenu />
      </div>
      <SaleTabs />
      <div className="end">
        <Chips />
        <SimulatedDevices />
        <Clock />
      </div>
    </header>
  );
}

function SaleTabs() {
  const t = useText(counterText);
  const held = useCounter((state) => state.snapshot?.held ?? none);
  const count = useCounter((state) => state.snapshot?.heldCount ?? 0);
  const shown = held.slice(0, TABS_MAX);
  return (
    <nav className="sales" aria-label={t('sales')}>
      <span className="tab" aria-current="true">
        {t('thisSale')}
      </span>
      {shown.map((sale, index) => (
        <button
          key={sale.id}
          type="button"
          className="tab"
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => void recallSale(sale.id)}
        >
          <span className="label">{sale.label ?? t('heldSale', { number: index + 1 })}</span>
          <Money minor={sale.totalMinor} className="wide" />
        </button>
      ))}
      {count > shown.length && (
        <button type="button" className="tab" onClick={() => togglePane('held')}>
          {t('moreHeld', { number: count - shown.length })}
        </button>
      )}
    </nav>
  );
}

/** Only what needs attention; nothing when all is well. */
export function Chips() {
  const t = useText(counterText);
  const isConnected = useTill((state) => state.isConnected);
  const isTraining = useCounter((state) => state.snapshot?.isTraining === true);
  return (
    <div className="chips" role="status">
      {!isConnected && (
        <span className="chip">
          <Icon name="refresh" isSmall />
          {t('restarting')}
        </span>
      )}
      {isTraining && (
        <span className="chip">
          <Icon name="training" isSmall />
          {t('training')}
        </span>
      )}
      <ChainChip />
      <DeviceChips />
      <DisplayChip />
      <AttentionChip />
    </div>
  );
}

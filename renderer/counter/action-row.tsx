import { keysOf, type Action } from '../keys/actions.ts';
import { useCounter, type Pane } from '../state/counter.ts';
import { useTill } from '../state/till.ts';
import { counterText } from '../text/counter-text.ts';
import { useText } from '../text/use-text.ts';
import { holdSale } from './counter-keys.tsx';
import { togglePane } from './toggle-pane.ts';

interface ActionButton {
  readonly action: Action;
  readonly text: 'hold' | 'recall' | 'saleDiscount' | 'drawer' | 'refund' | 'reprint' | 'priceCheck' | 'keys';
  /** What it opens; null where it does something at once. */
  readonly pane: Pane | null;
}

const buttons: readonly ActionButton[] = [
  { action: 'hold', text: 'hold', pane: null },
  { action: 'recall', text: 'recall', pane: 'held' },
  { action: 'discount', text: 'saleDiscount', pane: 'discount' },
  { action: 'drawer', text: 'drawer', pane: 'drawer' },
  { action: 'refund', text: 'refund', pane: 'refund' },
  { action: 'reprint', text: 'reprint', pane: 'receipts' },
  { action: 'priceCheck', text: 'priceCheck', pane: 'price-check' },
  { action: 'help', text: 'keys', pane: 'help' },
];

/** What the function keys do, each with its key beside it. */
export function ActionRow() {
  const t = useText(counterText);
  const keys = keysOf(useTill((state) => state.status?.settings.keys) ?? {});
  const isEmpty = useCounter((state) => !state.snapshot?.basket);
  return (
    <div className="actions-row">
      {buttons.map(({ action, text, pane }) => (
        <button
          key={action}
          type="button"
          aria-keyshortcuts={keys[action]}
          disabled={action === 'hold' && isEmpty}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => (pane === null ? void holdSale(t('held')) : togglePane(pane))}
        >
          {t(text)} <kbd aria-hidden="true">{keys[action]}</kbd>
        </button>
      ))}
    </div>
  );
}

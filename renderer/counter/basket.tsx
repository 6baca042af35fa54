import type { CounterLine } from '../service/answers.ts';
import { useCounter } from '../state/counter.ts';
import { counterText } from '../text/counter-text.ts';
import { useText } from '../text/use-text.ts';
import { Icon } from '../parts/icon.tsx';
import { BasketRow } from './basket-row.tsx';
import { LinesList } from './lines-list.tsx';
import { useShownSale } from './shown-sale.ts';

/** The lines of the sale, oldest first, the newest lit and in view. */
export function Basket() {
  const t = useText(counterText);
  const { basket, isPast } = useShownSale();
  const chosenLineId = useCounter((state) => state.chosenLineId);
  const litLineId = useCounter((state) => state.litLineId);
  if (!basket || basket.lines.length === 0) return <EmptyBasket />;
  return (
    <LinesList lines={basket.lines} inViewId={lastOf(basket.lines, chosenLineId)} label={t('basket')}>
      {(line) => (
        <BasketRow
          line={line}
          isLit={!isPast && line.id === litLineId}
          isChosen={!isPast && line.id === chosenLineId}
          isPast={isPast}
        />
      )}
    </LinesList>
  );
}

/** The last line of what is chosen: its deposit, where it has one, is to be seen too. */
export function lastOf(lines: readonly CounterLine[], lineId: string | null): string | null {
  return lines.findLast(({ linkedTo }) => linkedTo !== null && linkedTo === lineId)?.id ?? lineId;
}

export function EmptyBasket() {
  const t = useText(counterText);
  return (
    <div className="empty">
      <Icon name="scan" />
      <p>{t('emptyTitle')}</p>
      <p className="meta">{t('emptyHint')}</p>
    </div>
  );
}

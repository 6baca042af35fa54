import { memo } from 'react';
import { Money } from '../parts/money.tsx';
import type { CounterLine } from '../service/answers.ts';
import { chooseLine, useCounter } from '../state/counter.ts';
import { counterText } from '../text/counter-text.ts';
import { useText } from '../text/use-text.ts';
import { GiftMark, Saving } from './basket-row.tsx';
import { EmptyBasket, lastOf } from './basket.tsx';
import { useLineWords } from './line-words.ts';
import { shownMinor } from './shown-minor.ts';
import { LinesList } from './lines-list.tsx';

/** The sale as a supermarket reads it: numbered lines with price, quantity and amount in columns. */
export function Ticket() {
  const t = useText(counterText);
  const lines = useCounter((state) => state.snapshot?.basket?.lines ?? null);
  const chosenLineId = useCounter((state) => state.chosenLineId);
  const litLineId = useCounter((state) => state.litLineId);
  return (
    <div className="ticket card">
      <div className="heads" aria-hidden="true">
        <span />
        <span>{t('article')}</span>
        <span>{t('unitPrice')}</span>
        <span>{t('quantity')}</span>
        <span>{t('amount')}</span>
      </div>
      {lines && lines.length > 0 ? (
        <LinesList lines={lines} inViewId={lastOf(lines, chosenLineId)} label={t('basket')}>
          {(line) => (
            <TicketRow line={line} isLit={line.id === litLineId} isChosen={line.id === chosenLineId} />
          )}
        </LinesList>
      ) : (
        <EmptyBasket />
      )}
    </div>
  );
}

interface TicketRowProps {
  readonly line: CounterLine;
  readonly isLit: boolean;
  readonly isChosen: boolean;
}

const TicketRow = memo(function TicketRow({ line, isLit, isChosen }: TicketRowProps) {
  const t = useText(counterText);
  const words = useLineWords()(line);
  return (
    <button
      type="button"
      className="row"
      data-lit={isLit || undefined}
      data-chosen={(isChosen && !isLit) || undefined}
      aria-current={isChosen || undefined}
      disabled={line.linkedTo !== null}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => chooseLine(line.id)}
    >
      <span className="number">{line.lineNo}</span>
      <span className="goods">
        <span className="name">{line.name}</span>
        {(words.saving !== null || line.note !== null || line.kind === 'return' || line.isGift) && (
          <span className="line-meta">
            {line.kind === 'return' && <b>{t('returned')}</b>}
            <GiftMark line={line} />
            <Saving saving={words.saving} />
            {line.note !== null && <span>{t('note', { note: line.note })}</span>}
          </span>
        )}
      </span>
      <span className="unit-price muted nowrap">{words.unitPrice}</span>
      <span className={words.price === null ? 'quantity muted' : 'quantity'}>
        {words.quantity}
        {line.unit === 'kg' && <small>{t('kg')}</small>}
      </span>
      <span className="sum">
        <Money minor={shownMinor(line)} className="paid" />
        {words.listMinor !== null && <Money minor={words.listMinor} className="struck" />}
      </span>
    </button>
  );
});

import { memo } from 'react';
import { Money } from '../parts/money.tsx';
import type { CounterLine } from '../service/answers.ts';
import { chooseLine } from '../state/counter.ts';
import { counterText } from '../text/counter-text.ts';
import { useText } from '../text/use-text.ts';
import { editLine } from './line-editing.ts';
import { shownMinor, useLineWords } from './line-words.ts';

interface RowProps {
  readonly line: CounterLine;
  readonly isLit: boolean;
  readonly isChosen: boolean;
  /** The sale is finished: its lines are read, not changed. */
  readonly isPast: boolean;
}

/** One line of the sale. It is drawn again only when it changed. */
export const BasketRow = memo(function BasketRow({ line, isLit, isChosen, isPast }: RowProps) {
  const t = useText(counterText);
  const words = useLineWords()(line);
  const isPlain = line.unit === 'each' && line.quantityThousandths === 1_000;
  return (
    <button
      type="button"
      className="row"
      data-lit={isLit || undefined}
      data-chosen={(isChosen && !isLit) || undefined}
      aria-current={isChosen || undefined}
      disabled={isPast || line.linkedTo !== null}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => {
        chooseLine(line.id);
        editLine('quantity');
      }}
    >
      <span className={isPlain ? 'quantity muted' : 'quantity'}>
        {words.quantity}
        {line.unit === 'kg' && <small>{t('kg')}</small>}
      </span>
      <span className="goods">
        <span className="name">{line.name}</span>
        <LineMeta line={line} />
      </span>
      <span className="sum">
        <Money minor={shownMinor(line)} className="paid" />
        {words.listMinor !== null && <Money minor={words.listMinor} className="struck" />}
      </span>
    </button>
  );
});

/** The small print of a line: price and quantity, what it saves and why, and its note. */
export function LineMeta({ line }: { readonly line: CounterLine }) {
  const t = useText(counterText);
  const { price, saving } = useLineWords()(line);
  const isReturn = line.kind === 'return';
  if (price === null && saving === null && line.note === null && !isReturn) return null;
  return (
    <span className="line-meta">
      {isReturn && <b>{t('returned')}</b>}
      {price !== null && <span>{price}</span>}
      {saving !== null && <span className="saving">{saving}</span>}
      {line.note !== null && <span>{t('note', { note: line.note })}</span>}
    </span>
  );
}

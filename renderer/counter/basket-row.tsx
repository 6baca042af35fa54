import { memo } from 'react';
import { Icon } from '../parts/icon.tsx';
import { Money } from '../parts/money.tsx';
import type { CounterLine } from '../service/answers.ts';
import { chooseLine } from '../state/counter.ts';
import { counterText } from '../text/counter-text.ts';
import { offersText } from '../text/offers-text.ts';
import { useText } from '../text/use-text.ts';
import { editLine } from './line-editing.ts';
import { useLineWords, type LineWords } from './line-words.ts';
import { shownMinor } from './shown-minor.ts';
import { openWhy } from './why.ts';

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
      onClick={(event) => {
        chooseLine(line.id);
        if (isSaving(event.target)) openWhy(line.id);
        else editLine('quantity');
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

/** A touch of what a line saves asks why. */
function isSaving(target: EventTarget): boolean {
  return target instanceof Element && target.closest('.saving') !== null;
}

/** The small print of a line: price and quantity, what it saves and why, and its note. */
export function LineMeta({ line }: { readonly line: CounterLine }) {
  const t = useText(counterText);
  const { price, saving } = useLineWords()(line);
  const isReturn = line.kind === 'return';
  if (price === null && saving === null && line.note === null && !isReturn && !line.isGift) return null;
  return (
    <span className="line-meta">
      {isReturn && <b>{t('returned')}</b>}
      <GiftMark line={line} />
      {price !== null && <span className="each">{price}</span>}
      <Saving saving={saving} />
      {line.note !== null && <span>{t('note', { note: line.note })}</span>}
    </span>
  );
}

/** What a line saves: the reason gives way where there is no room, the amount never does. */
export function Saving({ saving }: { readonly saving: LineWords['saving'] }) {
  if (!saving) return null;
  return (
    <span className="saving">
      {saving.why !== '' && <span className="why-saved">{saving.why}</span>} {saving.amount}
    </span>
  );
}

/**
 * Says that a line is a gift, and where no offer gives it, that it is paid for. What it saves is shared with the goods that it
 * came with, so that none of them can come back alone for more than it cost.
 */
export function GiftMark({ line }: { readonly line: CounterLine }) {
  const t = useText(offersText);
  if (!line.isGift) return null;
  return (
    <b className="gift-mark">
      <Icon name="gift" isSmall />
      {t(line.lineDiscountMinor === 0 ? 'giftNotFree' : 'gift')}
    </b>
  );
}

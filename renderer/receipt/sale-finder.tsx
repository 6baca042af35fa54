import { useRef, useState, type KeyboardEvent } from 'react';
import { Icon } from '../parts/icon.tsx';
import { Money } from '../parts/money.tsx';
import type { FoundSale } from '../service/answers.ts';
import { useTill } from '../state/till.ts';
import { receiptText } from '../text/receipt-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';
import { useFoundSales } from './use-found-sales.ts';
import './sale-finder.css';

interface SaleFinderProps {
  readonly chosen: string | null;
  readonly onChoose: (receiptNumber: string) => void;
  /** Leaves out what can give nothing back any more. */
  readonly isForReturns?: boolean;
}

/** Finds a sale by what the customer knows of it. The last ones stand there before anything is typed. */
export function SaleFinder({ chosen, onChoose, isForReturns = false }: SaleFinderProps) {
  const t = useText(receiptText);
  const [text, setText] = useState('');
  const found = useFoundSales(text);
  const sales = found?.filter(({ isReturnable }) => isReturnable || !isForReturns);
  const list = useRef<HTMLUListElement>(null);
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !event.repeat) {
      event.preventDefault();
      // A whole number is looked up as it is: it may be older than what the list shows.
      const first = sales?.[0]?.receiptNumber;
      if (isReceiptNumber(text)) onChoose(text.trim().toUpperCase());
      else if (first !== undefined) onChoose(first);
    }
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      list.current?.querySelector('button')?.focus();
    }
  };
  return (
    <div className="sale-finder">
      <div className="search-field">
        <Icon name="search" />
        <input
          autoFocus
          aria-label={t('search')}
          placeholder={t('search')}
          autoComplete="off"
          spellCheck={false}
          maxLength={64}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
        />
      </div>
      {sales?.length === 0 && <p className="muted">{t(text === '' ? 'noSales' : 'none')}</p>}
      <ul ref={list} className="card" aria-label={t('sales')}>
        {sales?.map((sale) => (
          <SaleRow
            key={sale.receiptNumber}
            sale={sale}
            isChosen={sale.receiptNumber === chosen}
            onChoose={onChoose}
          />
        ))}
      </ul>
    </div>
  );
}

interface SaleRowProps {
  readonly sale: FoundSale;
  readonly isChosen: boolean;
  readonly onChoose: (receiptNumber: string) => void;
}

function SaleRow({ sale, isChosen, onChoose }: SaleRowProps) {
  const t = useText(receiptText);
  const moment = useMoment();
  const lines = sale.lineCount === 1 ? t('oneLine') : t('lines', { number: sale.lineCount });
  return (
    <li>
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={() => onChoose(sale.receiptNumber)}
        onKeyDown={moveByArrow}
      >
        <span className="what">
          <span className="number">{sale.receiptNumber}</span>
          <span className="meta">
            {[moment(sale.atUtcMs), sale.actorName, lines].filter(Boolean).join(' · ')}
          </span>
          <span className="meta names">{sale.names.join(', ')}</span>
        </span>
        <span className="sum">
          <Money minor={sale.totalMinor} />
          {sale.hasReturns && <span className="meta">{t('withReturns')}</span>}
        </span>
      </button>
    </li>
  );
}

/** A moment as a cashier says it, on the shop's clock: `12 Jun, 14:08`. */
export function useMoment(): (utcMs: number) => string {
  const language = useLanguage();
  const zone = useTill((state) => state.status?.settings.shop.zone);
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    ...(zone !== undefined && { timeZone: zone }),
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (utcMs) => format.format(utcMs);
}

/** Arrows go through a list of buttons; from the first one upwards they leave it for the field above. */
function moveByArrow(event: KeyboardEvent<HTMLButtonElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const list = event.currentTarget.closest('ul');
  const buttons = [...(list?.querySelectorAll('button') ?? [])];
  const at = buttons.indexOf(event.currentTarget);
  const next = at + (event.key === 'ArrowDown' ? 1 : -1);
  event.preventDefault();
  if (next >= 0) buttons[next]?.focus();
  else list?.parentElement?.querySelector('input')?.focus();
}

/** Shop, till, epoch and sequence: `SHOP-01-1-000042`. */
function isReceiptNumber(text: string): boolean {
  return /^\S+-\S+-\d+-\d{6,}$/.test(text.trim());
}

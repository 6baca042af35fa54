import { useEffect, useState, type KeyboardEvent } from 'react';
import { Money } from '../parts/money.tsx';
import type { HeldSale } from '../service/answers.ts';
import { ask } from '../service/connection.ts';
import { change, refuse, showPane, useCounter } from '../state/counter.ts';
import { paneText } from '../text/counter-pane-text.ts';
import { useText } from '../text/use-text.ts';
import { PaneHead } from './pane-head.tsx';

const MINUTE_MS = 60_000;
const none: readonly HeldSale[] = [];

/** Brings a held sale back; the one on the counter is put aside first. */
export async function recallSale(basketId: string): Promise<void> {
  const { snapshot } = useCounter.getState();
  if (snapshot?.basket?.state === 'checkout') return refuse({ code: 'basket-in-checkout' });
  if (snapshot?.basket && !(await change((service) => service.basket.hold({ label: null })))) return;
  if (await change((service) => service.basket.recall({ basketId }))) showPane('tiles');
}

/** Every held sale, oldest first, and holding this one under a name. */
export function HeldPane() {
  const t = useText(paneText);
  const held = useHeldSales();
  const hasSale = useCounter((state) => Boolean(state.snapshot?.basket));
  return (
    <>
      <PaneHead title={t('heldTitle')}>
        {hasSale && held.length > 0 && <span className="meta">{t('holdFirst')}</span>}
      </PaneHead>
      {held.length === 0 && <p className="muted">{t('heldNone')}</p>}
      {held.length > 0 && (
        <ul className="held card">
          {held.map((sale, index) => (
            <li key={sale.id}>
              <HeldRow sale={sale} number={index + 1} isFirst={index === 0} />
            </li>
          ))}
        </ul>
      )}
      {hasSale && <HoldUnderName />}
    </>
  );
}

/** The snapshot carries the last few; where there are more, all are read. */
function useHeldSales(): readonly HeldSale[] {
  const inSnapshot = useCounter((state) => state.snapshot?.held ?? none);
  const count = useCounter((state) => state.snapshot?.heldCount ?? 0);
  const [all, setAll] = useState<readonly HeldSale[] | null>(null);
  useEffect(() => {
    if (count <= inSnapshot.length) return;
    void ask((service) => service.basket.listHeld()).then((answer) => answer.ok && setAll(answer.value));
  }, [count, inSnapshot]);
  return count > inSnapshot.length && all ? all : inSnapshot;
}

interface HeldRowProps {
  readonly sale: HeldSale;
  readonly number: number;
  readonly isFirst: boolean;
}

function HeldRow({ sale, number, isFirst }: HeldRowProps) {
  const t = useText(paneText);
  const age = useAge(sale.heldAtUtcMs);
  return (
    <button type="button" autoFocus={isFirst} onKeyDown={moveFocus} onClick={() => void recallSale(sale.id)}>
      <span className="goods">
        <span className="name">{sale.label ?? t('heldNumber', { number })}</span>
        <span className="meta">
          {t(sale.lineCount === 1 ? 'oneLine' : 'lines', { number: sale.lineCount })} · {age}
        </span>
      </span>
      <Money minor={sale.totalMinor} className="paid" />
      <span className="link">{t('recall')}</span>
    </button>
  );
}

function useAge(sinceUtcMs: number): string {
  const t = useText(paneText);
  const [nowUtcMs] = useState(() => Date.now());
  const minutes = Math.max(0, Math.floor((nowUtcMs - sinceUtcMs) / MINUTE_MS));
  if (minutes === 0) return t('now');
  if (minutes < 60) return t('ago', { minutes });
  return t('agoHours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** Arrows go from one sale to the next. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const row = event.currentTarget.parentElement;
  const next =
    event.key === 'ArrowDown'
      ? row?.nextElementSibling
      : event.key === 'ArrowUp'
        ? row?.previousElementSibling
        : null;
  if (!next) return;
  event.preventDefault();
  next.querySelector('button')?.focus();
}

function HoldUnderName() {
  const t = useText(paneText);
  const [label, setLabel] = useState('');
  const hold = async () => {
    if (await change((service) => service.basket.hold({ label: label.trim() || null }))) showPane('tiles');
  };
  return (
    <form
      className="named"
      onSubmit={(event) => {
        event.preventDefault();
        void hold();
      }}
    >
      <label className="field">
        <span className="label">{t('holdLabel')}</span>
        <input maxLength={200} value={label} onChange={(event) => setLabel(event.target.value)} />
      </label>
      <button type="submit" className="plain">
        {t('holdSale')}
      </button>
    </form>
  );
}

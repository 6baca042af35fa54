import type { ReactNode } from 'react';
import { Money, useMoney } from '../parts/money.tsx';
import type { CounterLine } from '../service/answers.ts';
import { useCounter } from '../state/counter.ts';
import { paneText } from '../text/counter-pane-text.ts';
import { useText } from '../text/use-text.ts';
import { useLineWords } from './line-words.ts';

/** How the amount of a line came about, from the list price down to what is paid for it. */
export function WhyThisPrice({ line }: { readonly line: CounterLine }) {
  const t = useText(paneText);
  const { unitPrice } = useMoney();
  const words = useLineWords()(line);
  const { manualPrice, discount, returnOf } = line;
  return (
    <section className="why" aria-label={t('whyTitle')}>
      <h2>{t('whyTitle')}</h2>
      <dl className="card">
        <Fact label={t('listPrice')} meta={[words.price, tareOf(line, t)]} minor={line.grossMinor} />
        {manualPrice && (
          <Fact
            label={t('manualPrice')}
            meta={[unitPrice(line.unitPriceE4), reasonOf(manualPrice.reason, t)]}
            minor={-line.priceSavingMinor}
            isSaving
          />
        )}
        {discount && (
          <Fact
            label={t('lineDiscount')}
            meta={[
              discount.kind === 'percent' ? `${discount.rateBp / 100} %` : null,
              reasonOf(discount.reason, t),
            ]}
            minor={-line.lineDiscountMinor}
            isSaving
          />
        )}
        {line.basketDiscountMinor !== 0 && (
          <Fact label={t('basketDiscount')} meta={[]} minor={-line.basketDiscountMinor} isSaving />
        )}
        <TaxFacts line={line} />
      </dl>
      {returnOf && (
        <p className="meta">
          {t('returnFacts', { receipt: returnOf.receiptNumber, lineNo: returnOf.lineNo })}
        </p>
      )}
    </section>
  );
}

/** Tax on top stands before the sum; tax that prices include stands after it. */
function TaxFacts({ line }: { readonly line: CounterLine }) {
  const t = useText(paneText);
  const isExempt = useCounter((state) => Boolean(state.snapshot?.basket?.taxExemption));
  const leftMinor =
    line.grossMinor - line.priceSavingMinor - line.lineDiscountMinor - line.basketDiscountMinor;
  const addedMinor = line.totalMinor - leftMinor;
  const rate = line.taxRateBp / 100;
  const isIncluded = addedMinor === 0;
  return (
    <>
      {!isIncluded && (
        <Fact label={isExempt ? t('taxFree') : t('taxOnTop', { rate })} meta={[]} minor={addedMinor} />
      )}
      <Fact label={<b>{t('thisLine')}</b>} meta={[]} minor={line.totalMinor} isSum />
      {isIncluded && line.taxMinor !== 0 && (
        <Fact label={t('taxIncluded', { rate })} meta={[]} minor={line.taxMinor} />
      )}
    </>
  );
}

interface FactProps {
  readonly label: ReactNode;
  readonly meta: readonly (string | null)[];
  readonly minor: number;
  readonly isSaving?: boolean;
  readonly isSum?: boolean;
}

function Fact({ label, meta, minor, isSaving = false, isSum = false }: FactProps) {
  const said = meta.filter((text) => text !== null);
  const look = isSum ? 'sum' : isSaving && minor < 0 ? 'saving' : '';
  return (
    <div>
      <dt>
        {label}
        {said.length > 0 && <span className="meta">{said.join(' · ')}</span>}
      </dt>
      <dd>
        <Money minor={minor} className={look} />
      </dd>
    </div>
  );
}

type PaneWords = (key: 'reason' | 'tare', values: Record<string, unknown>) => string;

function reasonOf(reason: string | null, t: PaneWords): string | null {
  return reason === null ? null : t('reason', { reason });
}

function tareOf({ tareGrams }: CounterLine, t: PaneWords): string | null {
  return tareGrams === 0 ? null : t('tare', { grams: tareGrams });
}

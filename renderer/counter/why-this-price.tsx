import type { ReactNode } from 'react';
import { Icon } from '../parts/icon.tsx';
import { Money, useMoney } from '../parts/money.tsx';
import type { CounterLine, Explanation } from '../service/answers.ts';
import { useCounter } from '../state/counter.ts';
import { paneText } from '../text/counter-pane-text.ts';
import { counterText } from '../text/counter-text.ts';
import { offersText } from '../text/offers-text.ts';
import { useLanguage, useText } from '../text/use-text.ts';
import { useLineWords } from './line-words.ts';
import { useOrderRules, useRuleName } from './rule-names.ts';

/** How the amount of a line came about, beside changing it. */
export function WhyThisPrice({ line }: { readonly line: CounterLine }) {
  const t = useText(paneText);
  const { returnOf } = line;
  return (
    <section className="why" aria-label={t('whyTitle')}>
      <h2>{t('whyTitle')}</h2>
      <LineFacts line={line} />
      {returnOf && (
        <p className="meta">
          {t('returnFacts', { receipt: returnOf.receiptNumber, lineNo: returnOf.lineNo })}
        </p>
      )}
    </section>
  );
}

/** From the list price of a line down to what is paid for it. */
export function LineFacts({ line }: { readonly line: CounterLine }) {
  const t = useText(paneText);
  const { unitPrice } = useMoney();
  const ruleName = useRuleName();
  const orderRules = useOrderRules();
  const words = useLineWords()(line);
  const { manualPrice, discount } = line;
  const ofOrder = line.savings.filter(({ ruleId }) => orderRules.has(ruleId));
  const ofLine = line.savings.filter(({ ruleId }) => !orderRules.has(ruleId));
  const lineByHandMinor = lessManualPrice(line) - sumOf(ofLine);
  const orderByHandMinor = line.basketDiscountMinor - sumOf(ofOrder);
  return (
    <dl className="card facts">
      <Fact label={t('listPrice')} meta={[words.price, tareOf(line, t)]} minor={line.grossMinor} />
      {manualPrice && (
        <Fact
          label={t('manualPrice')}
          meta={[unitPrice(line.unitPriceE4), reasonOf(manualPrice.reason, t)]}
          minor={-line.priceSavingMinor}
          isSaving
        />
      )}
      {ofLine.map(({ ruleId, amountMinor }) => (
        <Fact key={ruleId} label={ruleName(ruleId)} minor={-amountMinor} isSaving isRule />
      ))}
      {discount && (
        <Fact
          label={t('lineDiscount')}
          meta={[
            discount.kind === 'percent' ? `${discount.rateBp / 100} %` : null,
            reasonOf(discount.reason, t),
          ]}
          minor={-lineByHandMinor}
          isSaving
        />
      )}
      {ofOrder.map(({ ruleId, amountMinor }) => (
        <Fact key={ruleId} label={ruleName(ruleId)} minor={-amountMinor} isSaving isRule />
      ))}
      {orderByHandMinor !== 0 && <Fact label={t('basketDiscount')} minor={-orderByHandMinor} isSaving />}
      {line.pointsDiscountMinor !== 0 && (
        <Fact label={t('pointsDiscount')} minor={-line.pointsDiscountMinor} isSaving />
      )}
      <TaxFacts line={line} />
    </dl>
  );
}

/** From the list prices of the sale down to what is paid for it, by the rules that were used. */
export function SaleFacts({ explanation }: { readonly explanation: Explanation | null }) {
  const t = useText(counterText);
  const words = useText(offersText);
  const pane = useText(paneText);
  const language = useLanguage();
  const basket = useCounter((state) => state.snapshot?.basket ?? null);
  if (!basket) return null;
  const applied = explanation?.rules.filter(({ state }) => state === 'applied') ?? [];
  const offMinor = basket.priceSavingMinor + basket.lineDiscountMinor + basket.basketDiscountMinor;
  const byRulesMinor = applied.reduce((sum, { savesMinor }) => sum + (savesMinor ?? 0), 0);
  const addedTaxMinor = basket.totalMinor - (basket.grossMinor - offMinor - basket.pointsDiscountMinor);
  return (
    <dl className="card facts">
      <Fact label={pane('listPrice')} minor={basket.grossMinor} />
      {applied.map(({ ruleId, name, savesMinor }) => (
        <Fact key={ruleId} label={name[language]} minor={-(savesMinor ?? 0)} isSaving isRule />
      ))}
      {explanation && offMinor !== byRulesMinor && (
        <Fact label={t('basketDiscount')} minor={byRulesMinor - offMinor} isSaving />
      )}
      {basket.pointsDiscountMinor !== 0 && (
        <Fact label={words('redeemed')} minor={-basket.pointsDiscountMinor} isSaving />
      )}
      {addedTaxMinor !== 0 && (
        <Fact label={t(basket.taxExemption ? 'taxExempt' : 'taxAdded')} minor={addedTaxMinor} />
      )}
      <Fact label={<b>{words('total')}</b>} minor={basket.totalMinor} isSum />
    </dl>
  );
}

/** Tax on top stands before the sum; tax that prices include stands after it. */
function TaxFacts({ line }: { readonly line: CounterLine }) {
  const t = useText(paneText);
  const isExempt = useCounter((state) => Boolean(state.snapshot?.basket?.taxExemption));
  const leftMinor =
    line.grossMinor -
    line.priceSavingMinor -
    line.lineDiscountMinor -
    line.basketDiscountMinor -
    line.pointsDiscountMinor;
  const addedMinor = line.totalMinor - leftMinor;
  const rate = line.taxRateBp / 100;
  const isIncluded = addedMinor === 0;
  return (
    <>
      {!isIncluded && <Fact label={isExempt ? t('taxFree') : t('taxOnTop', { rate })} minor={addedMinor} />}
      <Fact label={<b>{t('thisLine')}</b>} minor={line.totalMinor} isSum />
      {isIncluded && line.taxMinor !== 0 && <Fact label={t('taxIncluded', { rate })} minor={line.taxMinor} />}
    </>
  );
}

interface FactProps {
  readonly label: ReactNode;
  readonly meta?: readonly (string | null)[];
  readonly minor: number;
  readonly isSaving?: boolean;
  /** What a promotion did. */
  readonly isRule?: boolean;
  readonly isSum?: boolean;
}

function Fact({ label, meta, minor, isSaving = false, isRule = false, isSum = false }: FactProps) {
  const said = meta?.filter((text) => text !== null) ?? [];
  const look = isSum ? 'sum' : isSaving && minor < 0 ? 'saving' : '';
  return (
    <div>
      <dt>
        <span className="fact-name">
          {isRule && <Icon name="check" isSmall />}
          {label}
        </span>
        {said.length > 0 && <span className="meta">{said.join(' · ')}</span>}
      </dt>
      <dd>
        <Money minor={minor} className={look} />
      </dd>
    </div>
  );
}

type PaneWords = (key: 'reason' | 'tare', values: Record<string, unknown>) => string;

/** What is off the line but for a price set by hand, which stands by itself. */
function lessManualPrice({ manualPrice, priceSavingMinor, lineDiscountMinor }: CounterLine): number {
  return (manualPrice ? 0 : priceSavingMinor) + lineDiscountMinor;
}

function sumOf(savings: CounterLine['savings']): number {
  return savings.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

function reasonOf(reason: string | null, t: PaneWords): string | null {
  return reason === null ? null : t('reason', { reason });
}

function tareOf({ tareGrams }: CounterLine, t: PaneWords): string | null {
  return tareGrams === 0 ? null : t('tare', { grams: tareGrams });
}

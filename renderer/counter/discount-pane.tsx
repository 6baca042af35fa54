import { useState, type FormEvent } from 'react';
import { currencyDigits } from '../../domain/currency.ts';
import { useMoney } from '../parts/money.tsx';
import type { ScreenError } from '../service/connection.ts';
import { change, notify, showPane, useCounter } from '../state/counter.ts';
import { useTill } from '../state/till.ts';
import { paneText } from '../text/counter-pane-text.ts';
import { useErrorText, useText } from '../text/use-text.ts';
import { readDecimal } from './entry.ts';
import { NumberEntry } from './number-entry.tsx';
import { PaneHead } from './pane-head.tsx';
import { ReasonField } from './reason-field.tsx';

/** What concerns the whole sale: its discount, its exemption from tax, throwing it away. */
export function DiscountPane() {
  const t = useText(paneText);
  const hasSale = useCounter((state) => Boolean(state.snapshot?.basket));
  const errorText = useErrorText();
  return (
    <>
      <PaneHead title={t('saleTitle')} />
      {hasSale ? (
        <div className="two">
          <div className="column">
            <TaxExemption />
            <VoidSale />
          </div>
          <SaleDiscount />
        </div>
      ) : (
        <p className="muted">{errorText({ code: 'basket-empty' })}</p>
      )}
    </>
  );
}

function SaleDiscount() {
  const t = useText(paneText);
  const errorText = useErrorText();
  const currency = useTill((state) => state.status?.settings.shop.currency ?? 'CNY');
  const [kind, setKind] = useState<'percent' | 'amount'>('percent');
  const [value, setValue] = useState('');
  const [fault, setFault] = useState<ScreenError | 'not-number' | null>(null);
  const apply = async () => {
    if (value === '') return showPane('tiles');
    const scaled = readDecimal(value, kind === 'percent' ? 2 : currencyDigits(currency));
    if (scaled === null) return setFault('not-number');
    const discount = kind === 'percent' ? { rateBp: scaled } : { amountMinor: scaled };
    const isDone = await change(
      (service, approval) => service.basket.setDiscount({ discount, ...(approval && { approval }) }),
      (error) => {
        setFault(error);
        return true;
      },
    );
    if (isDone) showPane('tiles');
  };
  return (
    <div className="column">
      <h2>{t('saleDiscount')}</h2>
      <div className="choices" role="group" aria-label={t('fields')}>
        {(['percent', 'amount'] as const).map((name) => (
          <button
            key={name}
            type="button"
            className="plain"
            aria-pressed={name === kind}
            onClick={() => setKind(name)}
          >
            {t(name === 'percent' ? 'percent' : 'amountOff')}
          </button>
        ))}
      </div>
      <NumberEntry
        label={t(kind === 'percent' ? 'percent' : 'amountOff')}
        value={value}
        present="0"
        onChange={(next) => {
          setValue(next);
          setFault(null);
        }}
        onEnter={() => void apply()}
        fault={fault === null ? null : fault === 'not-number' ? t('notNumber') : errorText(fault)}
      />
      <div className="finish">
        <GivenDiscount />
        <button type="button" className="primary" onClick={() => void apply()}>
          {t('apply')} <kbd aria-hidden="true">Enter</kbd>
        </button>
      </div>
    </div>
  );
}

/** The discount that is given already, and taking it away. */
function GivenDiscount() {
  const t = useText(paneText);
  const { amount } = useMoney();
  const discount = useCounter((state) => state.snapshot?.basket?.discount ?? null);
  if (!discount) return null;
  return (
    <>
      <span className="meta">
        {discount.kind === 'percent'
          ? t('givenPercent', { rate: discount.rateBp / 100 })
          : t('givenAmount', { amount: amount(discount.amountMinor) })}
      </span>
      <button
        type="button"
        className="plain"
        onClick={() => void change((service) => service.basket.setDiscount({ discount: null }))}
      >
        {t('clear')}
      </button>
    </>
  );
}

function TaxExemption() {
  const t = useText(paneText);
  const exemption = useCounter((state) => state.snapshot?.basket?.taxExemption ?? null);
  const [number, setNumber] = useState('');
  const setExempt = (reason: string | null) =>
    void change((service, approval) =>
      service.basket.setTaxExempt({ reason, ...(approval && { approval }) }),
    );
  if (exemption) {
    return (
      <section className="column">
        <h2>{t('exemptTitle')}</h2>
        <p>{t('exempted', { reason: exemption.reason ?? '' })}</p>
        <button type="button" className="plain" onClick={() => setExempt(null)}>
          {t('clear')}
        </button>
      </section>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setExempt(number.trim());
  };
  return (
    <form className="column" onSubmit={submit}>
      <h2>{t('exemptTitle')}</h2>
      <label className="field">
        <span className="label">{t('exemptNumber')}</span>
        <input maxLength={200} value={number} onChange={(event) => setNumber(event.target.value)} />
      </label>
      <button type="submit" className="plain">
        {t('exempt')}
      </button>
    </form>
  );
}

function VoidSale() {
  const t = useText(paneText);
  const [reason, setReason] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const isDone = await change((service, approval) =>
      service.basket.void({ approval: { ...(reason.trim() && { reason: reason.trim() }), ...approval } }),
    );
    if (!isDone) return;
    showPane('tiles');
    notify({ kind: 'done', text: t('voided'), undo: null });
  };
  return (
    <form className="column apart" onSubmit={(event) => void submit(event)}>
      <h2>{t('voidTitle')}</h2>
      <ReasonField
        label={t('voidReason')}
        reason={reason}
        onChange={setReason}
        suggestions={[t('wentAway'), t('wrongSale')]}
      />
      <button type="submit" className="plain danger">
        {t('voidSale')}
      </button>
    </form>
  );
}

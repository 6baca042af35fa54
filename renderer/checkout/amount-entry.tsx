import type { RefObject } from 'react';
import { currencyDigits, minorToDecimal } from '../../domain/currency.ts';
import { quickCash } from '../../domain/quick-cash.ts';
import { REFERENCE_MAX_LENGTH } from '../../domain/tender.ts';
import { Icon } from '../parts/icon.tsx';
import { useMoney } from '../parts/money.tsx';
import { Numpad } from '../parts/numpad.tsx';
import { checkoutText } from '../text/checkout-text.ts';
import { useErrorText, useText } from '../text/use-text.ts';
import { typeAmount, typeReference, useCheckout } from './checkout-state.ts';
import { cleanAmount, wholeDue } from './offer.ts';
import type { CheckoutNow } from './use-checkout-now.ts';

interface AmountEntryProps {
  readonly now: CheckoutNow;
  readonly inputRef: RefObject<HTMLInputElement | null>;
}

/** What the customer hands over: all that is due until something is typed. */
export function AmountEntry({ now, inputRef }: AmountEntryProps) {
  const { due, tender } = now;
  const entry = useCheckout((state) => state.entry);
  const { currency } = due;
  const digits = currencyDigits(currency);
  const type = (text: string) => typeAmount(cleanAmount(text, currency));
  const press = (edit: (text: string) => string) => {
    const { field, reference, entry: typed } = useCheckout.getState();
    if (field === 'reference' && tender.kind !== 'cash')
      typeReference(edit(reference).slice(0, REFERENCE_MAX_LENGTH));
    else type(edit(typed));
  };
  return (
    <>
      <label className="amount-entry">
        <span className="name">{tender.name}</span>
        <input
          ref={inputRef}
          key={tender.code}
          autoFocus
          inputMode="none"
          onFocus={() => useCheckout.setState({ field: 'amount' })}
          autoComplete="off"
          value={entry}
          placeholder={minorToDecimal(Math.abs(wholeDue(tender.kind, due)), digits)}
          onChange={(event) => type(event.target.value)}
        />
      </label>
      <div className="pad">
        <Numpad
          onKey={(key) => press((text) => text + key)}
          onErase={() => press((text) => text.slice(0, -1))}
          extra={digits === 0 ? '00' : '.'}
        />
        <QuickCash now={now} onChoose={(minor) => typeAmount(minorToDecimal(minor, digits))} />
      </div>
    </>
  );
}

/** Why the amount cannot be taken, as it is typed, or what the service said when it was offered. */
export function AmountFault({ now: { offer } }: { readonly now: CheckoutNow }) {
  const errorText = useErrorText();
  const refused = useCheckout((state) => state.fault);
  const fault = refused ?? (offer && !offer.applied.ok ? offer.applied.error : null);
  if (!fault || fault.code === 'tenders-taken' || fault.code === 'tender-needs-reference') return null;
  return (
    <p className="notice fault" role="alert">
      <Icon name="warning" />
      {errorText(fault)}
    </p>
  );
}

interface QuickCashProps {
  readonly now: CheckoutNow;
  readonly onChoose: (amountMinor: number) => void;
}

/** The exact amount on top, and below it what people hand over. */
function QuickCash({ now: { due, tender }, onChoose }: QuickCashProps) {
  const t = useText(checkoutText);
  const { amount } = useMoney();
  const entry = useCheckout((state) => state.entry);
  const digits = currencyDigits(due.currency);
  const exactMinor = Math.abs(wholeDue(tender.kind, due));
  const notes = tender.kind === 'cash' && due.dueMinor > 0 ? quickCash(exactMinor, due.currency) : [];
  const isChosen = (minor: number) => entry === minorToDecimal(minor, digits);
  return (
    <div className="quick-cash" role="group" aria-label={t('quickCash')}>
      <button
        type="button"
        className="plain"
        aria-pressed={isChosen(exactMinor)}
        onClick={() => onChoose(exactMinor)}
      >
        <span>{amount(exactMinor)}</span>
        <span className="meta">{t('exact')}</span>
      </button>
      {notes.map((minor) => (
        <button
          type="button"
          key={minor}
          className="plain"
          aria-pressed={isChosen(minor)}
          onClick={() => onChoose(minor)}
        >
          {amount(minor)}
        </button>
      ))}
    </div>
  );
}

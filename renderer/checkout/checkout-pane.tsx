import { useEffect, useRef, type RefObject } from 'react';
import { useKeys } from '../keys/use-keys.ts';
import { PaneHead } from '../parts/pane-head.tsx';
import { notify, useCounter } from '../state/counter.ts';
import { checkoutText } from '../text/checkout-text.ts';
import { useText } from '../text/use-text.ts';
import { AmountEntry, AmountFault } from './amount-entry.tsx';
import { chooseTender, clearEntry, useCheckout } from './checkout-state.ts';
import { CouponsCard } from './coupons-card.tsx';
import { DueCard } from './due-card.tsx';
import { leaveCheckout, pressPay } from './pay.ts';
import { PointsCard } from './points-card.tsx';
import { ReceivedCard } from './received-card.tsx';
import { ReferenceCard } from './reference-card.tsx';
import { readRefundable } from './refundable.ts';
import { TenderChoice } from './tender-choice.tsx';
import { useCheckoutNow, type CheckoutNow } from './use-checkout-now.ts';
import { useEnter } from './use-enter.ts';
import './checkout.css';

/** Paying: what is due, the ways of paying, the amount, and what was received. Everything but what is typed is the service's. */
export function CheckoutPane() {
  const now = useCheckoutNow();
  return now && <Checkout now={now} />;
}

function Checkout({ now }: { readonly now: CheckoutNow }) {
  const t = useText(checkoutText);
  const amountInput = useRef<HTMLInputElement>(null);
  const isRefund = now.totalMinor < 0;
  useRefundable();
  useCheckoutKeys(now, amountInput);
  return (
    <section className="checkout" aria-label={t(isRefund ? 'titleRefund' : 'title')} ref={useKeptFocus()}>
      <PaneHead
        title={t(isRefund ? 'titleRefund' : 'title')}
        backLabel={t('back')}
        onBack={() => void leaveCheckout()}
      >
        <kbd>Tab</kbd> {t('nextTender')}
      </PaneHead>
      <DueCard now={now} />
      <div className="checkout-columns">
        <div className="checkout-column">
          {!isRefund && <CouponsCard />}
          {!isRefund && <PointsCard />}
          <ReferenceCard now={now} />
          <ReceivedCard now={now} />
          <AmountFault now={now} />
        </div>
        <div className="checkout-column">
          {now.due.dueMinor === 0 ? (
            <p>{t('nothingDue')}</p>
          ) : (
            <>
              <TenderChoice now={now} />
              <AmountEntry now={now} inputRef={amountInput} />
            </>
          )}
        </div>
      </div>
    </section>
  );
}

/** Reads what the customer paid with, where goods come back, so that the refund goes the same way. */
function useRefundable(): void {
  const lines = useCounter((state) => state.snapshot?.basket?.lines);
  const receipts = [...new Set(lines?.flatMap(({ returnOf }) => (returnOf ? [returnOf.receiptNumber] : [])))];
  const key = receipts.join(' ');
  useEffect(() => {
    void readRefundable(key === '' ? [] : key.split(' '));
  }, [key]);
}

function useCheckoutKeys(now: CheckoutNow, amountInput: { readonly current: HTMLInputElement | null }): void {
  const isPaying = () => notify({ kind: 'fault', error: { code: 'basket-in-checkout' } });
  useEnter(() => void pressPay());
  useKeys({
    pay: (event) => {
      if (!event.repeat) void pressPay();
    },
    nextTender: (event) => {
      // From elsewhere, and backwards, Tab goes through the controls as everywhere.
      if (event.shiftKey || event.target !== amountInput.current) return false;
      const at = now.tenders.findIndex(({ code }) => code === now.tender.code);
      const next = now.tenders[(at + 1) % now.tenders.length];
      if (next) chooseTender(next.code);
      return true;
    },
    back: () => {
      if (useCheckout.getState().entry !== '') clearEntry();
      else void leaveCheckout();
    },
    search: () => amountInput.current?.focus(),
    hold: isPaying,
    recall: isPaying,
    discount: () => focusOffers() || isPaying(),
    refund: isPaying,
    drawer: isPaying,
    reprint: isPaying,
    member: isPaying,
    why: () => false,
    removeLine: () => false,
  });
}

/** Coupons and points are what is off a sale that is being paid; from there Tab goes through them. */
function focusOffers(): boolean {
  const first = document.querySelector<HTMLElement>(
    '.checkout :is(.coupons, .points) :is(button, input):enabled',
  );
  first?.focus();
  return first !== null;
}

/** A press of a button leaves the focus in the field, so that hand and keyboard may be mixed. */
function useKeptFocus(): RefObject<HTMLElement | null> {
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = pane.current;
    element?.addEventListener('mousedown', keepFocus);
    return () => element?.removeEventListener('mousedown', keepFocus);
  }, []);
  return pane;
}

function keepFocus(event: MouseEvent): void {
  if (!(event.target instanceof Element) || !event.target.closest('input')) event.preventDefault();
}

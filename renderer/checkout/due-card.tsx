import { roundCash } from '../../domain/tender.ts';
import { Money, useMoney } from '../parts/money.tsx';
import { checkoutText } from '../text/checkout-text.ts';
import { useText } from '../text/use-text.ts';
import type { CheckoutNow } from './use-checkout-now.ts';

/** What is due, what was received of it, and what is still to pay, or to give back. */
export function DueCard({ now: { totalMinor, due, tender } }: { readonly now: CheckoutNow }) {
  const t = useText(checkoutText);
  const isRefund = totalMinor < 0;
  const receivedMinor = totalMinor - due.dueMinor;
  const inCashMinor = tender.kind === 'cash' ? roundCash(due.dueMinor, due.rounding) : due.dueMinor;
  const leftMinor = Math.abs(inCashMinor);
  return (
    <section className="card due" aria-label={t(isRefund ? 'toRefund' : 'due')}>
      <Figure label={t(isRefund ? 'toRefund' : 'due')} minor={Math.abs(totalMinor)} />
      <Figure label={t(isRefund ? 'refunded' : 'received')} minor={Math.abs(receivedMinor)} />
      <div className="still">
        <div className="meta">{t(isRefund ? 'stillToRefund' : 'stillToPay')}</div>
        <Money minor={leftMinor} className="total" />
      </div>
      <progress
        value={Math.abs(receivedMinor)}
        max={Math.max(1, Math.abs(totalMinor))}
        aria-label={t('progress')}
      />
      {inCashMinor !== due.dueMinor && <Rounding minor={inCashMinor - due.dueMinor} />}
    </section>
  );
}

function Figure({ label, minor }: { readonly label: string; readonly minor: number }) {
  return (
    <div>
      <div className="meta">{label}</div>
      <Money minor={minor} className="heading" />
    </div>
  );
}

/** What cash rounding adds or takes off, on a line of its own because it is no part of the sale. */
function Rounding({ minor }: { readonly minor: number }) {
  const t = useText(checkoutText);
  const { amount } = useMoney();
  return (
    <p className="rounding">
      <span>{t('rounding')}</span>
      <span className="money">{`${minor > 0 ? '+' : ''}${amount(minor)}`}</span>
    </p>
  );
}

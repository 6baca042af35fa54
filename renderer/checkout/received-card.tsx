import { Icon } from '../parts/icon.tsx';
import { Money, useMoney } from '../parts/money.tsx';
import { useCounter } from '../state/counter.ts';
import { useTill } from '../state/till.ts';
import { checkoutText } from '../text/checkout-text.ts';
import { useErrorText, useText } from '../text/use-text.ts';
import { useCheckout } from './checkout-state.ts';
import { giveBack, giveBackAndLeave } from './pay.ts';
import { tenderIcons } from './tender-choice.tsx';
import type { CheckoutNow } from './use-checkout-now.ts';

/** What was taken so far, each to be given back with a reason. */
export function ReceivedCard({ now: { taken, totalMinor } }: { readonly now: CheckoutNow }) {
  const t = useText(checkoutText);
  const hasChoices = useCounter(({ snapshot }) => Boolean(snapshot?.member));
  // Coupons and points need the room until something was received.
  if (taken.length === 0 && hasChoices) return null;
  return (
    <section className="card received" aria-label={t(totalMinor < 0 ? 'refunded' : 'received')}>
      <h2>
        <Icon name="check" />
        {t(totalMinor < 0 ? 'refunded' : 'received')}
      </h2>
      {taken.length === 0 && (
        <p className="meta">{t(totalMinor < 0 ? 'nothingRefunded' : 'nothingReceived')}</p>
      )}
      <ul>
        {taken.map((tender) => (
          <TakenRow key={tender.id} tender={tender} />
        ))}
      </ul>
      <LeaveQuestion />
    </section>
  );
}

function TakenRow({ tender }: { readonly tender: CheckoutNow['taken'][number] }) {
  const t = useText(checkoutText);
  const { amount } = useMoney();
  const name = useTenderName(tender.tenderCode);
  return (
    <li className="taken">
      <Icon name={tenderIcons[tender.kind]} />
      <div className="what">{name}</div>
      <Money minor={Math.abs(tender.amountMinor)} />
      {tender.reference !== null && <div className="meta">{t('ref', { reference: tender.reference })}</div>}
      <button
        type="button"
        className="plain"
        aria-label={t('giveBack', { tender: name, amount: amount(Math.abs(tender.amountMinor)) })}
        onClick={() => void giveBack(tender.id)}
      >
        <Icon name="undo" />
      </button>
    </li>
  );
}

/** Stands where money was taken and somebody wants to change the sale. */
function LeaveQuestion() {
  const t = useText(checkoutText);
  const errorText = useErrorText();
  const fault = useCheckout((state) => state.fault);
  if (fault?.code !== 'tenders-taken') return null;
  return (
    <div className="leave">
      <p className="fault" role="alert">
        {errorText(fault)}
      </p>
      <button type="button" className="plain danger" onClick={() => void giveBackAndLeave()}>
        <Icon name="undo" />
        {t('giveAllBack')}
      </button>
    </div>
  );
}

/** A way of paying as the shop calls it; its code where the shop has dropped it since. */
export function useTenderName(tenderCode: string): string {
  return useTill(
    (state) => state.status?.settings.tenders.find(({ code }) => code === tenderCode)?.name ?? tenderCode,
  );
}

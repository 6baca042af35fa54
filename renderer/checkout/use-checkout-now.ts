import type { TenderType } from '../../domain/shop-settings.ts';
import type { CounterSnapshot } from '../service/answers.ts';
import { useCounter } from '../state/counter.ts';
import { useTill } from '../state/till.ts';
import { chosenTender, dueOf, useCheckout } from './checkout-state.ts';
import { offerOf, type Due, type Offer } from './offer.ts';

/** Everything that checkout shows, from the snapshot, the settings and what is typed. Amounts in minor units. */
export interface CheckoutNow {
  readonly totalMinor: number;
  readonly due: Due;
  readonly taken: CounterSnapshot['tenders'];
  /** The shop's ways of paying, always in its order. */
  readonly tenders: readonly TenderType[];
  readonly tender: TenderType;
  /** Null while nothing is due or what is typed is no amount. */
  readonly offer: Offer | null;
}

/** Null when no sale is being paid. */
export function useCheckoutNow(): CheckoutNow | null {
  const snapshot = useCounter((state) => state.snapshot);
  const settings = useTill((state) => state.status?.settings ?? null);
  const { tenderCode, entry, refundable } = useCheckout();
  const due = dueOf(snapshot, settings, refundable);
  if (!due || !snapshot?.basket || !settings) return null;
  const tender = chosenTender({ tenderCode }, settings.tenders, due);
  if (!tender) return null;
  const offer = due.dueMinor === 0 ? null : offerOf(tender, entry, due);
  return {
    totalMinor: snapshot.basket.totalMinor,
    due,
    taken: snapshot.tenders,
    tenders: settings.tenders,
    tender,
    offer,
  };
}

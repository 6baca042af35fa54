import { useCheckout } from '../checkout/checkout-state.ts';
import type { CounterMember, CounterOffers } from '../service/answers.ts';
import { useCounter } from '../state/counter.ts';
import type { ShownBasket } from './total-rows.ts';

export interface ShownSale {
  readonly basket: ShownBasket | null;
  readonly member: CounterMember | null;
  readonly offers: CounterOffers | null;
  /** The sale is finished: it is read, not changed. */
  readonly isPast: boolean;
}

/** The sale at the right: the one on the counter, or the one just paid while its change stands on the screen. */
export function useShownSale(): ShownSale {
  const isPast = useCounter((state) => state.pane === 'done' && !state.snapshot?.basket);
  const basket = useCounter((state) => state.snapshot?.basket ?? null);
  const member = useCounter((state) => state.snapshot?.member ?? null);
  const offers = useCounter((state) => state.snapshot?.offers ?? null);
  const finished = useCheckout((state) => (isPast ? state.finished : null));
  if (!isPast) return { basket, member, offers, isPast };
  return {
    basket: finished?.basket ?? null,
    member: finished?.member ?? null,
    offers: finished?.offers ?? null,
    isPast,
  };
}

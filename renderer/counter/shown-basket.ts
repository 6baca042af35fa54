import { useCheckout } from '../checkout/checkout-state.ts';
import type { CounterSnapshot } from '../service/answers.ts';
import { useCounter } from '../state/counter.ts';

type ShownBasket = NonNullable<CounterSnapshot['basket']>;

/** The sale at the right: the one on the counter, or the one just paid while its change stands on the screen. */
export function useShownBasket(): { readonly basket: ShownBasket | null; readonly isPast: boolean } {
  const isDone = useCounter((state) => state.pane === 'done');
  const current = useCounter((state) => state.snapshot?.basket ?? null);
  const finished = useCheckout((state) => state.finished?.basket ?? null);
  return isDone && !current ? { basket: finished, isPast: true } : { basket: current, isPast: false };
}

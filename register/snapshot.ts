import type { Basket } from '../domain/basket.ts';
import type { SaleTender } from '../domain/facts/sale-facts.ts';
import { priceBasket } from '../domain/pricing/price-basket.ts';
import type { PricedBasket } from '../domain/pricing/priced-basket.ts';
import { dueAfter, roundCash } from '../domain/tender.ts';
import { pricingContext, type TillView } from './register.ts';

/** What the counter shows after every call: the sale on it, priced afresh. Amounts in minor units. */
export interface CounterSnapshot {
  readonly basket: Basket | null;
  readonly priced: PricedBasket | null;
  readonly tenders: readonly SaleTender[];
  /** Still to be paid, or to be paid back where it is negative. */
  readonly dueMinor: number;
  /** The same in cash, rounded as the shop does. */
  readonly dueInCashMinor: number;
  /** The line that the last call added or changed. */
  readonly touchedLineId: string | null;
}

export function takeSnapshot(register: TillView, touchedLineId: string | null = null): CounterSnapshot {
  const basket = register.store.baskets.current();
  return snapshotOf(register, basket, touchedLineId);
}

/** The snapshot of a basket that is already at hand. */
export function snapshotOf(
  register: TillView,
  basket: Basket | null,
  touchedLineId: string | null,
): CounterSnapshot {
  if (!basket) {
    return { basket: null, priced: null, tenders: [], dueMinor: 0, dueInCashMinor: 0, touchedLineId: null };
  }
  const priced = priceBasket(basket, pricingContext(register));
  const tenders = basket.state === 'checkout' ? register.store.sales.openTenders(basket.id) : [];
  const dueMinor = dueAfter(priced.totalMinor, tenders);
  const dueInCashMinor = roundCash(dueMinor, register.settings.cashRounding);
  return { basket, priced, tenders, dueMinor, dueInCashMinor, touchedLineId };
}

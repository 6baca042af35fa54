import type { Basket } from '../domain/basket.ts';
import { measureOf } from '../domain/loyalty/sale-loyalty.ts';
import { tierInSale } from '../domain/loyalty/tiers.ts';
import { priceBasket, type OfferContext } from '../domain/pricing/price-basket.ts';
import type { PricedBasket } from '../domain/pricing/priced-basket.ts';
import { offerContext, servedMember, type ServedMember } from './offer-context.ts';
import { pricingContext, type TillView } from './register.ts';

/** A sale priced afresh, what decided it, and the member whose it is. */
export interface PricedSale {
  readonly priced: PricedBasket;
  readonly offers: OfferContext;
  readonly served: ServedMember | null;
}

/** Prices a sale of this till: its promotions, its member, the coupons on the counter and the points to redeem. */
export function priceSale(view: TillView, basket: Basket): PricedSale {
  const served = servedMember(view, basket);
  return priceWith(view, basket, served, offerContext(view, basket, served));
}

/**
 * Prices a sale that is stored as it is given. Between two commits it is priced once: in checkout, where its clock stands
 * still, what was shown to be paid is what the tender meets.
 */
export function priceStored(view: TillView, basket: Basket): PricedSale {
  const state = pricedStateOf(view, basket);
  const last = lastPriced.get(view.store);
  if (last && isSameState(last.state, state)) return last.sale;
  // Let go before the next is made: what outlives the pricing of two sales would count as long-lived for the memory.
  lastPriced.delete(view.store);
  const sale = priceSale(view, basket);
  keepPriced(view, basket, sale);
  return sale;
}

/** Keeps what a sale was priced at just before it was stored. */
export function keepPriced(view: TillView, basket: Basket, sale: PricedSale): void {
  lastPriced.set(view.store, { state: pricedStateOf(view, basket), sale });
}

/** All that prices depend on: the books, the settings, the sale and the clock. */
interface PricedState {
  readonly revision: number | null;
  readonly settings: TillView['settings'];
  readonly basketId: string;
  readonly nowUtcMs: number;
  readonly businessDate: string;
}

/** Lost without harm, as everything that is not in the store. */
const lastPriced = new WeakMap<
  TillView['store'],
  { readonly state: PricedState; readonly sale: PricedSale }
>();

function pricedStateOf(view: TillView, basket: Basket): PricedState {
  return {
    revision: view.store.revision(),
    settings: view.settings,
    basketId: basket.id,
    nowUtcMs: basket.frozenAtUtcMs ?? view.clock.nowUtcMs(),
    businessDate: pricingContext(view).businessDate,
  };
}

function isSameState(a: PricedState, b: PricedState): boolean {
  return (
    a.revision !== null &&
    a.revision === b.revision &&
    a.settings === b.settings &&
    a.basketId === b.basketId &&
    a.nowUtcMs === b.nowUtcMs &&
    a.businessDate === b.businessDate
  );
}

/** The same with what decides it already known. */
export function priceWith(
  view: TillView,
  basket: Basket,
  served: ServedMember | null,
  offers: OfferContext,
): PricedSale {
  const context = pricingContext(view);
  const priced = priceBasket(basket, { ...context, offers });
  const { tiers } = view.settings.loyalty;
  if (!served || !offers.member || !tiers.currentSaleCounts) return { priced, offers, served };
  // The sale may reach a tier whose prices it then has. One look is enough: lower prices reach no higher tier.
  const spentMinor = Math.max(0, priced.totalMinor);
  const added = measureOf(view.settings.loyalty, { spentMinor, points: 0, visits: 1 });
  const reached = tierInSale(tiers, served.loyalty.member.standing, added)?.code ?? null;
  if (reached === offers.member.tier) return { priced, offers, served };
  const raised = { ...offers, member: { ...offers.member, tier: reached } };
  return { priced: priceBasket(basket, { ...context, offers: raised }), offers: raised, served };
}

/** What a sale comes to, where nothing else of it is asked for. Minor units. */
export function saleTotalMinor(view: TillView, basket: Basket): number {
  return priceSale(view, basket).priced.totalMinor;
}

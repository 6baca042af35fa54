import type { OfferKind, OrderOffer } from './promotion.ts';

const orderKinds: ReadonlySet<OfferKind> = new Set<OrderOffer['kind']>([
  'order-percent',
  'order-amount',
  'order-price',
  'spend-steps',
  'spend-every',
]);

/** Whether an offer is off the order as a whole: stages 4 and 5, shared to the lines. */
export function isOrderOffer(kind: OfferKind): boolean {
  return orderKinds.has(kind);
}

import type { CounterOffers, CounterSnapshot } from '../service/answers.ts';
import { shownMinor } from './shown-minor.ts';

export type ShownBasket = NonNullable<CounterSnapshot['basket']>;

/** A row between the lines and Pay. `minor` is signed: what is taken off is negative. */
export type TotalRow = { readonly minor: number } & (
  | { readonly kind: 'subtotal' | 'savings' | 'by-hand' | 'tax' | 'exempt' | 'due' }
  /** A rule on the order, or a coupon by its rule. */
  | { readonly kind: 'rule'; readonly ruleId: string }
  /** More rules, or coupons, than rows are worth. */
  | { readonly kind: 'rules' | 'coupons'; readonly count: number }
  | { readonly kind: 'points'; readonly points: number }
);

/** More than that of a kind is one row with their number. */
const RULES_MAX = 2;

/** What stands above Pay: every row sums or changes what stands above it. Empty where the lines say it all. */
export function totalRows(basket: ShownBasket, offers: CounterOffers | null, isPaying: boolean): TotalRow[] {
  const linesMinor = basket.lines.reduce((sum, line) => sum + shownMinor(line), 0);
  const savedMinor = basket.priceSavingMinor + basket.lineDiscountMinor;
  const changes = [
    ...orderRows(basket, offers),
    ...pointsRows(basket, offers),
    ...taxRows(
      basket,
      basket.totalMinor - (linesMinor - basket.basketDiscountMinor - basket.pointsDiscountMinor),
    ),
  ];
  if (changes.length === 0 && savedMinor <= 0) return [];
  return [
    { kind: 'subtotal', minor: savedMinor > 0 ? basket.grossMinor : linesMinor },
    ...(savedMinor > 0 ? [{ kind: 'savings', minor: -savedMinor } as const] : []),
    ...changes,
    ...(isPaying ? [{ kind: 'due', minor: basket.totalMinor } as const] : []),
  ];
}

/** What is off the order: offers by their names, what was given by hand, and coupons last. */
function orderRows(basket: ShownBasket, offers: CounterOffers | null): TotalRow[] {
  const order = offers?.order ?? [];
  const couponRules = new Set(
    offers?.coupons.filter(({ isPresented }) => isPresented).map(({ ruleId }) => ruleId),
  );
  const ofCoupons = order.filter(({ ruleId }) => couponRules.has(ruleId));
  const ofOffers = order.filter(({ ruleId }) => !couponRules.has(ruleId));
  const byHandMinor = basket.basketDiscountMinor - sumOf(order);
  return [
    ...ruleRows('rules', ofOffers),
    ...(byHandMinor === 0 ? [] : [{ kind: 'by-hand', minor: -byHandMinor } as const]),
    ...ruleRows('coupons', ofCoupons),
  ];
}

function ruleRows(kind: 'rules' | 'coupons', order: CounterOffers['order']): TotalRow[] {
  if (order.length > RULES_MAX) return [{ kind, count: order.length, minor: -sumOf(order) }];
  return order.map(({ ruleId, amountMinor }) => ({ kind: 'rule', ruleId, minor: -amountMinor }));
}

function pointsRows(basket: ShownBasket, offers: CounterOffers | null): TotalRow[] {
  const { pointsDiscountMinor } = basket;
  if (pointsDiscountMinor === 0) return [];
  return [{ kind: 'points', points: offers?.points?.redeemed ?? 0, minor: -pointsDiscountMinor }];
}

function taxRows({ taxExemption }: ShownBasket, addedMinor: number): TotalRow[] {
  return addedMinor === 0 ? [] : [{ kind: taxExemption ? 'exempt' : 'tax', minor: addedMinor }];
}

function sumOf(order: CounterOffers['order']): number {
  return order.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

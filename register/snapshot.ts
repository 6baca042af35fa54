import type { HeldBasket } from '../db/baskets.ts';
import type { Basket, BasketLine, BasketState, ManualDiscount } from '../domain/basket.ts';
import type { SaleTender } from '../domain/facts/sale-facts.ts';
import type { PricedBasket, PricedLine } from '../domain/pricing/priced-basket.ts';
import { dueAfter, roundCash } from '../domain/tender.ts';
import type { CounterMember, CounterOffers } from './counter-membership.ts';
import { priceStored, type PricedSale } from './price-sale.ts';
import type { TillView } from './register.ts';
import { showOffers, showServedMember } from './show-membership.ts';
import { pointsTenderMinor, returnsOf } from './use-cases/finish-sale.ts';
import { loyaltyMoment } from './use-cases/member-loyalty.ts';
import { reverseReturns } from './use-cases/reverse-returns.ts';

/** As many held sales as a screen has tabs for; `basket.listHeld` has all. */
const HELD_TABS_MAX = 8;

/**
 * What the counter shows after every call: the sale on it, priced afresh, and what stands beside it. It crosses to the
 * screen with every scan, so it holds what is shown and nothing else. Amounts in minor units.
 */
export interface CounterSnapshot {
  /** Null when nothing has been rung. */
  readonly basket: CounterBasket | null;
  /** Taken so far, in checkout. */
  readonly tenders: readonly SaleTender[];
  /** Still to be paid, or to be paid back where it is negative. */
  readonly dueMinor: number;
  /** The same in cash, rounded as the shop does. */
  readonly dueInCashMinor: number;
  /** The line that the last call added or changed. */
  readonly touchedLineId: string | null;
  /** The open shift's; null between shifts, when nothing can be rung. */
  readonly shiftNumber: number | null;
  readonly heldCount: number;
  /** The last eight that were put aside, oldest first. */
  readonly held: readonly HeldBasket[];
  /** Null for nobody in particular. */
  readonly member: CounterMember | null;
  /** What rules do to the sale; null without one. */
  readonly offers: CounterOffers | null;
  /** This is the till for practice: nothing counts. */
  readonly isTraining: boolean;
}

type Sums = Omit<PricedBasket, 'lines' | 'offers' | 'redeemed' | 'redeemableMinor'>;

/** A sale as it is shown: its sums are those of `PricedBasket`. */
export interface CounterBasket extends Sums {
  readonly id: string;
  readonly state: BasketState;
  readonly openedAtUtcMs: number;
  readonly frozenAtUtcMs: number | null;
  readonly label: string | null;
  readonly discount: ShownDiscount | null;
  /** The number or reason of the exemption; null where the sale is taxed. */
  readonly taxExemption: { readonly reason: string | null } | null;
  readonly lines: readonly CounterLine[];
}

/** A line as it is shown: of the goods what `BasketLine` says, of the money what `PricedLine` says. */
export interface CounterLine extends ShownGoods, ShownMoney {
  readonly manualPrice: { readonly reason: string | null } | null;
  readonly discount: ShownDiscount | null;
  /** Where goods come back with a receipt. */
  readonly returnOf: { readonly receiptNumber: string; readonly lineNo: number } | null;
  /** The receipt of another till that they are said to be of, which central could not be asked for. */
  readonly elsewhere?: string;
}

type ShownGoods = Pick<
  BasketLine,
  | 'id'
  | 'kind'
  | 'articleCode'
  | 'barcode'
  | 'name'
  | 'department'
  | 'unit'
  | 'quantityThousandths'
  | 'tareGrams'
  | 'listPriceE4'
  | 'linkedTo'
  | 'confirmedAge'
  | 'note'
  | 'isGift'
>;

type ShownMoney = Pick<
  PricedLine,
  | 'lineNo'
  | 'unitPriceE4'
  | 'grossMinor'
  | 'priceSavingMinor'
  | 'lineDiscountMinor'
  | 'basketDiscountMinor'
  | 'pointsDiscountMinor'
  | 'savings'
  | 'taxRateBp'
  | 'taxMinor'
  | 'totalMinor'
>;

/** A discount given by hand, and why. */
export type ShownDiscount = { readonly reason: string | null } & (
  | { readonly kind: 'percent'; readonly rateBp: number }
  | { readonly kind: 'amount'; readonly amountMinor: number }
);

export function takeSnapshot(register: TillView, touchedLineId: string | null = null): CounterSnapshot {
  const basket = register.store.baskets.current();
  return snapshotOf(register, basket, touchedLineId);
}

/** The snapshot of a basket that is already at hand, and of its prices where they are. */
export function snapshotOf(
  register: TillView,
  basket: Basket | null,
  touchedLineId: string | null,
  sale: PricedSale | null = null,
): CounterSnapshot {
  const { store, settings, identity } = register;
  const held = store.baskets.held();
  const beside = {
    shiftNumber: store.shifts.open()?.number ?? null,
    heldCount: held.length,
    held: held.slice(-HELD_TABS_MAX),
    isTraining: identity.isTraining,
  };
  if (!basket) {
    const nothing = { basket: null, tenders: [], dueMinor: 0, dueInCashMinor: 0, touchedLineId: null };
    return { ...nothing, member: null, offers: null, ...beside };
  }
  const { priced, offers, served } = sale ?? priceStored(register, basket);
  const { tenders, dueMinor } = dueOf(register, basket, priced);
  const shown = showOffers(register, priced, offers, served);
  return {
    basket: showBasket(basket, priced),
    tenders,
    dueMinor,
    dueInCashMinor: roundCash(dueMinor, settings.cashRounding),
    touchedLineId,
    member: served && showServedMember(register, served, shown.coupons.length),
    offers: shown,
    ...beside,
  };
}

/** What was taken on a sale so far, and what is still to be paid. */
export function dueOf(
  register: TillView,
  basket: Basket,
  priced: PricedBasket,
): Pick<CounterSnapshot, 'tenders' | 'dueMinor'> {
  const tenders = basket.state === 'checkout' ? register.store.sales.openTenders(basket.id) : [];
  return { tenders, dueMinor: dueAfter(priced.totalMinor, tenders) - paidByPoints(register, basket, priced) };
}

function paidByPoints(register: TillView, basket: Basket, priced: PricedBasket): number {
  const returns = returnsOf(basket);
  const { reversals } =
    returns.length === 0
      ? { reversals: [] }
      : reverseReturns(register, returns, loyaltyMoment(register, basket));
  return pointsTenderMinor(register, priced, reversals);
}

function showBasket(
  basket: Basket,
  { lines, offers: _offers, redeemed: _redeemed, redeemableMinor: _redeemable, ...sums }: PricedBasket,
): CounterBasket {
  const { id, state, openedAtUtcMs, frozenAtUtcMs, label, discount, taxExemption } = basket;
  return {
    id,
    state,
    openedAtUtcMs,
    frozenAtUtcMs,
    label,
    discount: showDiscount(discount),
    taxExemption: taxExemption && { reason: taxExemption.reason },
    lines: lines.map(showLine),
    ...sums,
  };
}

function showLine(priced: PricedLine): CounterLine {
  const { line } = priced;
  return {
    id: line.id,
    lineNo: priced.lineNo,
    kind: line.kind,
    articleCode: line.articleCode,
    barcode: line.barcode,
    name: line.name,
    department: line.department,
    unit: line.unit,
    quantityThousandths: line.quantityThousandths,
    tareGrams: line.tareGrams,
    listPriceE4: line.listPriceE4,
    unitPriceE4: priced.unitPriceE4,
    grossMinor: priced.grossMinor,
    priceSavingMinor: priced.priceSavingMinor,
    lineDiscountMinor: priced.lineDiscountMinor,
    basketDiscountMinor: priced.basketDiscountMinor,
    pointsDiscountMinor: priced.pointsDiscountMinor,
    savings: priced.savings,
    taxRateBp: priced.taxRateBp,
    taxMinor: priced.taxMinor,
    totalMinor: priced.totalMinor,
    manualPrice: line.manualPrice && { reason: line.manualPrice.authorization.reason },
    discount: showDiscount(line.discount),
    linkedTo: line.linkedTo,
    confirmedAge: line.confirmedAge,
    note: line.note,
    isGift: line.isGift,
    returnOf: line.returnOf && {
      receiptNumber: line.returnOf.receiptNumber,
      lineNo: line.returnOf.lineNo,
    },
    ...(line.elsewhere !== undefined && { elsewhere: line.elsewhere }),
  };
}

function showDiscount(discount: ManualDiscount | null): ShownDiscount | null {
  if (!discount) return null;
  const { authorization, ...given } = discount;
  return { ...given, reason: authorization.reason };
}

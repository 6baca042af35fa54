import { itemCountOf } from '../counter/item-count.ts';
import { shownMinor } from '../counter/shown-minor.ts';
import type { CounterOffers, CounterSnapshot, FinishedSale } from '../service/answers.ts';

/** A line as the customer reads it. Amounts in minor units, unit prices in 1/10,000. */
export interface CustomerLine {
  readonly id: string;
  readonly name: string;
  readonly isWeighed: boolean;
  readonly quantityThousandths: number;
  readonly unitPriceE4: number;
  readonly amountMinor: number;
}

/**
 * What the customer's screen shows: the sale, or what came of it, or a welcome. Nothing of it says who the customer or the
 * cashier is.
 */
export type CustomerView =
  | { readonly kind: 'welcome' }
  | {
      readonly kind: 'sale';
      /** The newest last. */
      readonly lines: readonly CustomerLine[];
      /** The line that was added or changed last. */
      readonly lastLineId: string | null;
      readonly itemCount: number;
      readonly savingMinor: number;
      readonly totalMinor: number;
      /** What is still to be paid, where money was taken already; else null. */
      readonly dueMinor: number | null;
      /** What the sale will earn; null where there is no member. */
      readonly earnsPoints: number | null;
    }
  | {
      readonly kind: 'paid';
      readonly isRefund: boolean;
      readonly totalMinor: number;
      /** What is given back to the customer, in cash or otherwise. */
      readonly changeMinor: number;
      readonly tenders: readonly { readonly name: string; readonly amountMinor: number }[];
      readonly points: { readonly earned: number; readonly balance: number } | null;
      readonly receiptNumber: string;
    };

/** Older lines than that nobody's screen has room for. */
export const CUSTOMER_LINES_MAX = 16;

type Basket = NonNullable<CounterSnapshot['basket']>;

/** A sale that was paid, and how. */
export interface PaidSale {
  readonly sale: Pick<
    FinishedSale,
    'receiptNumber' | 'totalMinor' | 'roundingMinor' | 'changeMinor' | 'points'
  >;
  readonly tenders: readonly { readonly tenderCode: string; readonly tenderedMinor: number }[];
}

/** The sale on the counter, for the customer. */
export function saleView(
  basket: Basket,
  offers: CounterOffers | null,
  { lastLineId, dueMinor }: { readonly lastLineId: string | null; readonly dueMinor: number | null },
): CustomerView {
  return {
    kind: 'sale',
    lines: basket.lines.slice(-CUSTOMER_LINES_MAX).map((line) => ({
      id: line.id,
      name: line.name,
      isWeighed: line.unit === 'kg',
      quantityThousandths: line.quantityThousandths,
      unitPriceE4: line.listPriceE4,
      amountMinor: shownMinor(line),
    })),
    lastLineId,
    itemCount: itemCountOf(basket.lines),
    savingMinor: Math.max(
      0,
      basket.priceSavingMinor +
        basket.lineDiscountMinor +
        basket.basketDiscountMinor +
        basket.pointsDiscountMinor,
    ),
    totalMinor: basket.totalMinor,
    dueMinor,
    earnsPoints: offers?.earns ?? null,
  };
}

/** The sale that was just paid, for the customer. */
export function paidView(
  { sale, tenders }: PaidSale,
  tenderNames: ReadonlyMap<string, string>,
): CustomerView {
  const paidMinor = sale.totalMinor + sale.roundingMinor;
  const isRefund = paidMinor < 0;
  return {
    kind: 'paid',
    isRefund,
    totalMinor: Math.abs(sale.totalMinor),
    changeMinor: isRefund ? -paidMinor : sale.changeMinor,
    tenders: tenders.map(({ tenderCode, tenderedMinor }) => ({
      name: tenderNames.get(tenderCode) ?? tenderCode,
      amountMinor: Math.abs(tenderedMinor),
    })),
    points: sale.points && { earned: sale.points.earned, balance: sale.points.balance },
    receiptNumber: sale.receiptNumber,
  };
}

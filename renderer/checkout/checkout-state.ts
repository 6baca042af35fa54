import { create } from 'zustand';
import type { ShopSettings, TenderType } from '../../domain/shop-settings.ts';
import type { TenderKind } from '../../domain/tender.ts';
import type { CounterMember, CounterOffers, CounterSnapshot, FinishedSale } from '../service/answers.ts';
import type { ScreenError } from '../service/connection.ts';
import { useCounter } from '../state/counter.ts';
import { useTill } from '../state/till.ts';
import { offerOf, orderTenders, type Due, type Offer } from './offer.ts';

type CounterBasket = NonNullable<CounterSnapshot['basket']>;

/** A payment as the screen names it once the sale is finished. */
export interface PaidTender {
  readonly id: string;
  readonly tenderCode: string;
  readonly tenderedMinor: number;
  readonly reference: string | null;
}

/** The sale that was just paid: what stands on the screen until the next scan. The basket may be shown, dimmed. */
export interface Finished {
  readonly sale: FinishedSale;
  readonly basket: CounterBasket | null;
  /** Whose sale it was, and what rules did to it, as they stood when it was paid. */
  readonly member: CounterMember | null;
  readonly offers: CounterOffers | null;
  readonly tenders: readonly PaidTender[];
  readonly atMs: number;
}

interface CheckoutState {
  /** The way of paying that was chosen; null for the first. */
  readonly tenderCode: string | null;
  /** The amount as it is typed; empty for all that is due. */
  readonly entry: string;
  readonly reference: string;
  /** What the number pad types into: the field that had the focus last. */
  readonly field: 'amount' | 'reference';
  readonly fault: ScreenError | null;
  /** What is left to give back of the sales whose goods come back, by kind. */
  readonly refundable: ReadonlyMap<TenderKind, number>;
  readonly finished: Finished | null;
  /** Paying is about to begin; central is asked first for what the sale uses of a member's. */
  readonly isBeginning: boolean;
}

const blank = { tenderCode: null, entry: '', reference: '', field: 'amount', fault: null } as const;
const initial: CheckoutState = { ...blank, refundable: new Map(), finished: null, isBeginning: false };

/** What is entered at checkout and not yet the service's: everything else is in the snapshot. */
export const useCheckout = create<CheckoutState>(() => initial);

/** Begins entering afresh, with all that is due and the first way of paying. */
export function clearEntry(): void {
  useCheckout.setState(blank);
}

export function chooseTender(tenderCode: string): void {
  useCheckout.setState({ ...blank, tenderCode });
}

export function typeAmount(entry: string): void {
  useCheckout.setState({ entry, fault: null });
}

export function typeReference(reference: string): void {
  useCheckout.setState({ reference, fault: null });
}

/**
 * A scanned payment code: chooses the way of paying that takes one and fills its reference. False where no sale is being
 * paid or the shop takes no such codes.
 */
export function takePaymentCode(authCode: string): boolean {
  const tenders = useTill.getState().status?.settings.tenders ?? [];
  const chosen = chosenTender(useCheckout.getState(), tenders, dueNow());
  const taker =
    chosen?.kind === 'payment-code' ? chosen : tenders.find(({ kind }) => kind === 'payment-code');
  if (!taker || useCounter.getState().snapshot?.basket?.state !== 'checkout') return false;
  useCheckout.setState({ tenderCode: taker.code, reference: authCode, fault: null });
  return true;
}

/** Whether money was taken for the sale: its coupons and points stay as they are from then on. */
export function isMoneyTaken(snapshot: CounterSnapshot | null): boolean {
  return (snapshot?.tenders.length ?? 0) > 0;
}

/** What is due now, from the snapshot and the settings. Null when no sale is being paid. */
export function dueOf(
  snapshot: CounterSnapshot | null,
  settings: ShopSettings | null,
  refundable: ReadonlyMap<TenderKind, number>,
): Due | null {
  if (snapshot?.basket?.state !== 'checkout' || !settings) return null;
  const left = new Map(refundable);
  for (const { kind, amountMinor } of snapshot.tenders) {
    const before = left.get(kind);
    if (before !== undefined) left.set(kind, before + amountMinor);
  }
  const { shop, cashRounding } = settings;
  return { dueMinor: snapshot.dueMinor, currency: shop.currency, rounding: cashRounding, refundable: left };
}

/** The way of paying that Pay uses: the one chosen, else the first that suits what is due. */
export function chosenTender(
  { tenderCode }: Pick<CheckoutState, 'tenderCode'>,
  tenders: readonly TenderType[],
  due: Due | null,
): TenderType | null {
  const chosen = tenders.find(({ code }) => code === tenderCode);
  return chosen ?? (due && orderTenders(tenders, due)[0]) ?? tenders[0] ?? null;
}

/** What Pay would take now; null when no sale is being paid, nothing is due, or no amount is typed. */
export function offerNow(): Offer | null {
  const due = dueNow();
  const tender = chosenTender(useCheckout.getState(), useTill.getState().status?.settings.tenders ?? [], due);
  if (!due || !tender || due.dueMinor === 0) return null;
  return offerOf(tender, useCheckout.getState().entry, due);
}

function dueNow(): Due | null {
  const { snapshot } = useCounter.getState();
  return dueOf(snapshot, useTill.getState().status?.settings ?? null, useCheckout.getState().refundable);
}

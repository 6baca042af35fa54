import type { RegisterError } from '../../domain/errors.ts';
import { fail, type Result } from '../../domain/result.ts';
import type {
  CounterMember,
  CounterSnapshot,
  FinishedSale,
  SaleFound,
  TenderOutcome,
} from '../service/answers.ts';
import { useChain } from '../chain/chain-events.ts';
import { ask, type ScreenError } from '../service/connection.ts';
import {
  change,
  notify,
  perform,
  refuse,
  showPane,
  showSnapshot,
  useCounter,
  type Mend,
} from '../state/counter.ts';
import { clearEntry, offerNow, useCheckout, type PaidTender } from './checkout-state.ts';
import { useQuestions } from '../counter/ring.ts';
import { playSound } from '../sound/sounds.ts';
import type { Offer } from './offer.ts';

/** The change must be seen before a key pressed once too often takes it away. */
const CHANGE_SEEN_AFTER_MS = 600;
/** A finger that taps twice means one press. */
const TAP_APART_MS = 400;

let last: Promise<void> = Promise.resolve();
let lastTapMs = -Infinity;

/**
 * Does what the Pay button says: begins paying, takes what is offered, or goes on to the next sale. Presses wait for each
 * other, so that two keys pressed fast sell for cash. Callers leave out a key that repeats because it is held.
 */
export function pressPay(): Promise<void> {
  last = last.then(pay);
  return last;
}

/** Pay by mouse or finger. */
export function tapPay(): void {
  const nowMs = performance.now();
  if (nowMs - lastTapMs < TAP_APART_MS) return;
  lastTapMs = nowMs;
  void pressPay();
}

async function pay(): Promise<void> {
  const { snapshot, pane } = useCounter.getState();
  if (pane === 'done') return startNextSale();
  if (!snapshot?.basket) return;
  if (snapshot.basket.state !== 'checkout') {
    // What stands asked beside the sale is not in it yet: the customer would not pay for it.
    if (useQuestions.getState().waiting.length > 0) return playSound('attention');
    return beginCheckout();
  }
  if (pane !== 'checkout') return showPane('checkout');
  if (snapshot.dueMinor === 0) return settle(snapshot);
  const offer = offerNow();
  if (offer?.applied.ok) await take(snapshot, offer);
}

/** Takes the finished sale off the screen. A change that was shown for less than a moment stays. */
export function startNextSale(): void {
  const { finished } = useCheckout.getState();
  if (finished && performance.now() - finished.atMs < CHANGE_SEEN_AFTER_MS) return;
  showPane('tiles');
}

/** Goes back to the sale. Where money was taken, the fault says that it must be given back first. */
export async function leaveCheckout(): Promise<void> {
  const isDone = await change(
    (service) => service.checkout.leave(),
    (error) => {
      useCheckout.setState({ fault: error });
      return error.code === 'tenders-taken';
    },
  );
  if (isDone) showPane('tiles');
}

/** Gives a tender back; the service asks why, and keeps it. */
export async function giveBack(tenderId: string): Promise<boolean> {
  const isDone = await change((service, approval) =>
    service.checkout.reverseTender({ tenderId, reason: approval?.reason ?? '' }),
  );
  if (isDone) clearEntry();
  return isDone;
}

/** Gives back all that was taken, asking why each time, and then goes back to the sale. */
export async function giveBackAndLeave(): Promise<void> {
  for (const { id } of useCounter.getState().snapshot?.tenders ?? []) {
    if (!(await giveBack(id))) return;
  }
  await leaveCheckout();
}

async function beginCheckout(): Promise<void> {
  clearEntry();
  useCheckout.setState({ isBeginning: true });
  const isBegun = await change((service) => service.checkout.begin(), offerMend);
  useCheckout.setState({ isBeginning: false });
  if (isBegun) showPane('checkout');
}

/** What central does not let a sale use is chosen where it is paid, which is not come to: so it is taken off from here. */
function offerMend(error: ScreenError): boolean {
  const mend = mendOf(error);
  if (mend) notify({ kind: 'fault', error, mend });
  return mend !== null;
}

function mendOf(error: ScreenError): Mend | null {
  if (error.code === 'central-points-short') {
    return {
      label: 'withoutPoints',
      act: () => void change((service) => service.basket.setPoints({ points: 0 })),
    };
  }
  const coupons = useCounter.getState().snapshot?.offers?.coupons ?? [];
  const refused = 'coupon' in error ? coupons.find(({ code }) => code === error.coupon) : undefined;
  if (!refused?.isPresented) return null;
  const { couponId } = refused;
  return {
    label: 'withoutCoupon',
    act: () => void change((service) => service.basket.removeCoupon({ couponId })),
  };
}

async function settle(snapshot: CounterSnapshot): Promise<void> {
  const settled = await ask((service) => service.checkout.settle());
  if (settled.ok) return showFinished(snapshot, settled.value, paidOf(snapshot));
  await refuseTender(snapshot, settled.error);
}

async function take(snapshot: CounterSnapshot, { tender, offeredMinor }: Offer): Promise<void> {
  const reference = useCheckout.getState().reference.trim();
  const outcome = await perform(async (service, approval) =>
    asApproval(
      await service.checkout.takeTender({
        tenderCode: tender.code,
        amountMinor: offeredMinor,
        ...(reference && { reference }),
        ...(approval && { approval }),
      }),
    ),
  );
  if (!outcome.ok) return refuseTender(snapshot, outcome.error);
  notify(null);
  if (outcome.value.state === 'due') {
    clearEntry();
    return showSnapshot(outcome.value.snapshot);
  }
  const paid: PaidTender = {
    id: 'last',
    tenderCode: tender.code,
    tenderedMinor: offeredMinor,
    reference: reference || null,
  };
  showFinished(snapshot, outcome.value.sale, [...paidOf(snapshot), paid]);
}

/** A refund another way than the customer paid is allowed by somebody with the right to it. */
function asApproval(outcome: Result<TenderOutcome>): Result<TenderOutcome> {
  if (outcome.ok || outcome.error.code !== 'refund-tender-not-original') return outcome;
  const needed: RegisterError = { code: 'approval-needed', right: 'refund-other-tender' };
  return fail(needed);
}

/** Says why beside the amount. Where the answer was lost on its way, the books say whether the sale was finished. */
async function refuseTender(snapshot: CounterSnapshot, error: ScreenError): Promise<void> {
  if (error.code === 'service-away' && (await findFinished(snapshot))) return;
  useCheckout.setState({ fault: error });
  if (!isOfTender(error.code)) await refuse(error);
}

function isOfTender(code: string): boolean {
  return code.startsWith('tender') || code === 'approval-needed' || code === 'text-too-long';
}

async function findFinished(snapshot: CounterSnapshot): Promise<boolean> {
  const lastSales = await ask((service) => service.sale.listLast({ limit: 1 }));
  const receiptNumber = lastSales.ok ? lastSales.value[0]?.receiptNumber : undefined;
  if (receiptNumber === undefined) return false;
  const found = await ask((service) => service.sale.find({ receiptNumber }));
  if (!found.ok || found.value.sale.saleId !== snapshot.basket?.id) return false;
  const { sale } = found.value;
  showFinished(snapshot, { ...sale, points: pointsOf(sale.loyalty) }, sale.tenders);
  return true;
}

function pointsOf(loyalty: SaleFound['sale']['loyalty']): FinishedSale['points'] {
  if (!loyalty) return null;
  const { points, balance } = loyalty;
  return { earned: points.earned?.points ?? 0, redeemed: points.redeemed?.points ?? 0, balance };
}

function paidOf(snapshot: CounterSnapshot): PaidTender[] {
  return snapshot.tenders.map(({ id, tenderCode, tenderedMinor, reference }) => ({
    id,
    tenderCode,
    tenderedMinor,
    reference,
  }));
}

/** The member with the points that the sale left them. */
function memberAfter(member: CounterMember | null, { points }: FinishedSale): CounterMember | null {
  if (!member || !points) return member;
  const { balance } = points;
  // In a chain the figure is still central's of before, with one more sale that it has not heard of.
  const isOfCentral = useChain.getState().status?.mode === 'joined';
  const from = isOfCentral ? { unsentCount: member.unsentCount + 1 } : { asOfUtcMs: Date.now() };
  return { ...member, balance, available: balance, expiring: null, ...from };
}

/** The sale is in the books and off the counter. */
function showFinished(snapshot: CounterSnapshot, sale: FinishedSale, tenders: readonly PaidTender[]): void {
  clearEntry();
  const { basket, offers } = snapshot;
  const member = memberAfter(snapshot.member, sale);
  useCheckout.setState({ finished: { sale, basket, member, offers, tenders, atMs: performance.now() } });
  showSnapshot({
    ...snapshot,
    basket: null,
    tenders: [],
    dueMinor: 0,
    dueInCashMinor: 0,
    member: null,
    offers: null,
    touchedLineId: null,
  });
  showPane('done');
}

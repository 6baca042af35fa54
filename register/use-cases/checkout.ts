import type { Basket } from '../../domain/basket.ts';
import type { RegisterError } from '../../domain/errors.ts';
import type { SaleTender } from '../../domain/facts/sale-facts.ts';
import { encodePayload, PAYLOAD_MAX_BYTES } from '../../domain/facts/fact-codec.ts';
import { formatMoney } from '../../domain/money-format.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { TenderType } from '../../domain/shop-settings.ts';
import { applyTender, REFERENCE_MAX_LENGTH } from '../../domain/tender.ts';
import { keepPriced, priceStored, type PricedSale } from '../price-sale.ts';
import { queueReceipt } from '../printing/queue-document.ts';
import { entryContext, type Register } from '../register.ts';
import { dueOf, snapshotOf, takeSnapshot, type CounterSnapshot } from '../snapshot.ts';
import { authorize, checkReason, type Approval } from './authorize.ts';
import { isDiscountOutgrown } from './change-basket.ts';
import { finishSale, type FinishedSale } from './finish-sale.ts';
import { basketForChanging } from './open-basket.ts';
import { refuseUnreserved } from './receipt-reservation.ts';
import { rangeReturns } from './return-units.ts';
import { findSold } from './sold-goods.ts';
import { refuseUnaskedOffers } from './unasked-limits.ts';

/** How much an entry may hold beside the sale's lines: its tenders and totals. */
const TENDERS_RESERVE_BYTES = 32_768;
/** What a line can take at most: its texts at their limits, in four bytes a character. Fewer need not be counted. */
const LINE_MAX_BYTES = 4_096;
const TENDERS_MAX = 20;

/** What was handed over. A refund's amount is negative: it goes to the customer. */
export interface TenderOffer {
  readonly tenderCode: string;
  readonly amountMinor: number;
  readonly reference?: string | undefined;
}

/** A tender either leaves something due, or settles the sale and finishes it. */
export type TenderOutcome =
  | { readonly state: 'due'; readonly snapshot: CounterSnapshot }
  | { readonly state: 'finished'; readonly sale: FinishedSale };

/** Freezes the rules' clock and stops changes to the sale, so that what is paid is what was shown. */
export function beginCheckout(register: Register): Result<CounterSnapshot> {
  const found = basketForChanging(register);
  if (!found.ok) return found;
  if (found.value.lines.length === 0) return fail({ code: 'basket-empty' });
  const unreserved = refuseUnreserved(register, found.value.lines);
  if (unreserved) return fail(unreserved);
  // What central has said of another till's receipt since may have moved which units come back.
  const lines = rangeReturns(register, found.value.lines);
  const moved = lines.filter((line, place) => line !== found.value.lines[place]);
  const frozenAtUtcMs = register.clock.nowUtcMs();
  const basket: Basket = { ...found.value, lines, state: 'checkout', frozenAtUtcMs };
  const sale = priceStored(register, basket);
  if (isDiscountOutgrown(register, basket, sale.priced)) return fail({ code: 'basket-discount-outgrown' });
  const unasked = refuseUnaskedOffers(register, basket, sale.priced);
  if (unasked) return fail(unasked);
  // Refused here, before any money is taken, because a sale that is paid must always fit its entry.
  if (!fitsEntry(register, basket)) return fail({ code: 'basket-too-large', maxBytes: PAYLOAD_MAX_BYTES });
  register.store.commit((writer) => {
    for (const line of moved) writer.baskets.saveLine(line);
    writer.baskets.saveHeader(basket);
  });
  keepPriced(register, basket, sale);
  return ok(snapshotOf(register, basket, null, sale));
}

/** Goes back from checkout to change the sale, which must have no money taken on it. */
export function leaveCheckout(register: Register): Result<CounterSnapshot> {
  const basket = register.store.baskets.current();
  if (basket?.state !== 'checkout') return fail({ code: 'basket-not-in-checkout' });
  const refusal = refuseTaken(register, basket);
  if (refusal) return fail(refusal);
  const open: Basket = { ...basket, state: 'open', frozenAtUtcMs: null };
  register.store.commit((writer) => writer.baskets.saveHeader(open));
  return ok(snapshotOf(register, open, null));
}

/** Refuses what may not be done to a sale while money is taken on it. */
export function refuseTaken(register: Register, basket: Basket): RegisterError | null {
  const tenders = register.store.sales.openTenders(basket.id);
  if (tenders.length === 0) return null;
  const takenMinor = tenders.reduce((sum, tender) => sum + tender.amountMinor, 0);
  const { currency, language } = register.settings.shop;
  return { code: 'tenders-taken', amount: formatMoney(takenMinor, currency, language) };
}

/**
 * Takes one tender. Where it leaves something due it is journalled by itself, so that no crash forgets paid money; the
 * one that settles is part of the sale's own entry. Both are on the disk when this returns.
 */
export function takeTender(
  register: Register,
  offer: TenderOffer,
  approval: Approval = {},
): Result<TenderOutcome> {
  const basket = register.store.baskets.current();
  if (basket?.state !== 'checkout') return fail({ code: 'basket-not-in-checkout' });
  const sale = priceStored(register, basket);
  const { tenders, dueMinor } = dueOf(register, basket, sale.priced);
  const type = register.settings.tenders.find(({ code }) => code === offer.tenderCode);
  if (!type) return fail({ code: 'tender-unknown', tender: offer.tenderCode });
  const reference = checkReference(type, offer.reference);
  if (!reference.ok) return reference;
  if (tenders.length >= TENDERS_MAX) return fail({ code: 'tenders-full', max: TENDERS_MAX });
  if (dueMinor < 0) {
    const allowed = checkRefundTender(register, basket, type, offer.amountMinor, tenders, approval);
    if (!allowed.ok) return allowed;
  }
  const applied = applyTender(type.kind, offer.amountMinor, dueMinor, register.settings.cashRounding);
  if (!applied.ok) return applied;
  const tender: SaleTender = {
    id: register.newId(),
    tenderCode: type.code,
    kind: type.kind,
    ...applied.value,
    reference: reference.value,
    takenAtUtcMs: register.clock.nowUtcMs(),
  };
  if (applied.value.amountMinor === dueMinor) {
    return ok({ state: 'finished', sale: commitSale(register, basket, [...tenders, tender], sale) });
  }
  register.store.commit((writer) => {
    writer.record({ type: 'tender.taken', payload: { basketId: basket.id, tender } }, entryContext(register));
  });
  return ok({ state: 'due', snapshot: takeSnapshot(register) });
}

/** Finishes a sale on which nothing is due: an even exchange, goods given for nothing, or one paid before a crash. */
export function settle(register: Register): Result<FinishedSale> {
  const basket = register.store.baskets.current();
  if (basket?.state !== 'checkout') return fail({ code: 'basket-not-in-checkout' });
  const sale = priceStored(register, basket);
  const { dueMinor, tenders } = dueOf(register, basket, sale.priced);
  if (dueMinor !== 0) {
    const { currency, language } = register.settings.shop;
    return fail({ code: 'still-due', due: formatMoney(dueMinor, currency, language) });
  }
  return ok(commitSale(register, basket, tenders, sale));
}

/** Gives a tender back that was taken on the sale in checkout; the reason is kept. */
export function reverseTender(register: Register, tenderId: string, reason: string): Result<CounterSnapshot> {
  const basket = register.store.baskets.current();
  if (basket?.state !== 'checkout') return fail({ code: 'basket-not-in-checkout' });
  const tender = register.store.sales.openTenders(basket.id).find(({ id }) => id === tenderId);
  if (!tender) return fail({ code: 'tender-unknown', tender: tenderId });
  const given = checkReason(reason);
  if (!given.ok) return given;
  if (given.value === null) return fail({ code: 'reason-missing' });
  const payload = { basketId: basket.id, tender, reason: given.value };
  register.store.commit((writer) => {
    writer.record({ type: 'tender.reversed', payload }, entryContext(register));
  });
  return ok(takeSnapshot(register));
}

/**
 * One transaction, durable before it returns: sale, lines, payments, journal entry, the receipt queued, and the basket gone.
 * Only then are the devices told, which nothing here waits for.
 */
function commitSale(
  register: Register,
  basket: Basket,
  tenders: readonly SaleTender[],
  priced: PricedSale,
): FinishedSale {
  const { before, sold, sale } = finishSale(register, basket, tenders, priced);
  register.store.commit((writer) => {
    for (const fact of before) writer.record(fact, entryContext(register));
    writer.record(sold, entryContext(register));
    const { loyalty } = sold.payload;
    if (loyalty?.isVisit) writer.members.countVisit(loyalty.memberId);
    writer.baskets.remove(basket.id);
    if (register.settings.devices.printsEachSale) queueReceipt(register, writer, sale.receiptNumber);
  });
  // The drawer first: the customer waits for change, not for paper.
  if (sold.payload.tenders.some(({ kind }) => kind === 'cash')) register.devices?.openDrawer();
  register.devices?.documentQueued();
  return sale;
}

/** Whether a sale fits its entry as it is, with room for its tenders. */
export function fitsEntry(register: Register, basket: Basket): boolean {
  if (basket.lines.length * LINE_MAX_BYTES < PAYLOAD_MAX_BYTES - TENDERS_RESERVE_BYTES) return true;
  const entryBytes = Buffer.byteLength(encodePayload(finishSale(register, basket, []).sold));
  return entryBytes <= PAYLOAD_MAX_BYTES - TENDERS_RESERVE_BYTES;
}

function checkReference(type: TenderType, given: string | undefined): Result<string | null> {
  const reference = given?.trim() || null;
  if (type.needsReference && !reference) return fail({ code: 'tender-needs-reference', tender: type.name });
  if (reference && reference.length > REFERENCE_MAX_LENGTH) {
    return fail({ code: 'text-too-long', field: 'reference', max: REFERENCE_MAX_LENGTH });
  }
  return ok(reference);
}

/**
 * A refund goes back the way the money came, as far as that way was paid; any other way needs a right. Goods without a
 * receipt have no such way: whoever allowed them to come back allowed the money too.
 */
function checkRefundTender(
  register: Register,
  basket: Basket,
  type: TenderType,
  amountMinor: number,
  tenders: readonly SaleTender[],
  approval: Approval,
): Result<unknown> {
  const saleIds = new Set(basket.lines.flatMap(({ returnOf }) => (returnOf ? [returnOf.saleId] : [])));
  if (saleIds.size === 0) return ok(null);
  let refundableMinor = 0;
  for (const saleId of saleIds) refundableMinor += findSold(register, saleId)?.refundable.get(type.kind) ?? 0;
  for (const tender of tenders) if (tender.kind === type.kind) refundableMinor += tender.amountMinor;
  const roundingMinor = type.kind === 'cash' ? register.settings.cashRounding.toMinor : 0;
  if (-amountMinor <= refundableMinor + roundingMinor && refundableMinor > 0) return ok(null);
  const authorized = authorize(register, 'refund-other-tender', { amountMinor }, approval);
  if (authorized.ok || authorized.error.code !== 'approval-needed') return authorized;
  return fail({ code: 'refund-tender-not-original', tender: type.name });
}

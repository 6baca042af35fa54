import { NOTE_MAX_LENGTH, type Authorization, type Basket } from '../../domain/basket.ts';
import type { HeldBasket } from '../../db/baskets.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import type { PricedBasket } from '../../domain/pricing/priced-basket.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { priceSale, saleTotalMinor } from '../price-sale.ts';
import { entryContext, actorOf, type Register } from '../register.ts';
import { snapshotOf, takeSnapshot, type CounterSnapshot } from '../snapshot.ts';
import { authorize, isStillAllowed, type Approval } from './authorize.ts';
import { measureDiscount } from './change-lines.ts';
import { basketForChanging } from './open-basket.ts';
import { rangeReturns } from './return-units.ts';

const HELD_BASKETS_MAX = 100;

/** Gives a discount on the whole sale, shared over its lines; null takes it away. */
export function setBasketDiscount(
  register: Register,
  discount: { readonly rateBp: number } | { readonly amountMinor: number } | null,
  approval: Approval = {},
): Result<CounterSnapshot> {
  const found = basketForChanging(register);
  if (!found.ok) return found;
  const basket = { ...found.value, discount: null };
  if (discount === null) {
    register.store.commit((writer) => writer.baskets.saveHeader(basket));
    return ok(snapshotOf(register, basket, null));
  }
  const before = priceSale(register, basket).priced;
  const baseMinor = discountBaseMinor(before);
  const measured = measureDiscount(register, discount, baseMinor);
  if (!measured.ok) return measured;
  const authorized = authorize(register, 'basket-discount', measured.value, approval);
  if (!authorized.ok) return authorized;
  const authorization = authorized.value;
  const after = {
    ...basket,
    discount:
      'rateBp' in discount
        ? ({ kind: 'percent', rateBp: discount.rateBp, authorization } as const)
        : ({ kind: 'amount', amountMinor: discount.amountMinor, authorization } as const),
  };
  const afterMinor = saleTotalMinor(register, after);
  register.store.commit((writer) => {
    writer.baskets.saveHeader(after);
    writer.record(
      wholeOverride(basket.id, 'basket-discount', before.totalMinor, afterMinor, authorization),
      entryContext(register),
    );
  });
  return ok(snapshotOf(register, after, null));
}

/** What a discount on the whole sale is taken from: the goods that are sold in it, after the discounts on their lines. */
function discountBaseMinor({ lines }: PricedBasket): number {
  const sold = lines.filter(({ line }) => line.kind === 'sale');
  return sold.reduce(
    (sum, line) => sum + line.grossMinor - line.priceSavingMinor - line.lineDiscountMinor,
    0,
  );
}

/** Whether an amount off the whole sale is more than was allowed, now that there is less in it. */
export function isDiscountOutgrown(register: Register, basket: Basket, priced: PricedBasket): boolean {
  if (basket.discount?.kind !== 'amount') return false;
  const measured = measureDiscount(register, basket.discount, discountBaseMinor(priced));
  return (
    !measured.ok ||
    !isStillAllowed(register, 'basket-discount', measured.value, basket.discount.authorization)
  );
}

/** Sells without tax to a customer who is exempt; the reason is the exemption's number. Null takes it back. */
export function setTaxExempt(
  register: Register,
  reason: string | null,
  approval: Approval = {},
): Result<CounterSnapshot> {
  const found = basketForChanging(register);
  if (!found.ok) return found;
  const basket = found.value;
  if (reason === null) {
    const taxed = { ...basket, taxExemption: null };
    register.store.commit((writer) => writer.baskets.saveHeader(taxed));
    return ok(snapshotOf(register, taxed, null));
  }
  if (!reason.trim()) return fail({ code: 'reason-missing' });
  const authorized = authorize(register, 'tax-exempt', {}, { ...approval, reason });
  if (!authorized.ok) return authorized;
  const after = { ...basket, taxExemption: authorized.value };
  const beforeMinor = saleTotalMinor(register, basket);
  const afterMinor = saleTotalMinor(register, after);
  register.store.commit((writer) => {
    writer.baskets.saveHeader(after);
    writer.record(
      wholeOverride(basket.id, 'tax-exempt', beforeMinor, afterMinor, authorized.value),
      entryContext(register),
    );
  });
  return ok(snapshotOf(register, after, null));
}

/** Throws the whole sale away, with a reason; the journal keeps that it was there. */
export function voidBasket(register: Register, approval: Approval): Result<CounterSnapshot> {
  const found = basketForChanging(register);
  if (!found.ok) return found;
  const basket = found.value;
  if (!approval.reason?.trim()) return fail({ code: 'reason-missing' });
  const authorized = authorize(register, 'basket-void', {}, approval);
  if (!authorized.ok) return authorized;
  const totalMinor = saleTotalMinor(register, basket);
  register.store.commit((writer) => {
    writer.baskets.remove(basket.id);
    const payload = {
      basketId: basket.id,
      lineCount: basket.lines.length,
      totalMinor,
      authorization: authorized.value,
    };
    writer.record({ type: 'basket.voided', payload }, entryContext(register));
  });
  return ok(takeSnapshot(register));
}

/** Puts the sale aside, under a label if it has one, so that the next customer can be served. */
export function holdBasket(register: Register, label: string | null): Result<CounterSnapshot> {
  const found = basketForChanging(register);
  if (!found.ok) return found;
  const text = label?.trim() || null;
  if (text && text.length > NOTE_MAX_LENGTH)
    return fail({ code: 'text-too-long', field: 'label', max: NOTE_MAX_LENGTH });
  if (register.store.baskets.held().length >= HELD_BASKETS_MAX)
    return fail({ code: 'held-full', max: HELD_BASKETS_MAX });
  const held = {
    label: text,
    heldBy: actorOf(register),
    heldAtUtcMs: register.clock.nowUtcMs(),
    totalMinor: saleTotalMinor(register, found.value),
  };
  register.store.commit((writer) => writer.baskets.hold(found.value.id, held));
  return ok(takeSnapshot(register));
}

/** Brings a held sale back to the counter, all its lines at once and priced afresh. */
export function recallBasket(register: Register, basketId: string): Result<CounterSnapshot> {
  if (!register.store.shifts.open()) return fail({ code: 'shift-not-open' });
  if (register.store.baskets.current()) return fail({ code: 'basket-not-empty' });
  const basket = register.store.baskets.byId(basketId);
  if (!basket || basket.state !== 'held') return fail({ code: 'basket-unknown' });
  // A return that was finished meanwhile moves the units that this one takes back.
  const lines = rangeReturns(register, basket.lines);
  const recalled = { ...basket, state: 'open', lines } as const;
  register.store.commit((writer) => {
    writer.baskets.saveHeader(recalled);
    lines.forEach((line, place) => line !== basket.lines[place] && writer.baskets.saveLine(line));
  });
  return ok(snapshotOf(register, recalled, null));
}

export function listHeld(register: Register): HeldBasket[] {
  return register.store.baskets.held();
}

function wholeOverride(
  basketId: string,
  kind: 'basket-discount' | 'tax-exempt',
  beforeMinor: number,
  afterMinor: number,
  authorization: Authorization,
): Fact {
  return {
    type: 'override.made',
    payload: { basketId, lineId: null, kind, beforeMinor, afterMinor, authorization },
  };
}

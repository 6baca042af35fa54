import {
  BASKET_MAX_COUPONS,
  type Basket,
  type BasketMembership,
  type PresentedCoupon,
} from '../../domain/basket.ts';
import { PAYLOAD_MAX_BYTES } from '../../domain/facts/fact-codec.ts';
import { availablePoints } from '../../domain/loyalty/points-lots.ts';
import { redeemPoints } from '../../domain/loyalty/redemption.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { priceSale } from '../price-sale.ts';
import type { Register } from '../register.ts';
import { snapshotOf, takeSnapshot, type CounterSnapshot } from '../snapshot.ts';
import { fitsEntry, refuseTaken } from './checkout.ts';
import { findCoupon, findCouponById } from './coupons.ts';
import { basketForAdding, basketForChanging } from './open-basket.ts';
import { refuseUnaskedCoupon, refuseUnaskedOffers, unaskedPointsRefusal } from './unasked-limits.ts';

/**
 * Makes a sale a member's, or nobody's. It may be the first thing that is done at a counter: the sale begins with it.
 * Points and coupons that were the member's before are taken off.
 */
export function setMember(register: Register, memberId: string | null): Result<CounterSnapshot> {
  const member = memberId === null ? null : register.store.members.byId(memberId);
  if (memberId !== null && !member) return fail({ code: 'member-unknown', member: memberId });
  const current = register.store.baskets.current();
  if (!current && !member) return ok(takeSnapshot(register));
  const found = changeableOrNew(register);
  if (!found.ok) return found;
  const basket = found.value;
  if (!member && basket.lines.length === 0) {
    register.store.commit((writer) => writer.baskets.remove(basket.id));
    return ok(takeSnapshot(register));
  }
  const newId = member?.memberId ?? null;
  if (newId === basket.membership.memberId) return ok(snapshotOf(register, basket, null));
  const coupons = basket.membership.coupons.filter(
    ({ couponId }) => findCouponById(register, couponId, newId).ok,
  );
  return save(register, basket, { memberId: newId, coupons, points: 0 });
}

/** Lays the coupon of a code on the counter. Whether it takes anything off is for the whole sale to say. */
export function presentCoupon(register: Register, code: string): Result<CounterSnapshot> {
  const current = register.store.baskets.current();
  // First what the code is: one that nobody knows is no reason to speak of the sale.
  const coupon = findCoupon(register, code, current && memberOf(register, current));
  if (!coupon.ok) return coupon;
  const found = changeableOrNew(register);
  return found.ok ? layCoupon(register, found.value, coupon.value) : found;
}

/** Lays a coupon on the counter that the member holds. */
export function chooseCoupon(register: Register, couponId: string): Result<CounterSnapshot> {
  const found = changeable(register);
  if (!found.ok) return found;
  const coupon = findCouponById(register, couponId, memberOf(register, found.value));
  return coupon.ok ? layCoupon(register, found.value, coupon.value) : coupon;
}

export function removeCoupon(register: Register, couponId: string): Result<CounterSnapshot> {
  const found = changeable(register);
  if (!found.ok) return found;
  const { membership } = found.value;
  const coupons = membership.coupons.filter((coupon) => coupon.couponId !== couponId);
  return save(register, found.value, { ...membership, coupons });
}

/** Sets how many of the member's points the sale redeems; 0 for none. A sale that shrinks later redeems fewer. */
export function setPoints(register: Register, points: number): Result<CounterSnapshot> {
  const found = changeable(register);
  if (!found.ok) return found;
  const basket = found.value;
  const { priced, served } = priceSale(register, {
    ...basket,
    membership: { ...basket.membership, points: 0 },
  });
  if (!served) return fail({ code: 'points-not-there', available: 0 });
  const costPoints = priced.offers.coupons.reduce((sum, coupon) => sum + coupon.costPoints, 0);
  const available = Math.max(0, served.offer.points - costPoints);
  const { redemption } = register.settings.loyalty;
  const { memberId, account } = served.loyalty.member;
  if (points > available && points <= availablePoints(account, served.moment.nowUtcMs) - costPoints)
    return fail(unaskedPointsRefusal(register, memberId, served.moment));
  const checked = points === 0 ? ok(0) : redeemPoints(redemption, points, available, priced.redeemableMinor);
  return checked.ok ? save(register, basket, { ...basket.membership, points }) : checked;
}

/** Rings a line as a gift, which a promotion may make free, or as goods again. */
export function setGift(register: Register, lineId: string, isGift: boolean): Result<CounterSnapshot> {
  const found = basketForChanging(register);
  if (!found.ok) return found;
  const line = found.value.lines.find(({ id }) => id === lineId);
  if (!line) return fail({ code: 'line-unknown' });
  if (line.kind === 'return') return fail({ code: 'line-is-return' });
  if (line.linkedTo !== null) return fail({ code: 'line-linked' });
  const changed = { ...line, isGift };
  register.store.commit((writer) => writer.baskets.saveLine(changed));
  const lines = found.value.lines.map((each) => (each.id === lineId ? changed : each));
  return ok(snapshotOf(register, { ...found.value, lines }, lineId));
}

function layCoupon(
  register: Register,
  basket: Basket,
  { couponId, promotionId, code }: PresentedCoupon,
): Result<CounterSnapshot> {
  const { membership } = basket;
  if (membership.coupons.some((coupon) => coupon.couponId === couponId))
    return ok(snapshotOf(register, basket, null));
  if (membership.coupons.length >= BASKET_MAX_COUPONS)
    return fail({ code: 'coupons-full', max: BASKET_MAX_COUPONS });
  const unasked = refuseUnaskedCoupon(register, basket, { couponId, code });
  if (unasked) return fail(unasked);
  return save(register, basket, {
    ...membership,
    coupons: [...membership.coupons, { couponId, promotionId, code }],
  });
}

/** Whose sale it is, under the id that they have by now. */
function memberOf({ store }: Register, { membership: { memberId } }: Basket): string | null {
  return memberId === null ? null : store.loyalty.currentId(memberId);
}

/** The sale while what it costs may still change: also in checkout, until something is paid. */
function changeable(register: Register): Result<Basket> {
  const basket = register.store.baskets.current();
  if (!basket) return fail({ code: 'basket-empty' });
  const refusal = basket.state === 'checkout' ? refuseTaken(register, basket) : null;
  return refusal ? fail(refusal) : ok(basket);
}

function changeableOrNew(register: Register): Result<Basket> {
  if (register.store.baskets.current()) return changeable(register);
  const added = basketForAdding(register);
  return added.ok ? ok(added.value.basket) : added;
}

function save(register: Register, basket: Basket, membership: BasketMembership): Result<CounterSnapshot> {
  const changed = { ...basket, membership };
  if (changed.state === 'checkout') {
    if (!fitsEntry(register, changed)) return fail({ code: 'basket-too-large', maxBytes: PAYLOAD_MAX_BYTES });
    const unasked = refuseUnaskedOffers(register, changed, priceSale(register, changed).priced);
    if (unasked) return fail(unasked);
  }
  register.store.commit((writer) => writer.baskets.saveHeader(changed));
  return ok(snapshotOf(register, changed, null));
}

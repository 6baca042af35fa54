import type { Basket, BasketHold } from '../../domain/basket.ts';
import { pointsBeyondLease } from '../../domain/chain/points-lease.ts';
import type { RegisterError } from '../../domain/errors.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Register, TillView } from '../register.ts';
import { loyaltyMoment } from './member-loyalty.ts';

/** What central is asked to keep for a sale. */
export interface HoldWish {
  readonly saleId: string;
  readonly memberId: string | null;
  /** Beyond those that it keeps for this till. */
  readonly points: number;
  /** Coupons with codes of their own, but those that it keeps for this till. */
  readonly couponIds: readonly string[];
}

/** What central answered, or that it could not be asked in time. */
export type HoldOutcome =
  | { readonly kind: 'granted' }
  | {
      readonly kind: 'refused';
      readonly refusal:
        | 'member-unknown'
        | 'points-short'
        | 'coupon-used'
        | 'coupon-leased'
        | 'coupon-unknown'
        | 'coupon-void';
      readonly couponId: string | null;
    }
  | { readonly kind: 'offline' };

/**
 * What to ask central for the sale on the counter, which is to redeem so many points, by default as many as it does already, and
 * to use one coupon more. Null where nothing need be asked: a till that stands alone, a sale that uses nothing, or what central
 * keeps for it, or for this till, already.
 */
export function holdWish(view: TillView, points?: number, couponId?: string): HoldWish | null {
  const { store } = view;
  const basket = store.chain.link() ? store.baskets.current() : null;
  if (!basket) return null;
  const { membership } = basket;
  const presented = membership.coupons.filter((coupon) => store.coupons.byId(coupon.couponId) !== null);
  const isPresented = presented.some((coupon) => coupon.couponId === couponId);
  const wanted = couponId === undefined || isPresented ? null : store.coupons.byId(couponId);
  const memberId = membership.memberId && store.loyalty.currentId(membership.memberId);
  const used =
    (points ?? membership.points) + pointsOfCoupons(view, basket) + pointsOfRule(view, wanted?.ruleId);
  const { nowUtcMs } = loyaltyMoment(view, basket);
  const leasedPoints = memberId === null ? 0 : store.chain.leasedPoints(memberId, nowUtcMs);
  const wish = {
    saleId: basket.id,
    memberId,
    points: pointsBeyondLease(used, leasedPoints),
    couponIds: [...presented, ...(wanted ? [wanted] : [])]
      .map((coupon) => coupon.couponId)
      .filter((id) => !store.chain.isCouponLeased(id, nowUtcMs)),
  };
  const isNothing = wish.points === 0 && wish.couponIds.length === 0;
  return isNothing || covers(membership.hold, wish) ? null : wish;
}

function covers(hold: BasketHold | undefined, { points, couponIds }: HoldWish): boolean {
  return (
    hold?.kind === 'granted' &&
    hold.points >= points &&
    couponIds.every((couponId) => hold.couponIds.includes(couponId))
  );
}

function pointsOfCoupons(view: TillView, { membership }: Basket): number {
  return membership.coupons.reduce((sum, { promotionId }) => sum + pointsOfRule(view, promotionId), 0);
}

/** What a coupon of a rule costs. */
function pointsOfRule({ store }: TillView, ruleId: string | undefined): number {
  const rule = ruleId === undefined ? null : store.promotions.byId(ruleId);
  return rule?.promotion.coupon?.costPoints ?? 0;
}

/**
 * Keeps with the sale what came of asking; a sale that is not on the counter any more is left alone. Where central said no, this
 * is why, and the sale goes on without it.
 */
export function noteHold(register: Register, wish: HoldWish, outcome: HoldOutcome): Result<null> {
  const { store } = register;
  const basket = store.baskets.current();
  if (basket?.id !== wish.saleId) return ok(null);
  // Central does not know yet whom this till registered while it was away: as if it could not be asked.
  const isUnknown = outcome.kind === 'refused' && outcome.refusal === 'member-unknown';
  if (outcome.kind === 'refused' && !isUnknown) return fail(refusalOf(register, outcome));
  const { points, couponIds } = wish;
  const hold: BasketHold =
    outcome.kind === 'granted' ? { kind: 'granted', points, couponIds } : { kind: 'offline' };
  store.commit((writer) =>
    writer.baskets.saveHeader({ ...basket, membership: { ...basket.membership, hold } }),
  );
  return ok(null);
}

function refusalOf(
  { store }: Register,
  { refusal, couponId }: Extract<HoldOutcome, { kind: 'refused' }>,
): RegisterError {
  const coupon = couponId === null ? '' : (store.coupons.byId(couponId)?.code ?? couponId);
  switch (refusal) {
    case 'coupon-leased':
      return { code: 'central-coupon-leased', coupon };
    case 'coupon-used':
    case 'coupon-unknown':
    case 'coupon-void':
      return { code: refusal, coupon };
    default:
      return { code: 'central-points-short' };
  }
}

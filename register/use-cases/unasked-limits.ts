import { couponsOverLimit, pointsLeftMinor, refundLeftMinor } from '../../domain/chain/offline-limits.ts';
import { spendableOfKept, type KeptPoints } from '../../domain/chain/points-lease.ts';
import type { Basket, BasketHold } from '../../domain/basket.ts';
import type { RegisterError } from '../../domain/errors.ts';
import { lineAmountMinor } from '../../domain/line-amount.ts';
import { availablePoints, type PointsAccount } from '../../domain/loyalty/points-lots.ts';
import type { LoyaltyMoment } from '../../domain/loyalty/sale-loyalty.ts';
import { formatMoney } from '../../domain/money-format.ts';
import type { PricedBasket } from '../../domain/pricing/priced-basket.ts';
import type { TillView } from '../register.ts';
import { loyaltyMoment } from './member-loyalty.ts';

/** What of a member's points a sale may redeem. */
export interface SpendablePoints {
  /** As it stands: at a till of a chain what central has kept for the sale, or what its policy lets a till do alone. */
  readonly now: number;
  /** What may be asked for: the same, but of a till that can ask central and has not yet, all that it knows of. */
  readonly askable: number;
}

/** What of an account a sale may redeem. A till that stands alone asks nobody. */
export function spendablePoints(
  view: TillView,
  { membership }: Basket,
  memberId: string,
  account: PointsAccount,
  { nowUtcMs, today }: LoyaltyMoment,
): SpendablePoints {
  const known = Math.max(0, availablePoints(account, nowUtcMs));
  const { chain } = view.store;
  if (!chain.link()) return { now: known, askable: known };
  const hold = membership.hold ?? null;
  const alone = Math.min(known, unaskedPoints(view, memberId, today));
  const now = Math.max(alone, spendableOfKept(keptPoints(view, hold, memberId, nowUtcMs), known));
  return { now, askable: mayAsk(view, hold) ? Math.max(known, now) : now };
}

/** What central keeps of a member's points, for the sale with this hold and for the till. `nowUtcMs` is the sale's moment. */
export function keptPoints(
  { store }: TillView,
  hold: BasketHold | null,
  memberId: string,
  nowUtcMs: number,
): KeptPoints {
  const heldPoints = hold?.kind === 'granted' ? hold.points : 0;
  return { heldPoints, leasedPoints: store.chain.leasedPoints(memberId, nowUtcMs) };
}

/** Central is there, and was not asked for this sale in vain. */
function mayAsk({ store: { chain } }: TillView, hold: BasketHold | null): boolean {
  return hold?.kind !== 'offline' && chain.state().outageSinceUtcMs === null;
}

/** The most points that the policy lets a till redeem for a member now without having asked. */
function unaskedPoints({ store: { chain }, settings }: TillView, memberId: string, today: string): number {
  const { blockPoints, blockMinor } = settings.loyalty.redemption;
  const leftMinor = pointsLeftMinor(chain.policy(), chain.unasked(memberId, today));
  return Math.floor(leftMinor / blockMinor) * blockPoints;
}

/** Why more points may not be redeemed than may be without central. */
export function unaskedPointsRefusal(
  view: TillView,
  memberId: string,
  { nowUtcMs, today }: LoyaltyMoment,
): RegisterError {
  const { chain } = view.store;
  const { kind } = chain.policy().points;
  if (kind === 'none') return { code: 'unasked-points' };
  if (kind === 'leased') {
    const { blockPoints } = view.settings.loyalty.redemption;
    const max = Math.floor(chain.leasedPoints(memberId, nowUtcMs) / blockPoints) * blockPoints;
    return max === 0 ? { code: 'unasked-points-elsewhere' } : { code: 'unasked-points-limit', max };
  }
  if (chain.unasked(memberId, today).hasMemberRedeemed) return { code: 'unasked-points-twice' };
  return { code: 'unasked-points-limit', max: unaskedPoints(view, memberId, today) };
}

/** Whether central keeps a coupon for a sale, or for the till. A code that everybody shares is nobody's to keep. */
export function isCouponKept(view: TillView, basket: Basket, couponId: string): boolean {
  const { hold } = basket.membership;
  if (hold?.kind === 'granted' && hold.couponIds.includes(couponId)) return true;
  return view.store.chain.isCouponLeased(couponId, loyaltyMoment(view, basket).nowUtcMs);
}

function unaskedCouponRefusal({ store: { chain } }: TillView, coupon: string): RegisterError {
  const isLeased = chain.policy().coupons.kind === 'leased';
  return { code: isLeased ? 'unasked-coupon-elsewhere' : 'unasked-coupon', coupon };
}

/**
 * Refuses a coupon with a code of its own where central cannot be asked to keep it and the policy lets nothing be used alone. One that
 * central may be asked for is laid on the counter first, and asked for before it is paid with.
 */
export function refuseUnaskedCoupon(
  view: TillView,
  basket: Basket,
  { couponId, code }: { readonly couponId: string; readonly code: string },
): RegisterError | null {
  const { store } = view;
  if (!store.chain.link() || !store.coupons.byId(couponId)) return null;
  if (isCouponKept(view, basket, couponId) || mayAsk(view, basket.membership.hold ?? null)) return null;
  return store.chain.policy().coupons.kind === 'capped' ? null : unaskedCouponRefusal(view, code);
}

/** Refuses a sale to be paid whose coupons take more off than a till may let them without having asked. */
export function refuseUnaskedOffers(
  view: TillView,
  basket: Basket,
  { offers }: PricedBasket,
): RegisterError | null {
  const { chain, coupons } = view.store;
  if (!chain.link()) return null;
  const unasked = offers.coupons.filter(
    ({ couponId }) => coupons.byId(couponId) !== null && !isCouponKept(view, basket, couponId),
  );
  const uses = chain.unasked(basket.membership.memberId, '');
  const over = couponsOverLimit(
    chain.policy(),
    uses,
    unasked.map(({ savesMinor }) => savesMinor),
  );
  if (!over) return null;
  const coupon = coupons.byId(unasked[over.place]!.couponId)!.code;
  if (chain.policy().coupons.kind !== 'capped') return unaskedCouponRefusal(view, coupon);
  const { currency, language } = view.settings.shop;
  return { code: 'unasked-coupon-limit', coupon, limit: formatMoney(over.limitMinor, currency, language) };
}

/** Refuses goods of another till's receipt beyond what may be refunded here without central, those on the counter counted. */
export function refuseUnaskedRefund(view: TillView, amountMinor: number): RegisterError | null {
  const { chain, baskets } = view.store;
  if (!chain.link()) return { code: 'chain-none' };
  const { currency, language } = view.settings.shop;
  const limitMinor = refundLeftMinor(chain.policy(), chain.unasked(null, ''));
  const onCounterMinor = (baskets.current()?.lines ?? [])
    .filter(({ elsewhere }) => elsewhere !== undefined)
    .reduce(
      (sum, { listPriceE4, quantityThousandths }) =>
        sum + lineAmountMinor(listPriceE4, quantityThousandths, currency),
      0,
    );
  const leftMinor = Math.max(0, limitMinor - onCounterMinor);
  if (amountMinor <= leftMinor) return null;
  if (chain.policy().otherTillRefundMaxMinor === 0) return { code: 'receipt-not-asked' };
  return { code: 'unasked-refund-limit', limit: formatMoney(leftMinor, currency, language) };
}

import type { Basket } from '../domain/basket.ts';
import { wallClockAt } from '../domain/business-date.ts';
import { availablePoints } from '../domain/loyalty/points-lots.ts';
import type { LoyaltyMoment } from '../domain/loyalty/sale-loyalty.ts';
import { tierInSale } from '../domain/loyalty/tiers.ts';
import { monthDayOf } from '../domain/members/birthday.ts';
import type { OfferCoupon, OfferMember, WallClock } from '../domain/pricing/offer-input.ts';
import type { OfferContext } from '../domain/pricing/price-basket.ts';
import type { TillView } from './register.ts';
import { findCouponById, walletOf } from './use-cases/coupons.ts';
import { segmentsOf } from './use-cases/insight-member.ts';
import { loyaltyMoment, memberLoyalty, type MemberLoyalty } from './use-cases/member-loyalty.ts';

/** The member whose sale it is, as they stood before it. */
export interface ServedMember {
  readonly loyalty: MemberLoyalty;
  /** When they stood so; while the sale is being paid, when checkout began. */
  readonly moment: LoyaltyMoment;
  readonly offer: OfferMember;
}

/** Null for a sale to nobody in particular, and for a member who is not there any more. */
export function servedMember(view: TillView, basket: Basket): ServedMember | null {
  const { memberId } = basket.membership;
  if (memberId === null) return null;
  const currentId = view.store.loyalty.currentId(memberId);
  const member = view.store.members.byId(currentId);
  if (!member) return null;
  const moment = loyaltyMoment(view, basket);
  const loyalty = memberLoyalty(view, currentId, moment);
  const { account, standing } = loyalty.member;
  return {
    loyalty,
    moment,
    offer: {
      id: currentId,
      tier: tierInSale(view.settings.loyalty.tiers, standing, 0)?.code ?? null,
      segments: segmentsOf(view, currentId),
      birthday: member.profile?.birthday ? monthDayOf(member.profile.birthday) : null,
      points: Math.max(0, availablePoints(account, moment.nowUtcMs)),
      purchaseCount: loyalty.purchaseCount,
    },
  };
}

/** What decides the promotions of a sale; its clock stands still from checkout on. */
export function offerContext(view: TillView, basket: Basket, served: ServedMember | null): OfferContext {
  const { store, settings, clock } = view;
  const promotions = store.promotions.active();
  const now = wallClockAt(basket.frozenAtUtcMs ?? clock.nowUtcMs(), settings.shop.zone);
  const member = settings.loyalty.isOn ? (served?.offer ?? null) : null;
  return {
    promotions,
    coupons: couponsAtCounter(view, basket, member?.id ?? null),
    member,
    uses: store.ruleUses.of(promotions, member?.id ?? null, loyaltyMoment(view).today),
    clock: offerClock(now),
    combination: settings.loyalty.combination,
    redemption: settings.loyalty.redemption.isOn ? settings.loyalty.redemption : null,
  };
}

function offerClock(now: ReturnType<typeof wallClockAt>): WallClock {
  return { date: now.date, weekday: now.weekday, minuteOfDay: now.hour * 60 + now.minute };
}

/** The member's wallet, and what was laid on the counter. One that was used up, ended or voided meanwhile is not there. */
function couponsAtCounter(
  view: TillView,
  { membership }: Basket,
  memberId: string | null,
): readonly OfferCoupon[] {
  const coupons = new Map<string, OfferCoupon>();
  if (memberId !== null) for (const coupon of walletOf(view, memberId)) coupons.set(coupon.couponId, coupon);
  for (const { couponId } of membership.coupons) {
    const laid = findCouponById(view, couponId, memberId);
    if (laid.ok) coupons.set(couponId, { ...laid.value, isPresented: true });
  }
  return [...coupons.values()];
}

import type { StoreReader } from '../db/open-store.ts';
import type { Basket, BasketHold } from '../domain/basket.ts';
import { wallClockAt } from '../domain/business-date.ts';
import type { LoyaltyMoment } from '../domain/loyalty/sale-loyalty.ts';
import { tierInSale } from '../domain/loyalty/tiers.ts';
import { monthDayOf } from '../domain/members/birthday.ts';
import type { Member } from '../domain/members/member.ts';
import type { OfferCoupon, OfferMember, RuleUse, WallClock } from '../domain/pricing/offer-input.ts';
import type { OfferContext } from '../domain/pricing/price-basket.ts';
import type { TillView } from './register.ts';
import { findCouponById, walletOf } from './use-cases/coupons.ts';
import { segmentsOf } from './use-cases/insight-member.ts';
import { loyaltyMoment, memberLoyalty, type MemberLoyalty } from './use-cases/member-loyalty.ts';
import { spendablePoints } from './use-cases/unasked-limits.ts';

/** The member whose sale it is, as they stood before it. */
export interface ServedMember {
  readonly member: Member;
  readonly loyalty: MemberLoyalty;
  /** When they stood so; while the sale is being paid, when checkout began. */
  readonly moment: LoyaltyMoment;
  /** How many points may be asked for: more than `offer.points` where central can be asked and was not yet. */
  readonly askablePoints: number;
  /** What came of asking central; null where it was not asked. */
  readonly hold: BasketHold | null;
  readonly offer: OfferMember;
}

/** What the books say of whoever is served, which no scan changes. */
interface KnownCustomer {
  readonly version: number | null;
  readonly memberId: string | null;
  readonly moment: LoyaltyMoment;
  readonly found: {
    readonly member: Member;
    readonly loyalty: MemberLoyalty;
    readonly segments: readonly string[];
    readonly wallet: readonly OfferCoupon[];
  } | null;
  readonly uses: ReadonlyMap<string, RuleUse>;
}

/** Each scan asks again for the same customer, so the last one is kept until the books change. */
const known = new WeakMap<StoreReader, KnownCustomer>();

/** Null for a sale to nobody in particular, and for a member who is not there any more. */
export function servedMember(view: TillView, basket: Basket): ServedMember | null {
  const moment = loyaltyMoment(view, basket);
  const { found } = customerOf(view, basket, moment);
  if (!found) return null;
  const { member, loyalty, segments } = found;
  const { account, standing, memberId } = loyalty.member;
  const spendable = spendablePoints(view, basket, memberId, account, moment);
  return {
    member,
    loyalty,
    moment,
    askablePoints: spendable.askable,
    hold: basket.membership.hold ?? null,
    offer: {
      id: memberId,
      tier: tierInSale(view.settings.loyalty.tiers, standing, 0)?.code ?? null,
      segments,
      birthday: member.profile?.birthday ? monthDayOf(member.profile.birthday) : null,
      points: spendable.now,
      purchaseCount: loyalty.purchaseCount,
    },
  };
}

/** What decides the promotions of a sale; its clock stands still from checkout on. */
export function offerContext(view: TillView, basket: Basket, served: ServedMember | null): OfferContext {
  const { store, settings, clock } = view;
  const now = wallClockAt(basket.frozenAtUtcMs ?? clock.nowUtcMs(), settings.shop.zone);
  const member = settings.loyalty.isOn ? (served?.offer ?? null) : null;
  const { found, uses } = customerOf(view, basket, loyaltyMoment(view, basket));
  return {
    promotions: store.promotions.active(),
    coupons: couponsAtCounter(view, basket, member && found ? found.wallet : [], member?.id ?? null),
    member,
    uses,
    clock: offerClock(now),
    combination: settings.loyalty.combination,
    redemption: settings.loyalty.redemption.isOn ? settings.loyalty.redemption : null,
  };
}

function customerOf(view: TillView, { membership }: Basket, moment: LoyaltyMoment): KnownCustomer {
  const { store } = view;
  const version = store.booksVersion();
  const { memberId } = membership;
  const last = known.get(store);
  const isKnown =
    version !== null &&
    last?.version === version &&
    last.memberId === memberId &&
    last.moment.today === moment.today &&
    // An account that nobody has written yet begins now.
    (!last.found?.loyalty.opened || last.moment.nowUtcMs === moment.nowUtcMs);
  if (isKnown) return last;
  const found = memberId === null ? null : readCustomer(view, memberId, moment);
  const promotions = store.promotions.active();
  const usedBy = view.settings.loyalty.isOn ? (found?.loyalty.member.memberId ?? null) : null;
  const customer = {
    version,
    memberId,
    moment,
    found,
    uses: store.ruleUses.of(promotions, usedBy, loyaltyMoment(view).today),
  };
  known.set(store, customer);
  return customer;
}

function readCustomer(view: TillView, memberId: string, moment: LoyaltyMoment): KnownCustomer['found'] {
  const currentId = view.store.loyalty.currentId(memberId);
  const member = view.store.members.byId(currentId);
  return (
    member && {
      member,
      loyalty: memberLoyalty(view, currentId, moment),
      segments: segmentsOf(view, currentId),
      wallet: walletOf(view, currentId),
    }
  );
}

function offerClock(now: ReturnType<typeof wallClockAt>): WallClock {
  return { date: now.date, weekday: now.weekday, minuteOfDay: now.hour * 60 + now.minute };
}

/** The member's wallet, and what was laid on the counter. One that was used up, ended or voided meanwhile is not there. */
function couponsAtCounter(
  view: TillView,
  { membership }: Basket,
  wallet: readonly OfferCoupon[],
  memberId: string | null,
): readonly OfferCoupon[] {
  const coupons = new Map(wallet.map((coupon) => [coupon.couponId, coupon]));
  for (const { couponId } of membership.coupons) {
    const laid = findCouponById(view, couponId, memberId);
    if (laid.ok) coupons.set(couponId, { ...laid.value, isPresented: true });
  }
  return [...coupons.values()];
}

import { randomBytes } from 'node:crypto';
import type { StoredCoupon } from '../../db/coupon-store.ts';
import type { CouponsIssued } from '../../domain/facts/loyalty-facts.ts';
import { normalizeOwnCode } from '../../domain/barcode/own-code.ts';
import { addDays } from '../../domain/business-date.ts';
import { COUPON_RANDOM_CHARS, makeCouponCode } from '../../domain/loyalty/coupon-code.ts';
import type { OfferCoupon } from '../../domain/pricing/offer-input.ts';
import type { CouponTerms, Promotion } from '../../domain/promotions/promotion.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { entryContext, type Register, type TillView } from '../register.ts';
import { authorize, checkReason, type Approval } from './authorize.ts';
import { centralDecides } from './central-decides.ts';
import { isSaleBeingPaid } from './loyalty-clock.ts';
import { loyaltyMoment } from './member-loyalty.ts';

/** As many as a person hands out at once; also what fits an entry. */
const COUPONS_ISSUED_MAX = 2_000;
/** As many of a member's coupons as a sale weighs; more would be seen by nobody. */
const WALLET_MAX = 100;

/** Whom coupons are for: members, one each, or so many for whoever brings them. */
export interface CouponIssue {
  readonly ruleId: string;
  readonly to: readonly string[] | { readonly bearers: number };
  /** The last day on which they count; by default what the rule says. */
  readonly expiresOn?: string | null;
  readonly reason: string;
}

/** Gives coupons with codes of their own. */
export function issueCoupons(
  register: Register,
  { ruleId, to, expiresOn, reason }: CouponIssue,
  approval: Approval = {},
): Result<CouponsIssued['coupons']> {
  const mayDecide = centralDecides(register);
  if (!mayDecide.ok) return mayDecide;
  const promotion = register.store.promotions.byId(ruleId)?.promotion;
  if (!promotion) return fail({ code: 'promotion-unknown', rule: ruleId });
  const terms = promotion.coupon;
  const isForMembers = 'length' in to;
  if (!terms || terms.sharedCode !== null || (terms.holder === 'owner') !== isForMembers) {
    return fail({ code: 'coupon-none', rule: ruleId });
  }
  const count = isForMembers ? to.length : to.bearers;
  if (!Number.isInteger(count) || count < 1 || count > COUPONS_ISSUED_MAX) {
    return fail({ code: 'coupon-count-invalid', max: COUPONS_ISSUED_MAX });
  }
  const given = checkReason(reason);
  if (!given.ok) return given;
  if (given.value === null) return fail({ code: 'reason-missing' });
  const authorized = authorize(register, 'promotions-manage', {}, approval);
  if (!authorized.ok) return authorized;
  const lastDay = expiresOn === undefined ? lastDayOf(register, promotion, terms) : expiresOn;
  const coupons = Array.from({ length: count }, (_, place) => ({
    couponId: register.newId(),
    code: freshCode(register),
    memberId: isForMembers ? to[place]! : null,
    expiresOn: lastDay,
  }));
  const payload: CouponsIssued = { ruleId, coupons, reason: given.value };
  register.store.commit((writer) => {
    writer.record({ type: 'coupons.issued', payload }, entryContext(register));
  });
  return ok(coupons);
}

/** Makes a coupon worthless. */
export function voidCoupon(register: Register, couponId: string, approval: Approval = {}): Result<null> {
  const mayDecide = centralDecides(register);
  if (!mayDecide.ok) return mayDecide;
  const coupon = register.store.coupons.byId(couponId);
  if (!coupon) return fail({ code: 'coupon-unknown', coupon: couponId });
  if (coupon.isVoided) return fail({ code: 'coupon-void', coupon: coupon.code });
  if (isSaleBeingPaid(register)) return fail({ code: 'basket-in-checkout' });
  if (!approval.reason?.trim()) return fail({ code: 'reason-missing' });
  const authorized = authorize(register, 'promotions-manage', {}, approval);
  if (!authorized.ok) return authorized;
  register.store.commit((writer) => {
    const payload = { couponId, authorization: authorized.value };
    writer.record({ type: 'coupon.voided', payload }, entryContext(register));
  });
  return ok(null);
}

/**
 * The coupon of a code that was scanned or entered, where this member, or nobody, may use it now. Whether its rule takes
 * anything off is for the pricing to say.
 */
export function findCoupon(view: TillView, entered: string, memberId: string | null): Result<OfferCoupon> {
  const text = entered.trim().toUpperCase();
  const shared = view.store.promotions
    .active()
    .find(({ coupon }) => coupon?.sharedCode?.toUpperCase() === text);
  if (shared) return ok(sharedCoupon(shared, text));
  const code = normalizeOwnCode(entered);
  if (code === null) return fail({ code: 'coupon-unknown', coupon: entered.slice(0, 40) });
  const coupon = view.store.coupons.byCode(code) ?? view.store.coupons.byCode(code.replaceAll(/[ -]/g, ''));
  if (!coupon) return fail({ code: 'coupon-unknown', coupon: code });
  return checkCoupon(view, coupon, memberId);
}

/** A coupon that is kept by its id, checked as one that was scanned: what was laid on a counter may have been used since. */
export function findCouponById(
  view: TillView,
  couponId: string,
  memberId: string | null,
): Result<OfferCoupon> {
  const coupon = view.store.coupons.byId(couponId);
  if (coupon) return checkCoupon(view, coupon, memberId);
  const shared = view.store.promotions
    .active()
    .find(({ id, coupon: terms }) => terms?.sharedCode && id === couponId);
  return shared
    ? ok(sharedCoupon(shared, shared.coupon!.sharedCode!))
    : fail({ code: 'coupon-unknown', coupon: couponId.slice(0, 40) });
}

/** The coupons that a member may use now, the first to end in front. */
export function walletOf(view: TillView, memberId: string): OfferCoupon[] {
  const { today } = loyaltyMoment(view);
  const terms = new Map(view.store.promotions.active().map(({ id, coupon }) => [id, coupon]));
  return view.store.coupons
    .ofMember(memberId, today, WALLET_MAX)
    .filter(({ ruleId, useCount }) => useCount < (terms.get(ruleId)?.uses ?? 0))
    .map((coupon) => offerOf(coupon));
}

function checkCoupon(view: TillView, coupon: StoredCoupon, memberId: string | null): Result<OfferCoupon> {
  const { today } = loyaltyMoment(view);
  const { code, ruleId, expiresOn } = coupon;
  const uses = view.store.promotions.byId(ruleId)?.promotion.coupon?.uses ?? 0;
  if (coupon.isVoided || uses === 0) return fail({ code: 'coupon-void', coupon: code });
  if (coupon.useCount >= uses) return fail({ code: 'coupon-used', coupon: code });
  if (expiresOn !== null && expiresOn < today)
    return fail({ code: 'coupon-ended', coupon: code, on: expiresOn });
  if (coupon.memberId !== null && coupon.memberId !== memberId) {
    return fail({ code: 'coupon-not-theirs', coupon: code });
  }
  return ok({ ...offerOf(coupon), isPresented: true });
}

function offerOf({ couponId, ruleId, code, expiresOn }: StoredCoupon): OfferCoupon {
  return { couponId, promotionId: ruleId, code, expiresOn, isPresented: false };
}

/** One code that everybody uses is known by its rule; the rule's limits say how often it may be used. */
function sharedCoupon({ id, validTo }: Promotion, code: string): OfferCoupon {
  return { couponId: id, promotionId: id, code, expiresOn: validTo, isPresented: true };
}

function lastDayOf(view: TillView, { validTo }: Promotion, { lifeDays }: CouponTerms): string | null {
  if (lifeDays === undefined) return validTo;
  const end = addDays(loyaltyMoment(view).today, lifeDays);
  return validTo !== null && validTo < end ? validTo : end;
}

function freshCode({ settings, store }: Register): string {
  for (;;) {
    const code = makeCouponCode(settings.couponPrefix ?? '', randomBytes(COUPON_RANDOM_CHARS));
    if (!store.coupons.byCode(code)) return code;
  }
}

import { expiringSoon } from '../domain/loyalty/expiry.ts';
import { availablePoints, balanceOf } from '../domain/loyalty/points-lots.ts';
import { leastRedeemable, maxRedeemable } from '../domain/loyalty/redemption.ts';
import { pointsEarned } from '../domain/loyalty/sale-loyalty.ts';
import { nextTier, tierOf } from '../domain/loyalty/tiers.ts';
import { maskMember } from '../domain/members/masked-member.ts';
import { offerLineOf } from '../domain/pricing/offer-line.ts';
import type { RuleOutcome } from '../domain/pricing/offer-outcome.ts';
import {
  explainOffers,
  explainRule,
  nearRules,
  type MissingGoods,
} from '../domain/pricing/explain-offers.ts';
import type { PricedBasket } from '../domain/pricing/priced-basket.ts';
import { isBirthday } from '../domain/promotions/birthday.ts';
import { isOrderOffer } from '../domain/promotions/offer-stage.ts';
import { promotionsById } from '../domain/promotions/promotions-by-id.ts';
import { meansLine } from '../domain/promotions/target.ts';
import type { LocalText, Promotion } from '../domain/promotions/promotion.ts';
import type {
  CounterCoupon,
  CounterMember,
  CounterOffers,
  CounterPoints,
  Explanation,
} from './counter-membership.ts';
import type { OfferContext } from '../domain/pricing/price-basket.ts';
import type { ServedMember } from './offer-context.ts';
import { pricingContext, type TillView } from './register.ts';
import { earningLines } from './use-cases/finish-loyalty.ts';
import { loyaltyMoment } from './use-cases/member-loyalty.ts';

/** The member's strip: masked, with what it takes to serve them. */
export function showServedMember(
  view: TillView,
  { member, loyalty, offer, moment }: ServedMember,
  couponCount: number,
): CounterMember {
  const { loyalty: settings, shop } = view.settings;
  const { account, standing, memberId } = loyalty.member;
  const { nowUtcMs, today } = loyaltyMoment(view);
  const masked = maskMember(member);
  const tier = tierOf(settings.tiers, standing.tier);
  const next = nextTier(settings.tiers, standing);
  return {
    memberId,
    number: member.number,
    name: masked.name ?? member.number,
    phone: masked.phone,
    tier: tier && { code: tier.code, name: tier.name, benefits: tier.benefits },
    balance: balanceOf(account),
    available: Math.max(0, availablePoints(account, moment.nowUtcMs)),
    ...knownSince(view, memberId, nowUtcMs),
    expiring: expiringSoon(account.lots, nowUtcMs, settings.expiringSoonDays, shop.zone),
    birthday: birthdayNear(offer.birthday, today),
    couponCount,
    next: next && {
      name: next.tier.name,
      measure: settings.tiers.measure,
      has: standing.measured,
      needs: next.tier.from,
    },
  };
}

/** When the balance is of, and how many sales and refunds of the member central does not have yet. */
function knownSince({ store: { chain } }: TillView, memberId: string, nowUtcMs: number) {
  return chain.link()
    ? { asOfUtcMs: chain.state().pulledAtUtcMs ?? nowUtcMs, unsentCount: chain.unsentCount(memberId) }
    : { asOfUtcMs: nowUtcMs, unsentCount: 0 };
}

function birthdayNear(birthday: string | null, today: string): CounterMember['birthday'] {
  if (birthday === null) return null;
  if (isBirthday(birthday, 'day', today)) return 'today';
  if (isBirthday(birthday, 'week', today)) return 'this-week';
  return isBirthday(birthday, 'month', today) ? 'this-month' : null;
}

/** What rules do to the sale, and what they nearly do. */
export function showOffers(
  view: TillView,
  priced: PricedBasket,
  offers: OfferContext,
  served: ServedMember | null,
): CounterOffers {
  const rules = promotionsById(offers.promotions);
  const order = offOrder(priced, rules);
  const nearest = nearestOffer(priced, offers);
  const coupons = showCoupons(priced, offers);
  const gifts = priced.offers.giftsOpen;
  const mentioned = new Set([
    ...priced.lines.flatMap(({ savings }) => savings.map(({ ruleId }) => ruleId)),
    ...order.map(({ ruleId }) => ruleId),
    ...gifts.map(({ ruleId }) => ruleId),
    ...coupons.map(({ ruleId }) => ruleId),
    ...(nearest ? [nearest.ruleId] : []),
  ]);
  const names: Record<string, LocalText> = {};
  for (const ruleId of mentioned) names[ruleId] = nameOf(rules, ruleId);
  return {
    names,
    order,
    nearest,
    gifts,
    coupons,
    points: served && showPoints(view, priced, served),
    earns: served && earnedBy(view, priced, served),
  };
}

function nameOf(rules: ReadonlyMap<string, Promotion>, ruleId: string): LocalText {
  return rules.get(ruleId)?.name ?? { en: ruleId, 'zh-CN': ruleId };
}

/** What is off the order as a whole; what is off single lines stands at the lines. */
function offOrder({ offers }: PricedBasket, rules: ReadonlyMap<string, Promotion>): CounterOffers['order'] {
  return offers.applied.flatMap((outcome) => {
    if (outcome.savesMinor === 0) return [];
    const promotion = rules.get(outcome.ruleId);
    if (!promotion || !isOrderOffer(promotion.offer.kind)) return [];
    return [{ ruleId: outcome.ruleId, amountMinor: outcome.savesMinor }];
  });
}

/** The offer that lacks least: one thing that can be bought, and the smaller part of it the better. */
export function nearestOffer(
  { offers }: PricedBasket,
  { promotions }: OfferContext,
): CounterOffers['nearest'] {
  const rules = promotionsById(promotions);
  const near = nearRules(offers)
    .flatMap(({ ruleId, missing }) => {
      const share = shareMissing(missing);
      return share === null ? [] : [{ ruleId, share }];
    })
    .sort((a, b) => a.share - b.share || (a.ruleId < b.ruleId ? -1 : 1));
  for (const { ruleId } of near) {
    if (rules.get(ruleId)?.coupon) continue;
    const outcome = explainRule(offers, ruleId);
    // What lacks something of its own may have lost to another rule for all that.
    if (outcome?.kind === 'not-met')
      return { ruleId, missing: outcome.missing[0]!, savesMinor: outcome.wouldSaveMinor };
  }
  return null;
}

/** How much of what is needed is missing still, in millionths; null where that is more than half. */
function shareMissing(missing: MissingGoods): number | null {
  const MILLION = 1_000_000;
  const isSpend = missing.kind === 'spend';
  const has = isSpend ? missing.hasMinor : missing.has;
  const need = isSpend ? missing.needMinor : missing.need;
  return has * 2 < need ? null : Math.floor(((need - has) * MILLION) / need);
}

function showCoupons({ offers }: PricedBasket, { coupons }: OfferContext): CounterCoupon[] {
  const used = new Map(offers.coupons.map(({ couponId, savesMinor }) => [couponId, savesMinor]));
  return coupons.map(({ couponId, promotionId, code, expiresOn, isPresented }) => {
    const outcome = explainRule(offers, promotionId);
    return {
      couponId,
      ruleId: promotionId,
      code,
      expiresOn,
      isPresented,
      savesMinor: used.get(couponId) ?? wouldSave(outcome),
      missing: outcome?.kind === 'not-met' ? outcome.missing.filter(({ kind }) => kind !== 'coupon') : [],
    };
  });
}

function wouldSave(outcome: RuleOutcome | null): number {
  if (!outcome || outcome.kind === 'applied') return 0;
  return outcome.wouldSaveMinor ?? 0;
}

function showPoints(
  view: TillView,
  priced: PricedBasket,
  { askablePoints }: ServedMember,
): CounterPoints | null {
  const { redemption } = view.settings.loyalty;
  if (!redemption.isOn) return null;
  const costPoints = priced.offers.coupons.reduce((sum, coupon) => sum + coupon.costPoints, 0);
  const max = maxRedeemable(redemption, askablePoints - costPoints, priced.redeemableMinor);
  return {
    redeemed: priced.redeemed.points,
    redeemedMinor: priced.redeemed.amountMinor,
    blockPoints: redemption.blockPoints,
    blockMinor: redemption.blockMinor,
    minPoints: leastRedeemable(redemption),
    max,
    proposed: max,
  };
}

/** What the sale would earn as it is. */
function earnedBy(view: TillView, priced: PricedBasket, { loyalty }: ServedMember): number {
  return pointsEarned({
    member: loyalty.member,
    lines: earningLines(view, priced),
    settings: view.settings.loyalty,
    redeemed: priced.redeemed,
    coupons: priced.offers.coupons,
    pointsFactorBp: priced.offers.pointsFactorBp,
    pointsBonus: priced.offers.pointsBonus,
  });
}

/** Why a sale, or one line of it, costs what it does. A rule that concerns no such line is left out for a line. */
export function explainSale(
  view: TillView,
  priced: PricedBasket,
  { promotions }: OfferContext,
  lineId: string | null,
): Explanation {
  const rules = promotionsById(promotions);
  const line = priced.lines.find((each) => each.line.id === lineId);
  const goods = line && offerLineOf(line.line, pricingContext(view));
  const concerns = (ruleId: string) => {
    const rule = rules.get(ruleId);
    return !goods || !rule || meansLine(rule.target, goods);
  };
  const applied = new Map(line?.savings.map(({ ruleId, amountMinor }) => [ruleId, amountMinor]));
  return {
    lineId,
    isProvenBest: priced.offers.isProvenBest,
    totalMinor: line?.totalMinor ?? priced.totalMinor,
    rules: explainOffers(priced.offers).flatMap((outcome) => {
      const isOfLine = outcome.kind === 'applied' ? applied.has(outcome.ruleId) : concerns(outcome.ruleId);
      if (line && !isOfLine) return [];
      const savesMinor =
        outcome.kind === 'applied'
          ? (applied.get(outcome.ruleId) ?? outcome.savesMinor)
          : outcome.wouldSaveMinor;
      return [
        {
          ruleId: outcome.ruleId,
          name: nameOf(rules, outcome.ruleId),
          state: outcome.kind,
          savesMinor,
          lostTo:
            outcome.kind === 'lost'
              ? outcome.to.ruleIds.map((ruleId) => ({ ruleId, name: nameOf(rules, ruleId) }))
              : [],
          because: outcome.kind === 'lost' ? outcome.to.because : null,
          missing: outcome.kind === 'not-met' ? outcome.missing : [],
        },
      ];
    }),
  };
}

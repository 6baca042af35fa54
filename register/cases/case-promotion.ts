import { multiplyDivideRounded } from '../../domain/integer.ts';
import type { OfferCoupon, OfferLine, RuleUse } from '../../domain/pricing/offer-input.ts';
import type { CouponTerms, Offer, Promotion, Target } from '../../domain/promotions/promotion.ts';
import { meansLine } from '../../domain/promotions/target.ts';
import type { CasePromotion, PricingCase } from './case-form.ts';
import { mapOffer } from './case-offer.ts';
import { mapConditions, mapLimits, mapValidity } from './case-target.ts';

/** The rules of a case in our words, and what they were used before. */
export interface MappedRules {
  readonly promotions: readonly Promotion[];
  readonly coupons: readonly OfferCoupon[];
  readonly uses: ReadonlyMap<string, RuleUse>;
}

/** Between the id of a rule of a case and the number of one of the rules that it became. */
const PART_MARK = '\u0000';

/** The id that a rule of ours has in its case. */
export function caseRuleId(ruleId: string): string {
  return ruleId.split(PART_MARK)[0]!;
}

/**
 * Maps the rules of a case. They stand in the order in which their source applies them, so their places are their
 * priorities. A text says what of them we have no words for.
 */
export function mapRules(
  source: PricingCase,
  rules: readonly CasePromotion[],
  lines: readonly OfferLine[],
  pointsScale: number,
): MappedRules | string {
  const promotions: Promotion[] = [];
  const coupons: OfferCoupon[] = [];
  const uses = new Map<string, RuleUse>();
  for (const given of rules) {
    const mapped = mapOffer(given, source);
    if (mapped === null || isLeftOut(given, source)) continue;
    if ('unsupported' in mapped) return mapped.unsupported;
    const conditions = given.conditions ?? {};
    const { limits, inAll, byMember, spentMinor } = mapLimits(conditions, given.budget);
    const isSingleBest = source.selection === 'single-best';
    const coupon = couponOf(given, pointsScale);
    const parts = splitByLine(given, mapped.offer, mapped.target, lines);
    parts.forEach(({ offer, target }, part) => {
      const id = parts.length === 1 ? given.id : `${given.id}${PART_MARK}${part}`;
      promotions.push({
        id,
        version: 1,
        name: { en: given.id, 'zh-CN': given.id },
        offer,
        target,
        conditions: mapConditions(conditions, mapped.target, source, pointsScale),
        limits,
        maxDiscountMinor: given.maxDiscountMinor ?? null,
        respectsPriceFloor: given.respectPriceFloor ?? false,
        appliesToSaleItems: given.appliesToSaleItems ?? true,
        group: given.exclusiveWithinGroup ? (given.stackGroup ?? null) : null,
        isExclusive: isSingleBest || (given.exclusive ?? false),
        priority: source.promotions.length - source.promotions.indexOf(given),
        lane: given.lane === 'post' ? 'post' : 'default',
        ...mapValidity(conditions),
        coupon,
      });
      uses.set(id, { byMember, byMemberToday: 0, today: 0, inAll, spentMinor });
      if (coupon) coupons.push(presentedCoupon(id));
    });
  }
  return { promotions, coupons, uses };
}

/**
 * A rule that the case says does not apply, and of which nothing that a rule can say tells why: its source decided it by
 * something outside of the form. One that has a reason stays, and has to be found not to apply.
 */
function isLeftOut(given: CasePromotion, { promotions }: PricingCase): boolean {
  if (given.appliesHere !== false) return false;
  const reasons = [given.conditions, given.budget, given.stackGroup, given.appliesToSaleItems];
  const isExcluded = promotions.some((other) => other !== given && other.exclusive);
  return !isExcluded && reasons.every((reason) => reason === undefined);
}

/** A code that the customer gave, or a reward that costs points: both are a coupon in the customer's hand. */
function couponOf(given: CasePromotion, pointsScale: number): CouponTerms | null {
  const code = given.conditions?.couponCode;
  if (code === undefined && given.costPoints === undefined) return null;
  return {
    holder: 'bearer',
    uses: 1,
    isStackable: true,
    sharedCode: code ?? null,
    costPoints: Math.round((given.costPoints ?? 0) * pointsScale),
  };
}

function presentedCoupon(promotionId: string): OfferCoupon {
  return { couponId: promotionId, promotionId, code: promotionId, expiresOn: null, isPresented: true };
}

interface Part {
  readonly offer: Offer;
  readonly target: Target;
}

/**
 * A rule that is reckoned on what each line cost at first, or that takes its amount once a line, becomes one amount for each
 * of its lines; on the whole order, one amount.
 */
function splitByLine(
  given: CasePromotion,
  offer: Offer,
  target: Target,
  lines: readonly OfferLine[],
): Part[] {
  const meant = lines.filter((line) => meansLine(target, line));
  const rate = 'rateBp' in offer ? offer.rateBp : 0;
  const off = (minor: number) => multiplyDivideRounded(minor, rate, 10_000);
  if (given.base === 'original' && offer.kind === 'order-percent') {
    const grossMinor = meant.reduce((sum, line) => sum + line.grossMinor, 0);
    return [{ offer: { kind: 'order-amount', amountMinor: off(grossMinor) }, target }];
  }
  const isOnOriginal = given.base === 'original' && offer.kind === 'item-percent';
  const isOnceALine = given.per === 'line' && offer.kind === 'item-amount';
  if (given.per === 'order' && offer.kind === 'item-amount') {
    return [{ offer: { kind: 'target-amount', amountMinor: offer.amountMinor }, target }];
  }
  if (!isOnOriginal && !isOnceALine) return [{ offer, target }];
  return meant.map((line) => ({
    offer: {
      kind: 'target-amount',
      amountMinor: offer.kind === 'item-amount' ? offer.amountMinor : off(line.grossMinor),
    },
    target: { tags: [line.id] },
  }));
}

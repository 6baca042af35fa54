import type { Basket } from '../basket.ts';
import { lineResidualE7 } from '../line-amount.ts';
import { maxRedeemable, shareRedemption, valueOf, type RedemptionRules } from '../loyalty/redemption.ts';
import type { Promotion } from '../promotions/promotion.ts';
import { exemptAmount, taxAmount } from '../tax.ts';
import { shareByAmounts } from '../unit-shares.ts';
import { rankForShares } from './line-room.ts';
import type { OfferCoupon, OfferInput, OfferLine, OfferMember, RuleUse, WallClock } from './offer-input.ts';
import { offerLineOf, type LineContext } from './offer-line.ts';
import type { OfferedLine, OfferResult } from './offer-outcome.ts';
import { offerStepsFor, priceOffers } from './price-offers.ts';
import { priceReturn } from './price-return.ts';
import { sumLines, sumTaxes, type PricedBasket, type PricedLine } from './priced-basket.ts';

/** What pricing needs to know of the shop. `businessDate` decides the tax rates. */
export interface PricingContext extends LineContext {
  /** What rules there are and what they see; left out where none can apply. */
  readonly offers?: OfferContext;
}

/** What decides promotions beside the basket's own lines. */
export interface OfferContext {
  readonly promotions: readonly Promotion[];
  readonly coupons: readonly OfferCoupon[];
  readonly member: OfferMember | null;
  readonly uses: ReadonlyMap<string, RuleUse>;
  readonly clock: WallClock;
  readonly combination: OfferInput['combination'];
  /** Null where the shop redeems no points. */
  readonly redemption: RedemptionRules | null;
}

const NO_OFFERS: OfferContext = {
  promotions: [],
  coupons: [],
  member: null,
  uses: new Map(),
  clock: { date: '1970-01-01', weekday: 4, minuteOfDay: 0 },
  combination: 'best',
  redemption: null,
};

/**
 * Prices a whole basket afresh: the same basket, rules, member and clock give the same answer on every till. The order of
 * lines decides no sum. It decides only which of several lines alike in tax and amount bears the odd minor unit of a
 * shared discount.
 */
export function priceBasket(basket: Basket, context: PricingContext): PricedBasket {
  const offers = context.offers ?? NO_OFFERS;
  const sold = basket.lines.filter(({ kind }) => kind === 'sale').map((line) => offerLineOf(line, context));
  const result = priceOffers({
    currency: context.currency,
    lines: sold,
    basketDiscount: basket.discount,
    stepsMax: offerStepsFor(sold.length),
    promotions: offers.promotions,
    coupons: offers.coupons,
    member: offers.member,
    uses: offers.uses,
    clock: offers.clock,
    combination: offers.combination,
  });
  const redemption = redeem(basket, sold, result, offers);
  const isExempt = basket.taxExemption !== null;
  let place = -1;
  const lines = basket.lines.map((line, index) => {
    if (line.kind === 'return') return priceReturn(line, index + 1, isExempt, context);
    place += 1;
    const pointsMinor = redemption?.shares[place] ?? 0;
    return finishLine(basket, index, sold[place]!, result.lines[place]!, pointsMinor, context.currency);
  });
  return {
    lines,
    ...sumLines(lines),
    taxes: sumTaxes(lines),
    offers: result,
    redeemed: { points: redemption?.points ?? 0, amountMinor: redemption?.amountMinor ?? 0 },
    redeemableMinor: redemption?.dueMinor ?? 0,
  };
}

interface Redemption {
  readonly points: number;
  readonly amountMinor: number;
  /** What points could pay of: what the goods cost after all else. */
  readonly dueMinor: number;
  /** By line that is sold; nothing where points are a tender. */
  readonly shares: readonly number[];
}

/** As many of the points that were asked for as the sale can take; a basket that shrank takes fewer. */
function redeem(
  basket: Basket,
  lines: readonly OfferLine[],
  result: OfferResult,
  { redemption, member }: OfferContext,
): Redemption | null {
  if (!redemption || !member) return null;
  const amounts = result.lines.map(({ amountMinor }) => amountMinor);
  const dueMinor = amounts.reduce((sum, amount) => sum + amount, 0);
  const costPoints = result.coupons.reduce((sum, coupon) => sum + coupon.costPoints, 0);
  const asked = Math.min(basket.membership.points, Math.max(0, member.points - costPoints));
  const points = maxRedeemable(redemption, asked, dueMinor);
  const amountMinor = valueOf(redemption, points);
  if (points === 0 || redemption.as === 'tender') return { points, amountMinor, dueMinor, shares: [] };
  const { amountsMinor } = shareRedemption(points, amountMinor, amounts, rankForShares(lines, amounts));
  return { points, amountMinor, dueMinor, shares: amountsMinor };
}

function finishLine(
  basket: Basket,
  index: number,
  sold: OfferLine,
  offered: OfferedLine,
  pointsDiscountMinor: number,
  currency: string,
): PricedLine {
  const line = basket.lines[index]!;
  const tax = basket.taxExemption === null ? taxAmount : exemptAmount;
  const taxed = tax(offered.amountMinor - pointsDiscountMinor, sold.rateBp, sold.isTaxIncluded);
  return {
    line,
    lineNo: index + 1,
    unitPriceE4: offered.unitPriceE4,
    grossMinor: offered.grossMinor,
    priceSavingMinor: offered.priceSavingMinor,
    lineDiscountMinor: offered.lineDiscountMinor,
    basketDiscountMinor: offered.orderDiscountMinor,
    pointsDiscountMinor,
    savings: offered.savings,
    taxRateBp: sold.rateBp,
    isTaxIncluded: sold.isTaxIncluded,
    ...taxed,
    shares: shareByAmounts(taxed.totalMinor, offered.unitAmounts),
    residualE7: lineResidualE7(offered.unitPriceE4, line.quantityThousandths, currency),
  };
}

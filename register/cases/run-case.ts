import { divideRounded } from '../../domain/integer.ts';
import { balanceOf, type PointsAccount } from '../../domain/loyalty/points-lots.ts';
import { explainOffers, explainRule } from '../../domain/pricing/explain-offers.ts';
import type { RuleOutcome } from '../../domain/pricing/offer-outcome.ts';
import type { CasePromotion, PricingCase } from './case-form.ts';
import { isPriceKind, pointsKinds } from './case-offer.ts';
import { earnedBy, openAccount, pointsScaleOf, spendFrom } from './case-points.ts';
import { redeemAll, type Redemption } from './case-redemption.ts';
import { refundOf, sharePointsSpent } from './case-refund.ts';
import { runSteps } from './case-steps.ts';
import { expiryOf, tierFigures } from './case-tiers.ts';
import { priceCase, type PricedCase } from './price-case.ts';

/** What the engine says of a case, under the names that cases have for it. */
export type Figures = Readonly<Record<string, unknown>>;
export type CaseRun = { readonly figures: Figures } | { readonly unsupported: string };

/** Prices a case, with its points, refund and tiers, or says what of it we have no words for. */
export function runCase(source: PricingCase): CaseRun {
  const unknown = source.promotions.find(({ kind }) => !isPriceKind(kind) && !pointsKinds.has(kind));
  if (unknown) return { unsupported: `kind ${unknown.kind}` };
  if (source.minorUnitDigits === 1 || source.minorUnitDigits === 4) {
    return { unsupported: `a currency of ${source.minorUnitDigits} digits` };
  }
  const steps = source.steps ? runSteps(source) : {};
  if (typeof steps === 'string') return { unsupported: steps };
  const sale = sell(source);
  if (typeof sale === 'string') return { unsupported: sale };
  const stages = stageFigures(source, sale.priced);
  if (typeof stages === 'string') return { unsupported: stages };
  return {
    figures: { ...moneyFigures(source, sale), ...stages, ...pointsFigures(source, sale), ...steps },
  };
}

/** A case as one sale: priced, with points earned and spent. Points are scaled. */
interface CaseSale {
  readonly priced: PricedCase;
  readonly redemption: Redemption;
  readonly earned: { readonly points: number; readonly byLine: readonly number[] };
  readonly before: PointsAccount;
  readonly after: PointsAccount;
  readonly scale: number;
}

/**
 * Cases let points be spent that the same sale earns, and what rewards for points take off still earns: so the sale is priced
 * without its rewards first.
 */
function sell(source: PricingCase): CaseSale | string {
  const scale = pointsScaleOf(source);
  const before = openAccount(source, scale);
  const balance = Math.max(0, balanceOf(before));
  const withoutRewards = source.promotions.filter(({ costPoints }) => costPoints === undefined);
  const base = priceCase(source, { rules: withoutRewards, points: balance, pointsScale: scale });
  if (typeof base === 'string') return base;
  const earned = earnedBy(source, base, scale);
  const isSpending = withoutRewards.length < source.promotions.length;
  const available = balance + earned.points;
  const priced = isSpending ? priceCase(source, { points: available, pointsScale: scale }) : base;
  if (typeof priced === 'string') return priced;
  const redemption = redeemAll(source, priced, available, scale);
  const after = spendFrom(before, earned.points, redemption.points);
  return { priced: redemption.priced, redemption, earned, before, after, scale };
}

function moneyFigures(source: PricingCase, { priced, redemption }: CaseSale): Record<string, unknown> {
  const stored = new Set(['wallet', 'gift_card']);
  const tenderedMinor = (source.tenders ?? []).reduce(
    (sum, { kind, amountMinor }) => sum + (stored.has(kind) ? amountMinor : 0),
    0,
  );
  const { totalMinor, taxed, basket } = priced;
  const lineOf = (place: number) => basket.places.indexOf(place);
  const amounts = new Map([...priced.byRuleMinor, ...redemption.byRuleMinor]);
  const first = lineOf(0);
  const rule = source.promotions[0];
  return {
    totalMinor,
    netMinor: priced.netMinor,
    taxMinor: priced.taxMinor,
    orderDiscountMinor: priced.discountMinor + redemption.amountMinor,
    lineDiscountsMinor: priced.byLineMinor.map((minor, place) => {
      return minor + (redemption.byLineMinor[lineOf(place)] ?? 0);
    }),
    lineTotalsMinor: source.lines.map((_, place) => taxed[lineOf(place)]?.totalMinor ?? 0),
    lineTaxesMinor: source.lines.map((_, place) => taxed[lineOf(place)]?.taxMinor ?? 0),
    unitDiscountsMinor: priced.byUnitMinor,
    appliedPromotionIds: [...new Set([...priced.appliedIds, ...redemption.byRuleMinor.keys()])],
    promotionAmountsMinor: Object.fromEntries(source.promotions.map(({ id }) => [id, amounts.get(id) ?? 0])),
    amountDueMinor: Math.max(0, totalMinor - tenderedMinor),
    freeQty: freeUnits(source, priced) + redemption.freeUnits,
    couponAccepted: source.promotions
      .filter(({ conditions }) => conditions?.couponCode !== undefined)
      .every(({ id }) => priced.appliedIds.includes(id)),
    budgetExceeded: explainOffers(priced.result).some((outcome) => isOverBudget(outcome, source)),
    ...(first >= 0 && {
      unitPriceAfterMinor: divideRounded(taxed[first]!.totalMinor, basket.lines[first]!.units),
      unitSaleDiscountMinor:
        rule && divideRounded(ruleOnLine(rule, priced, first), basket.lines[first]!.units),
    }),
  };
}

function ruleOnLine({ id }: CasePromotion, { result, basket }: PricedCase, index: number): number {
  const outcome = result.applied.find(({ ruleId }) => ruleId === id);
  return outcome?.lines.find(({ lineId }) => lineId === basket.lines[index]!.id)?.amountMinor ?? 0;
}

function isOverBudget(outcome: RuleOutcome, { promotions }: PricingCase): boolean {
  const hasBudget = promotions.some(({ id, budget }) => budget && id === outcome.ruleId);
  return (
    hasBudget &&
    outcome.kind === 'not-met' &&
    outcome.missing.some(({ kind }) => kind === 'budget' || kind === 'limit')
  );
}

/** Units that cost nothing: those that were had for others, gifts that were rung, and gifts that still may be. */
function freeUnits(source: PricingCase, { result, basket }: PricedCase): number {
  const rung = basket.lines.reduce((sum, line) => sum + (line.isGift ? line.units : 0), 0);
  return source.promotions.reduce((sum, { id, kind, getQty = 1, percent = 100 }) => {
    const had = (result.applied.find(({ ruleId }) => ruleId === id)?.uses ?? 0) * getQty;
    const open = result.giftsOpen.find(({ ruleId }) => ruleId === id)?.units ?? 0;
    if (kind === 'buy_x_get_y_free') return sum + (percent === 100 ? had : 0);
    return kind === 'buy_x_get_extra' || kind === 'auto_gift' ? sum + Math.min(had, rung) + open : sum;
  }, 0);
}

/** What the sale comes to with only some of its rules. */
function stageFigures(source: PricingCase, priced: PricedCase): Record<string, unknown> | string {
  const totalWith = (rules: readonly CasePromotion[]) => {
    const part = priceCase(source, { rules, points: 0, pointsScale: 1 });
    return typeof part === 'string' ? part : part.totalMinor;
  };
  const codes = source.promotions.filter(({ conditions }) => conditions?.couponCode === undefined);
  return {
    grossBeforeMinor: totalWith([]),
    afterFirstMinor: totalWith(source.promotions.slice(0, 1)),
    totalBeforeCodeMinor: codes.length === source.promotions.length ? priced.totalMinor : totalWith(codes),
  };
}

function pointsFigures(source: PricingCase, sale: CaseSale): Record<string, unknown> {
  const { priced, redemption, earned, before, after, scale } = sale;
  const isRejected = redemption.isRefused || isRewardRefused(source, priced);
  const spent = sharePointsSpent(priced, {
    points: redemption.moneyPoints,
    byLineMinor: redemption.byLineMinor,
  });
  const refund = refundOf(source, priced, { earned: earned.byLine, spent });
  const afterSale = balanceOf(after);
  const balance = afterSale - (refund?.pointsReversed ?? 0) + (refund?.pointsReturned ?? 0);
  const lots = after.lots.map(({ remaining }) => remaining / scale);
  const expiry = source.promotions.find(({ kind }) => kind === 'points_expiry');
  const cards = refund ? priced.totalMinor - refund.refundMinor : priced.totalMinor;
  return {
    pointsBefore: balanceOf(before) / scale,
    pointsEarned: earned.points / scale,
    pointsSpent: redemption.points / scale,
    pointsBalanceAfterSale: afterSale / scale,
    pointsBalance: balance / scale,
    lotsAvailable: lots,
    lotsRemaining: lots,
    rejected: isRejected,
    ...(refund && {
      refundMinor: refund.refundMinor,
      refundTaxMinor: refund.refundTaxMinor,
      refundPointsReversed: refund.pointsReversed / scale,
      refundPointsReturned: refund.pointsReturned / scale,
    }),
    // A card's balance is what was paid for it and not given back.
    cardBalanceAfterSaleMinor: priced.totalMinor,
    cardBalanceMinor: cards,
    ...(expiry && source.earnedAt !== undefined && { expiresAt: expiryOf(expiry, source.earnedAt) }),
    ...tierFigures(source, priced.totalMinor, balance / scale),
  };
}

/** A reward is refused where the points for it are not there. */
function isRewardRefused(source: PricingCase, { result }: PricedCase): boolean {
  return source.promotions.some(({ id, costPoints }) => {
    const outcome = explainRule(result, id);
    const isShort = outcome?.kind === 'not-met' && outcome.missing.some(({ kind }) => kind === 'points');
    return costPoints !== undefined && isShort;
  });
}

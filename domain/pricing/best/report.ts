import { missingOf } from '../../promotions/conditions.ts';
import type { Promotion, SpecialPriceOffer } from '../../promotions/promotion.ts';
import { mayDiscount } from '../../promotions/target.ts';
import { isSpecialPrice } from '../line-price.ts';
import type { OfferInput } from '../offer-input.ts';
import type { LineSaving, OfferedLine, OfferResult, RuleOutcome } from '../offer-outcome.ts';
import { isPointsRule, pointsCampaigns } from '../points-campaigns.ts';
import type { AppliedRule, Plan } from './carry-out.ts';
import { explainPassed, openGifts } from './explain.ts';
import { compareRules, isUnitRule, ruleOf } from './rule.ts';
import type { Found } from './search.ts';

/** What became of the lines and of every rule that concerns them. Lines are in the order of the input given here. */
export function reportFound({ plan, isProvenBest, steps }: Found, input: OfferInput): OfferResult {
  const points = pointsCampaigns(input.promotions, input, plan.amountsMinor);
  const promotions = [...input.promotions].sort(compareRules);
  const applied = new Map(plan.applied.map((each) => [each.rule.id, each]));
  return {
    lines: input.lines.map((_, index) => offeredLine(plan, index, input)),
    rules: [
      ...promotions.flatMap((promotion) => {
        const outcome = outcomeOf(promotion, applied.get(promotion.id), plan, input);
        return outcome ? [outcome] : [];
      }),
      ...points.outcomes,
    ],
    coupons: plan.coupons.map(({ promotion, coupon, savesMinor }) => ({
      couponId: coupon.couponId,
      ruleId: promotion.id,
      savesMinor,
      costPoints: promotion.coupon?.costPoints ?? 0,
    })),
    giftsOpen: promotions.flatMap((promotion) => {
      if (promotion.offer.kind !== 'free-gift') return [];
      const rule = ruleOf(promotion, input, plan.prices);
      const units = rule && isUnitRule(rule) ? openGifts(rule, plan, input) : 0;
      return units > 0 ? [{ ruleId: promotion.id, units }] : [];
    }),
    pointsFactorBp: points.factorBp,
    pointsBonus: points.bonus,
    amountMinor: plan.amountsMinor.reduce((sum, amount) => sum + amount, 0),
    isProvenBest,
    steps,
  };
}

function offeredLine(plan: Plan, index: number, input: OfferInput): OfferedLine {
  const line = input.lines[index]!;
  const price = plan.prices[index]!;
  const priceSavingMinor = line.grossMinor - price.amountMinor;
  const savings: LineSaving[] = [];
  if (price.ruleId !== null && priceSavingMinor > 0) {
    savings.push({ ruleId: price.ruleId, amountMinor: priceSavingMinor });
  }
  for (const { rule, byLineMinor } of plan.applied) {
    const amountMinor = byLineMinor[index]!;
    if (amountMinor > 0) savings.push({ ruleId: rule.id, amountMinor });
  }
  return {
    lineId: line.id,
    unitPriceE4: price.unitPriceE4,
    grossMinor: line.grossMinor,
    priceSavingMinor,
    lineDiscountMinor: price.amountMinor - plan.beforeOrderMinor[index]!,
    orderDiscountMinor: plan.beforeOrderMinor[index]! - plan.amountsMinor[index]!,
    amountMinor: plan.amountsMinor[index]!,
    unitAmounts: plan.unitAmounts[index]!,
    savings,
  };
}

function outcomeOf(
  promotion: Promotion,
  applied: AppliedRule | undefined,
  plan: Plan,
  input: OfferInput,
): RuleOutcome | null {
  if (isPointsRule(promotion)) return null;
  if (isSpecialPrice(promotion)) return priceOutcome(promotion, plan, input);
  if (!applied) return explainPassed(promotion, plan, input);
  const lines = input.lines.flatMap(({ id }, index) => {
    const amountMinor = applied.byLineMinor[index]!;
    return amountMinor > 0 ? [{ lineId: id, amountMinor }] : [];
  });
  return { ruleId: promotion.id, kind: 'applied', savesMinor: applied.savesMinor, uses: applied.uses, lines };
}

/** A special price is applied where it is the price of a line, and lost where every line that it means has a lower one. */
function priceOutcome(
  promotion: Promotion & { readonly offer: SpecialPriceOffer },
  { prices }: Plan,
  input: OfferInput,
): RuleOutcome | null {
  const ruleId = promotion.id;
  const meant = input.lines.flatMap((line, index) => {
    const isNamed = line.articleCode !== null && Object.hasOwn(promotion.offer.pricesE4, line.articleCode);
    return isNamed && mayDiscount(promotion, line, false) ? [index] : [];
  });
  if (meant.length === 0) return null;
  const lines = meant.flatMap((index) => {
    const { id, grossMinor } = input.lines[index]!;
    const { ruleId: winner, amountMinor } = prices[index]!;
    return winner === ruleId ? [{ lineId: id, amountMinor: grossMinor - amountMinor }] : [];
  });
  if (lines.length > 0) {
    const savesMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    return { ruleId, kind: 'applied', savesMinor, uses: 1, lines };
  }
  const missing = missingOf(
    promotion,
    input,
    input.lines.map(({ grossMinor }) => grossMinor),
  );
  if (missing.length > 0) return { ruleId, kind: 'not-met', missing, wouldSaveMinor: null };
  const ruleIds = [...new Set(meant.flatMap((index) => prices[index]!.ruleId ?? []))];
  return { ruleId, kind: 'lost', wouldSaveMinor: 0, to: { ruleIds, because: 'better-total' } };
}

import { missingOf } from '../../promotions/conditions.ts';
import type { Promotion, SpecialPriceOffer } from '../../promotions/promotion.ts';
import { promotionsById } from '../../promotions/promotions-by-id.ts';
import { mayDiscount } from '../../promotions/target.ts';
import { explainedBy, onlyGoods, type Explainer } from '../explain-offers.ts';
import { isSpecialPrice } from '../line-price.ts';
import type { OfferInput } from '../offer-input.ts';
import type {
  AppliedOutcome,
  LineSaving,
  Missing,
  OfferedLine,
  OfferResult,
  RuleOutcome,
} from '../offer-outcome.ts';
import { isPointsRule, pointsCampaigns, type PointsCampaigns } from '../points-campaigns.ts';
import type { AppliedRule, Plan } from './carry-out.ts';
import { explainPassed, missingGoods, openGifts } from './explain.ts';
import { compareRules, isUnitRule } from './rule.ts';
import { ruleListOf, type RuleList } from './rule-list.ts';
import type { Found } from './search.ts';

/** What became of the lines, and of the rules that took part. Lines are in the order of the input given here. */
export function reportFound({ plan, isProvenBest, steps }: Found, input: OfferInput): OfferResult {
  const points = pointsCampaigns(input.promotions, input, plan.amountsMinor);
  const rules = ruleListOf(input.promotions);
  const taken = new Map(plan.applied.map((each) => [each.rule.id, each]));
  const result: OfferResult = {
    lines: input.lines.map((_, index) => offeredLine(plan, index, input)),
    applied: [
      ...actingIn(plan, input).map((promotion) => appliedOutcome(promotion, taken, plan, input)),
      ...points.outcomes.filter((outcome) => outcome.kind === 'applied'),
    ],
    coupons: plan.coupons.map(({ promotion, coupon, savesMinor }) => ({
      couponId: coupon.couponId,
      ruleId: promotion.id,
      savesMinor,
      costPoints: promotion.coupon?.costPoints ?? 0,
    })),
    giftsOpen: rules.gifts.flatMap((promotion) => {
      const rule = plan.ruleOf(promotion);
      const units = rule && isUnitRule(rule) ? openGifts(rule, plan, input) : 0;
      return units > 0 ? [{ ruleId: promotion.id, units }] : [];
    }),
    pointsFactorBp: points.factorBp,
    pointsBonus: points.bonus,
    amountMinor: plan.amountsMinor.reduce((sum, amount) => sum + amount, 0),
    isProvenBest,
    steps,
  };
  return explainedBy(result, explainPlan(result, rules, points, plan, input));
}

/** The promotions that took something off or gave a line its price, in the order in which they act. */
function actingIn({ applied, prices }: Plan, { promotions }: OfferInput): Promotion[] {
  const given = new Set(prices.flatMap(({ ruleId }) => ruleId ?? []));
  return [
    ...applied.map(({ rule }) => rule.promotion),
    ...[...given].map((ruleId) => promotionsById(promotions).get(ruleId)!),
  ].sort(compareRules);
}

/** What can be told of a plan: of each rule whether it was applied, lost to which, or what is missing. */
function explainPlan(
  { applied }: OfferResult,
  rules: RuleList,
  points: PointsCampaigns,
  plan: Plan,
  input: OfferInput,
): Explainer {
  const ofPoints = new Map(points.outcomes.map((outcome) => [outcome.ruleId, outcome]));
  const known = new Map<string, RuleOutcome | null>(applied.map((outcome) => [outcome.ruleId, outcome]));
  const tell = (promotion: Promotion): RuleOutcome | null => {
    let outcome = known.get(promotion.id);
    if (outcome === undefined) {
      if (isPointsRule(promotion)) outcome = ofPoints.get(promotion.id) ?? null;
      else if (isSpecialPrice(promotion)) outcome = explainPrice(promotion, plan, input);
      else outcome = explainPassed(promotion, plan, input);
      known.set(promotion.id, outcome);
    }
    return outcome;
  };
  return {
    rules: () => [...rules.pricing.flatMap((promotion) => tell(promotion) ?? []), ...points.outcomes],
    near: () =>
      rules.askingForGoods.flatMap((promotion) => {
        if (known.get(promotion.id)?.kind === 'applied') return [];
        const missing = isSpecialPrice(promotion)
          ? onlyGoods(missingForPrice(promotion, plan, input))
          : missingGoods(promotion, plan, input);
        return missing ? [{ ruleId: promotion.id, missing }] : [];
      }),
    of(ruleId) {
      const promotion = promotionsById(input.promotions).get(ruleId);
      return promotion ? tell(promotion) : null;
    },
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

function appliedOutcome(
  promotion: Promotion,
  taken: ReadonlyMap<string, AppliedRule>,
  plan: Plan,
  input: OfferInput,
): AppliedOutcome {
  const applied = taken.get(promotion.id);
  if (!applied) return priceOutcome(promotion, plan, input);
  const lines = input.lines.flatMap(({ id }, index) => {
    const amountMinor = applied.byLineMinor[index]!;
    return amountMinor > 0 ? [{ lineId: id, amountMinor }] : [];
  });
  return { ruleId: promotion.id, kind: 'applied', savesMinor: applied.savesMinor, uses: applied.uses, lines };
}

/** A special price is applied where it is the price of a line. */
function priceOutcome({ id: ruleId }: Promotion, { prices }: Plan, input: OfferInput): AppliedOutcome {
  const lines = prices.flatMap(({ ruleId: winner, amountMinor }, index) => {
    if (winner !== ruleId) return [];
    const { id, grossMinor } = input.lines[index]!;
    return [{ lineId: id, amountMinor: grossMinor - amountMinor }];
  });
  const savesMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return { ruleId, kind: 'applied', savesMinor, uses: 1, lines };
}

function missingForPrice(
  promotion: Promotion & { readonly offer: SpecialPriceOffer },
  plan: Plan,
  input: OfferInput,
): readonly Missing[] {
  const outcome = explainPrice(promotion, plan, input);
  return outcome?.kind === 'not-met' ? outcome.missing : [];
}

/** A special price that is no line's is lost where every line that it means has a lower one. */
function explainPrice(
  promotion: Promotion & { readonly offer: SpecialPriceOffer },
  { prices }: Plan,
  input: OfferInput,
): RuleOutcome | null {
  const ruleId = promotion.id;
  const listed = input.lines.map(({ grossMinor }) => grossMinor);
  const missing = missingOf(promotion, input, listed);
  const meant = input.lines.flatMap((line, index) => {
    const isNamed = line.articleCode !== null && Object.hasOwn(promotion.offer.pricesE4, line.articleCode);
    return isNamed && mayDiscount(promotion, line, false) ? [index] : [];
  });
  if (meant.length === 0) return null;
  if (missing.length > 0) return { ruleId, kind: 'not-met', missing, wouldSaveMinor: null };
  const ruleIds = [...new Set(meant.flatMap((index) => prices[index]!.ruleId ?? []))];
  return { ruleId, kind: 'lost', wouldSaveMinor: 0, to: { ruleIds, because: 'better-total' } };
}

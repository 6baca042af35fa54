import { couponFor } from '../../promotions/conditions.ts';
import { explainedBy, onlyGoods } from '../explain-offers.ts';
import { isSpecialPrice } from '../line-price.ts';
import type { OfferInput } from '../offer-input.ts';
import type { LineSaving, OfferedLine, OfferResult, RuleOutcome, UsedCoupon } from '../offer-outcome.ts';
import { pointsCampaigns } from '../points-campaigns.ts';
import { passedOutcome, passedPrice } from './passed-outcome.ts';
import type { AppliedRule, PriorityState } from './priority-state.ts';
import { unitAmountsOf } from './running-lines.ts';
import { isOrderRule, isUnitRule, unitUsesMax } from './take-rule.ts';
import { giftsEarned, isGiftRule } from './unit-groups.ts';

/** What became of the lines and of every rule, once all have had their turn. */
export function reportResult(state: PriorityState, input: OfferInput): OfferResult {
  const amounts = state.lines.map(({ amountMinor }) => amountMinor);
  const points = pointsCampaigns(input.promotions, input, amounts);
  const rules = [
    ...priceOutcomes(state, input),
    ...state.applied.map((applied) => appliedOutcome(applied, input)),
    ...state.passed.map((passed) => passedOutcome(passed, state, input)),
    ...points.outcomes,
  ];
  const result = {
    lines: state.lines.map((_, index) => offeredLine(state, index)),
    applied: rules.filter((rule) => rule.kind === 'applied'),
    coupons: state.applied.flatMap((applied) => usedCoupon(applied, input)),
    giftsOpen: giftsOpen(state, input),
    pointsFactorBp: points.factorBp,
    pointsBonus: points.bonus,
    amountMinor: amounts.reduce((sum, amount) => sum + amount, 0),
    isProvenBest: true,
    steps: state.steps,
  };
  return explainedBy(result, {
    rules: () => rules,
    near: () =>
      rules.flatMap((rule) => {
        const missing = rule.kind === 'not-met' ? onlyGoods(rule.missing) : null;
        return missing ? [{ ruleId: rule.ruleId, missing }] : [];
      }),
    of: (ruleId) => rules.find((rule) => rule.ruleId === ruleId) ?? null,
  });
}

function offeredLine(state: PriorityState, index: number): OfferedLine {
  const running = state.lines[index]!;
  const price = state.prices[index]!;
  const priceSavingMinor = running.line.grossMinor - price.amountMinor;
  const savings: LineSaving[] = [];
  if (price.ruleId !== null && priceSavingMinor > 0) {
    savings.push({ ruleId: price.ruleId, amountMinor: priceSavingMinor });
  }
  let ordersMinor = state.manualOrderMinor[index]!;
  for (const { promotion, taking } of state.applied) {
    const amountMinor = taking.sharesMinor[index]!;
    if (amountMinor > 0) savings.push({ ruleId: promotion.id, amountMinor });
    if (isOrderRule(promotion)) ordersMinor += amountMinor;
  }
  return {
    lineId: running.line.id,
    unitPriceE4: price.unitPriceE4,
    grossMinor: running.line.grossMinor,
    priceSavingMinor,
    lineDiscountMinor: price.amountMinor - ordersMinor - running.amountMinor,
    orderDiscountMinor: ordersMinor,
    amountMinor: running.amountMinor,
    unitAmounts: unitAmountsOf(running),
    savings,
  };
}

/** Special prices: applied where they are the price of a line, and lost where another one is lower. */
function priceOutcomes(state: PriorityState, input: OfferInput): RuleOutcome[] {
  return input.promotions.filter(isSpecialPrice).map((promotion): RuleOutcome => {
    const lines = state.prices.flatMap(({ ruleId, amountMinor }, index) => {
      const { id, grossMinor } = input.lines[index]!;
      return ruleId === promotion.id ? [{ lineId: id, amountMinor: grossMinor - amountMinor }] : [];
    });
    const savesMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    if (lines.length > 0) return { ruleId: promotion.id, kind: 'applied', savesMinor, uses: 1, lines };
    return passedPrice(promotion, state, input);
  });
}

function appliedOutcome({ promotion, taking }: AppliedRule, input: OfferInput): RuleOutcome {
  const lines = input.lines.flatMap(({ id }, index) => {
    const amountMinor = taking.shownMinor[index]!;
    return amountMinor > 0 ? [{ lineId: id, amountMinor }] : [];
  });
  return { ruleId: promotion.id, kind: 'applied', savesMinor: taking.savesMinor, uses: taking.uses, lines };
}

function usedCoupon({ promotion, taking }: AppliedRule, input: OfferInput): UsedCoupon[] {
  const coupon = promotion.coupon && couponFor(promotion.id, input);
  if (!coupon) return [];
  const costPoints = promotion.coupon?.costPoints ?? 0;
  return [{ couponId: coupon.couponId, ruleId: promotion.id, savesMinor: taking.savesMinor, costPoints }];
}

/** Gifts that the basket earns and nobody has rung yet. */
function giftsOpen(state: PriorityState, input: OfferInput): { ruleId: string; units: number }[] {
  const isStopped = new Set(
    state.passed
      .filter(({ missing, lostTo }) => missing.length > 0 || lostTo)
      .map(({ promotion }) => promotion.id),
  );
  return input.promotions.flatMap((promotion) => {
    if (!isUnitRule(promotion) || !isGiftRule(promotion) || isStopped.has(promotion.id)) return [];
    const earned = giftsEarned(promotion, state.start, unitUsesMax(promotion, input));
    const applied = state.applied.find((each) => each.promotion === promotion);
    const units = earned - (applied?.taking.giftUnits ?? 0);
    return units > 0 ? [{ ruleId: promotion.id, units }] : [];
  });
}

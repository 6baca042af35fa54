import { keptFor } from '../../kept.ts';
import type { Promotion } from '../../promotions/promotion.ts';
import { isSpecialPrice } from '../line-price.ts';
import { asksForGoods } from '../offer-shortfall.ts';
import { isPointsRule } from '../points-campaigns.ts';
import { compareRules, stageOf } from './rule.ts';

/** What is known of promotions before there is a basket; each list in the order in which rules act. */
export interface RuleList {
  /** Those that may change what is paid: all but points campaigns. */
  readonly pricing: readonly Promotion[];
  /**
   * Those that are weighed in a basket that holds nothing they mean: a price is looked up by article, and coupons and groups are
   * what scenarios are made of.
   */
  readonly weighedAnyway: ReadonlySet<Promotion>;
  readonly gifts: readonly Promotion[];
  readonly pricesByCoupon: readonly Promotion[];
  /** Those of `pricing` that more goods in the basket may be all that is missing for. */
  readonly askingForGoods: readonly Promotion[];
}

export const ruleListOf = keptFor((promotions: readonly Promotion[]): RuleList => {
  const pricing = promotions.filter((promotion) => !isPointsRule(promotion)).sort(compareRules);
  return {
    pricing,
    weighedAnyway: new Set(
      pricing.filter(
        (promotion) => stageOf(promotion) === null || promotion.coupon !== null || promotion.group !== null,
      ),
    ),
    gifts: pricing.filter(({ offer }) => offer.kind === 'free-gift'),
    pricesByCoupon: pricing.filter((promotion) => isSpecialPrice(promotion) && promotion.coupon !== null),
    askingForGoods: pricing.filter(mayLackGoods),
  };
});

function mayLackGoods(promotion: Promotion): boolean {
  const { spend, units, distinctArticles } = promotion.conditions;
  if (spend || units || distinctArticles) return true;
  return !isSpecialPrice(promotion) && asksForGoods(promotion);
}

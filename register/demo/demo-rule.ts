import type { Conditions, Offer, Promotion, Target } from '../../domain/promotions/promotion.ts';
import { GIFT_DEPARTMENTS } from './demo-departments.ts';

type Named = readonly [en: string, zhCN: string];
type Terms = Partial<Omit<Promotion, 'id' | 'name' | 'offer' | 'target'>>;

/** The half of the shop whose prices are real. */
export const GIFTS: Target = { departments: GIFT_DEPARTMENTS };

/** Without the charge that the law sets, the deposit that comes back, and what no shop should give away. */
export const EVERYTHING: Target = {
  except: { departments: ['bag-charge', 'deposits', 'beer', 'wine-spirits'] },
};

/** A rule with the terms that most have: always valid, for everybody, beside the others. */
export function rule(
  id: string,
  [en, zhCN]: Named,
  target: Target,
  offer: Offer,
  terms: Terms = {},
): Promotion {
  return {
    id,
    version: 1,
    name: { en, 'zh-CN': zhCN },
    offer,
    target,
    conditions: {},
    limits: {},
    maxDiscountMinor: null,
    respectsPriceFloor: false,
    appliesToSaleItems: true,
    group: null,
    isExclusive: false,
    priority: 0,
    lane: 'default',
    validFrom: null,
    validTo: null,
    coupon: null,
    ...terms,
  };
}

/** A rule for members alone. */
export function memberRule(
  id: string,
  name: Named,
  target: Target,
  offer: Offer,
  terms: Terms = {},
): Promotion {
  const conditions: Conditions = { ...terms.conditions, isMember: true };
  return rule(id, name, target, offer, { ...terms, conditions });
}

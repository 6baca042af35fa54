import { shareRedemption } from '../../domain/loyalty/redemption.ts';
import { taxAmount } from '../../domain/tax.ts';
import type { CasePromotion, PricingCase } from './case-form.ts';
import { mapOffer } from './case-offer.ts';
import { redeemBy } from './case-points.ts';
import type { PricedCase } from './price-case.ts';

/** What points were spent on, scaled, and the sale after it. */
export interface Redemption {
  readonly points: number;
  /** Those that were spent as money, and what they pay. */
  readonly moneyPoints: number;
  readonly amountMinor: number;
  readonly byLineMinor: readonly number[];
  readonly byRuleMinor: ReadonlyMap<string, number>;
  readonly freeUnits: number;
  readonly isRefused: boolean;
  readonly priced: PricedCase;
}

/** Spends points: on the rewards that the engine applied, on free goods, and as money for what is left to pay. */
export function redeemAll(
  source: PricingCase,
  priced: PricedCase,
  available: number,
  scale: number,
): Redemption {
  const ofRewards = priced.result.coupons.reduce((sum, { costPoints }) => sum + costPoints, 0);
  const goods = redeemGoods(source, available - ofRewards, scale);
  let left = available - ofRewards - goods.points;
  let isRefused = goods.isRefused;
  let moneyPoints = 0;
  const byRuleMinor = new Map<string, number>();
  let amountMinor = 0;
  for (const given of source.promotions) {
    if (given.kind !== 'redeem_points' || given.appliesHere === false) continue;
    const redeemed = redeemBy(given, source, left, priced.totalMinor - amountMinor, scale);
    isRefused ||= redeemed.isRefused;
    if (redeemed.points === 0) continue;
    left -= redeemed.points;
    moneyPoints += redeemed.points;
    amountMinor += redeemed.amountMinor;
    byRuleMinor.set(given.id, redeemed.amountMinor);
  }
  const totals = priced.taxed.map(({ totalMinor }) => totalMinor);
  const byLineMinor = shareRedemption(0, amountMinor, totals).amountsMinor;
  return {
    points: ofRewards + goods.points + moneyPoints,
    moneyPoints,
    amountMinor,
    byLineMinor,
    byRuleMinor,
    freeUnits: goods.freeUnits,
    isRefused,
    priced: amountMinor === 0 ? priced : payWithPoints(priced, byLineMinor),
  };
}

/** Points as a discount lower the tax: it is reckoned from what is left, tax included. */
function payWithPoints(priced: PricedCase, byLineMinor: readonly number[]): PricedCase {
  const taxed = priced.taxed.map(({ totalMinor }, index) =>
    taxAmount(totalMinor - byLineMinor[index]!, priced.basket.lines[index]!.rateBp, true),
  );
  const sumOf = (key: 'totalMinor' | 'netMinor' | 'taxMinor') =>
    taxed.reduce((sum, each) => sum + each[key], 0);
  return {
    ...priced,
    taxed,
    totalMinor: sumOf('totalMinor'),
    netMinor: sumOf('netMinor'),
    taxMinor: sumOf('taxMinor'),
  };
}

/** Goods for points, in whole blocks, and rewards that take nothing off a price: they only cost points. */
function redeemGoods(source: PricingCase, available: number, scale: number) {
  const gifts = source.lines.reduce((sum, { gift, qty }) => sum + (gift ? qty : 0), 0);
  let points = 0;
  let freeUnits = 0;
  let isRefused = false;
  for (const given of source.promotions) {
    if (given.appliesHere === false) continue;
    const units = given.kind === 'redeem_free_product' ? gifts : 0;
    const cost = Math.round(costOf(given, units, source) * scale);
    if (cost > available - points) isRefused = true;
    else {
      points += cost;
      freeUnits += units;
    }
  }
  return { points, freeUnits, isRefused };
}

function costOf(given: CasePromotion, units: number, source: PricingCase): number {
  if (given.kind === 'redeem_free_product') {
    return Math.ceil(units / (given.unitsPerBlock ?? 1)) * (given.blockPoints ?? given.costPoints ?? 0);
  }
  const isWithoutPrice = given.kind === 'redeem_reward' && mapOffer(given, source) === null;
  return isWithoutPrice ? (given.costPoints ?? 0) : 0;
}

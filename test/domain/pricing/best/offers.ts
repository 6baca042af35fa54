import { lineAmountMinor } from '../../../../domain/line-amount.ts';
import type { Offer, Promotion } from '../../../../domain/promotions/promotion.ts';
import type { OfferInput, OfferLine, OfferMember } from '../../../../domain/pricing/offer-input.ts';

/** A line of so many units at so many cents, of an article of the same name as the line unless told otherwise. */
export function lineOf(
  id: string,
  units: number,
  unitMinor: number,
  rest: Partial<OfferLine> = {},
): OfferLine {
  const listPriceE4 = unitMinor * 100;
  return {
    id,
    articleCode: id,
    department: 'goods',
    tags: [],
    units,
    quantityThousandths: units * 1_000,
    isDivisible: false,
    listPriceE4,
    grossMinor: lineAmountMinor(listPriceE4, units * 1_000, 'EUR'),
    manualPriceE4: null,
    manualDiscount: null,
    floorPriceE4: null,
    isOnSale: false,
    isGift: false,
    isExcluded: false,
    taxCode: 'standard',
    rateBp: 1_900,
    isTaxIncluded: true,
    ...rest,
  };
}

/** A rule that asks for nothing. */
export function ruleOf(id: string, offer: Offer, rest: Partial<Promotion> = {}): Promotion {
  return {
    id,
    version: 1,
    name: { en: id, 'zh-CN': id },
    offer,
    target: 'all',
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
    ...rest,
  };
}

export const MEMBER: OfferMember = {
  id: 'member',
  tier: 'gold',
  segments: [],
  birthday: '06-15',
  points: 500,
  purchaseCount: 3,
};

export function inputOf(
  lines: readonly OfferLine[],
  promotions: readonly Promotion[],
  rest: Partial<OfferInput> = {},
): OfferInput {
  return {
    currency: 'EUR',
    lines,
    promotions,
    coupons: [],
    member: null,
    uses: new Map(),
    basketDiscount: null,
    clock: { date: '2026-03-02', weekday: 1, minuteOfDay: 600 },
    combination: 'best',
    stepsMax: 1_000_000,
    ...rest,
  };
}

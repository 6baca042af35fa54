import { lineAmountMinor } from '../line-amount.ts';
import { missingOf } from '../promotions/conditions.ts';
import type { Promotion, SpecialPriceOffer } from '../promotions/promotion.ts';
import { mayDiscount } from '../promotions/target.ts';
import type { OfferInput, OfferLine } from './offer-input.ts';

/** The price of a line after stage 1. */
export interface LinePrice {
  readonly unitPriceE4: number;
  /** What the line costs at it, in minor units. */
  readonly amountMinor: number;
  /** The rule that gave it, or null where it is the list price or one set by hand. */
  readonly ruleId: string | null;
}

type SpecialPrice = Promotion & { readonly offer: SpecialPriceOffer };

/**
 * Stage 1: the least of a line's list price and the special prices whose conditions hold, unless a price was set by hand.
 * Of rules that give the same price the one of the higher priority is named, then the one whose id comes first.
 */
export function priceLines(input: OfferInput): LinePrice[] {
  const listed = input.lines.map(({ grossMinor }) => grossMinor);
  const rules = input.promotions
    .filter(isSpecialPrice)
    .filter((promotion) => missingOf(promotion, input, listed).length === 0)
    .sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1));
  return input.lines.map((line) => priceLine(line, rules, input.currency));
}

export function isSpecialPrice(promotion: Promotion): promotion is SpecialPrice {
  return promotion.offer.kind === 'special-price';
}

function priceLine(line: OfferLine, rules: readonly SpecialPrice[], currency: string): LinePrice {
  let ruleId: string | null = null;
  let unitPriceE4 = line.manualPriceE4 ?? line.listPriceE4;
  if (line.manualPriceE4 === null && line.articleCode !== null) {
    for (const rule of rules) {
      const { pricesE4 } = rule.offer;
      const priceE4 = Object.hasOwn(pricesE4, line.articleCode) ? pricesE4[line.articleCode] : undefined;
      if (priceE4 === undefined || priceE4 >= unitPriceE4 || !mayDiscount(rule, line, false)) continue;
      unitPriceE4 = priceE4;
      ruleId = rule.id;
    }
  }
  const isList = unitPriceE4 === line.listPriceE4;
  const amountMinor = isList
    ? line.grossMinor
    : lineAmountMinor(unitPriceE4, line.quantityThousandths, currency);
  return { unitPriceE4, amountMinor, ruleId };
}

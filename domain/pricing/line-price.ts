import { keptFor } from '../kept.ts';
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

/** By article code, the rules that give it another price; of equal ones the first is named. */
type OfferedPrices = ReadonlyMap<string, readonly SpecialPrice[]>;

/**
 * Stage 1: the least of a line's list price and the special prices whose conditions hold, unless a price was set by hand.
 * Of rules that give the same price the one of the higher priority is named, then the one whose id comes first. Of the
 * input's promotions only those take part that are `allowed`.
 */
export function priceLines(input: OfferInput, allowed: readonly Promotion[] = input.promotions): LinePrice[] {
  const listed = input.lines.map(({ grossMinor }) => grossMinor);
  const acting = new Set(
    allowed.filter(
      (promotion) => isSpecialPrice(promotion) && missingOf(promotion, input, listed).length === 0,
    ),
  );
  const offered = offeredPrices(input.promotions);
  return input.lines.map((line) => priceLine(line, offered, acting, input.currency));
}

const offeredPrices = keptFor((promotions: readonly Promotion[]): OfferedPrices => {
  const rules = promotions
    .filter(isSpecialPrice)
    .sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1));
  const offered = new Map<string, SpecialPrice[]>();
  for (const rule of rules) {
    for (const code of Object.keys(rule.offer.pricesE4)) {
      const known = offered.get(code);
      if (known) known.push(rule);
      else offered.set(code, [rule]);
    }
  }
  return offered;
});

export function isSpecialPrice(promotion: Promotion): promotion is SpecialPrice {
  return promotion.offer.kind === 'special-price';
}

function priceLine(
  line: OfferLine,
  offered: OfferedPrices,
  acting: ReadonlySet<Promotion>,
  currency: string,
): LinePrice {
  let ruleId: string | null = null;
  let unitPriceE4 = line.manualPriceE4 ?? line.listPriceE4;
  if (line.manualPriceE4 === null && line.articleCode !== null) {
    for (const rule of offered.get(line.articleCode) ?? []) {
      const priceE4 = rule.offer.pricesE4[line.articleCode]!;
      if (priceE4 >= unitPriceE4 || !acting.has(rule) || !mayDiscount(rule, line, false)) continue;
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

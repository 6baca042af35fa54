import type { Promotion } from '../promotions/promotion.ts';
import { isOpenTo, meansLine, mayDiscount } from '../promotions/target.ts';
import type { OfferLine } from './offer-input.ts';
import type { Missing } from './offer-outcome.ts';

/**
 * What an offer itself asks for beyond its rule's conditions, and the basket does not hold: units for a group, different
 * articles for a set, spending for the first step. Empty where the basket holds enough. Gifts count as nothing bought.
 */
export function shortfallOf(
  promotion: Promotion,
  lines: readonly OfferLine[],
  amountsMinor: readonly number[],
  hasSpecialPrice: (index: number) => boolean,
): Missing[] {
  const { offer } = promotion;
  const meant = lines.filter((line, index) => mayDiscount(promotion, line, hasSpecialPrice(index)));
  if (offer.kind === 'bundle-price' || offer.kind === 'set-off') {
    const open = lines.filter(
      (line, index) => !line.isGift && isOpenTo(promotion, line, hasSpecialPrice(index)),
    );
    const hasAll = offer.parts.every(
      ({ target, units }) => unitsOf(open.filter((line) => meansLine(target, line))) >= units,
    );
    return hasAll ? [] : [{ kind: 'contains' }];
  }
  if (meant.length === 0) return [{ kind: 'target' }];
  const bought = meant.filter(({ isGift }) => !isGift);
  if (offer.kind === 'spend-steps' || offer.kind === 'spend-every') {
    const needMinor =
      offer.kind === 'spend-every'
        ? offer.everyMinor
        : Math.min(...offer.steps.map((step) => step.fromMinor));
    const hasMinor = lines.reduce(
      (sum, line, index) => sum + (meant.includes(line) ? amountsMinor[index]! : 0),
      0,
    );
    return hasMinor >= needMinor ? [] : [{ kind: 'spend', hasMinor, needMinor }];
  }
  if (offer.kind === 'distinct-set') {
    const has = new Set(bought.map((line) => line.articleCode ?? line.id)).size;
    const need = Math.min(...offer.steps.map(({ distinct }) => distinct));
    return has >= need ? [] : [{ kind: 'distinct', has, need }];
  }
  const need = unitsNeeded(promotion);
  const has = unitsOf(bought);
  return has >= need ? [] : [{ kind: 'units', has, need }];
}

/** Whether an offer itself asks for something that more of the right goods would mend. */
export function asksForGoods(promotion: Promotion): boolean {
  const { kind } = promotion.offer;
  if (kind === 'spend-steps' || kind === 'spend-every' || kind === 'distinct-set') return true;
  return unitsNeeded(promotion) > 0;
}

/** How many units of its target an offer asks for at least. */
function unitsNeeded({ offer }: Promotion): number {
  switch (offer.kind) {
    case 'nth-item':
    case 'group-price':
    case 'group-off':
      return offer.groupUnits;
    case 'quantity-percent':
      return Math.min(...offer.steps.map(({ fromUnits }) => fromUnits));
    case 'buy-get':
      return offer.getTarget === null ? offer.buyUnits + offer.getUnits : offer.buyUnits;
    case 'free-gift':
      return offer.buyUnits;
    case 'item-percent':
      return offer.minLineUnits;
    default:
      return 0;
  }
}

function unitsOf(lines: readonly OfferLine[]): number {
  return lines.reduce((sum, { units }) => sum + units, 0);
}

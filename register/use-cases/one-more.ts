import type { Basket, BasketLine } from '../../domain/basket.ts';
import { lineAmountMinor, QUANTITY_SCALE } from '../../domain/line-amount.ts';
import type { OfferLine } from '../../domain/pricing/offer-input.ts';
import { offerLineOf } from '../../domain/pricing/offer-line.ts';
import type { Missing } from '../../domain/pricing/offer-outcome.ts';
import type { Promotion } from '../../domain/promotions/promotion.ts';
import { meansLine } from '../../domain/promotions/target.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { OneMore } from '../counter-membership.ts';
import { priceSale } from '../price-sale.ts';
import { pricingContext, type TillView } from '../register.ts';
import { nearestOffer } from '../show-membership.ts';

/** Each is priced with the whole sale. */
const TRIED_MAX = 3;

/**
 * The line of which one more unit meets the nearest offer; of several the cheapest. Tried by pricing the sale with it, because
 * another offer may want the same unit. Null where no line does.
 */
export function findOneMore(view: TillView): Result<OneMore | null> {
  const basket = view.store.baskets.current();
  if (!basket || basket.state !== 'open') return ok(null);
  const { priced, offers } = priceSale(view, basket);
  const nearest = nearestOffer(priced, offers);
  const promotion = nearest && offers.promotions.find(({ id }) => id === nearest.ruleId);
  if (!promotion || !isOneAway(nearest.missing)) return ok(null);
  for (const line of candidates(view, basket, promotion, nearest.missing).slice(0, TRIED_MAX)) {
    const after = priceSale(view, withOneMore(basket, line)).priced;
    if (!after.offers.applied.some(({ ruleId }) => ruleId === promotion.id)) continue;
    const addsMinor = after.totalMinor - priced.totalMinor;
    return ok({ ruleId: promotion.id, lineId: line.id, name: line.name, addsMinor });
  }
  return ok(null);
}

/** Money may be one unit away however much it is; different articles are never met by one that is there. */
function isOneAway(missing: Missing): boolean {
  return missing.kind === 'spend' || (missing.kind === 'units' && missing.need - missing.has === 1);
}

/** Lines sold by the piece that the rule counts and of which a unit costs enough, the cheapest first. */
function candidates(view: TillView, { lines }: Basket, promotion: Promotion, missing: Missing): BasketLine[] {
  const context = pricingContext(view);
  const leastMinor = missing.kind === 'spend' ? missing.needMinor - missing.hasMinor : 0;
  const priceE4 = ({ listPriceE4, manualPrice }: BasketLine) => manualPrice?.unitPriceE4 ?? listPriceE4;
  return lines
    .filter(
      (line) =>
        line.kind === 'sale' &&
        line.unit === 'each' &&
        line.articleCode !== null &&
        line.linkedTo === null &&
        !line.isGift &&
        lineAmountMinor(priceE4(line), QUANTITY_SCALE, context.currency) >= leastMinor &&
        isCounted(promotion, offerLineOf(line, context)),
    )
    .toSorted((a, b) => priceE4(a) - priceE4(b) || (a.id < b.id ? -1 : 1));
}

function isCounted({ target, conditions: { spend, units } }: Promotion, line: OfferLine): boolean {
  return [target, spend?.of ?? target, units?.of ?? target].some((of) => meansLine(of, line));
}

/** A deposit follows the line that it is of. */
function withOneMore(basket: Basket, { id, quantityThousandths }: BasketLine): Basket {
  const lines = basket.lines.map((line) =>
    line.id === id || line.linkedTo === id
      ? { ...line, quantityThousandths: quantityThousandths + QUANTITY_SCALE }
      : line,
  );
  return { ...basket, lines };
}

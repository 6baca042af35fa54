import type { BasketLine } from '../basket.ts';
import { QUANTITY_SCALE, lineAmountMinor } from '../line-amount.ts';
import { taxRateOn, type TaxCategory } from '../tax.ts';
import type { OfferLine } from './offer-input.ts';

/** What deciding a line's tax takes. */
export interface LineContext {
  readonly currency: string;
  readonly businessDate: string;
  readonly taxCategories: ReadonlyMap<string, TaxCategory>;
}

export interface LineTax {
  readonly rateBp: number;
  readonly isTaxIncluded: boolean;
}

/** A line that is sold, as offers see it. A deposit, linked to the line that it is of, takes none. */
export function offerLineOf(line: BasketLine, context: LineContext): OfferLine {
  const isDivisible = line.unit === 'kg' || line.quantityThousandths % QUANTITY_SCALE !== 0;
  return {
    id: line.id,
    articleCode: line.articleCode,
    department: line.department,
    tags: line.tags,
    units: isDivisible ? 1 : line.quantityThousandths / QUANTITY_SCALE,
    quantityThousandths: line.quantityThousandths,
    isDivisible,
    listPriceE4: line.listPriceE4,
    grossMinor: lineAmountMinor(line.listPriceE4, line.quantityThousandths, context.currency),
    manualPriceE4: line.manualPrice?.unitPriceE4 ?? null,
    manualDiscount: line.discount,
    floorPriceE4: line.floorPriceE4,
    isOnSale: false,
    isGift: line.isGift,
    isExcluded: line.linkedTo !== null,
    taxCode: line.taxCode,
    ...taxOf(line, context),
  };
}

/** Goods that come back are taxed as they were when they were sold. */
export function taxOf(line: BasketLine, { businessDate, taxCategories }: LineContext): LineTax {
  const category = taxCategories.get(line.taxCode);
  if (!category) throw new Error(`line ${line.id}: the shop has no tax category ${line.taxCode}`);
  return {
    rateBp: line.returnOf?.taxRateBp ?? taxRateOn(category, businessDate),
    isTaxIncluded: line.returnOf?.isTaxIncluded ?? category.isIncluded,
  };
}

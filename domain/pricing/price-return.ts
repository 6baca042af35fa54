import type { BasketLine, ReturnOf } from '../basket.ts';
import { multiplyDivideRounded } from '../integer.ts';
import { lineAmountMinor, lineResidualE7 } from '../line-amount.ts';
import { exemptAmount, taxAmount, type TaxedAmount } from '../tax.ts';
import { costOfFirst, shareOverUnits } from '../unit-shares.ts';
import { manualDiscountMinor } from './manual-discount.ts';
import { taxOf, type LineContext } from './offer-line.ts';
import type { PricedLine } from './priced-basket.ts';

/**
 * What goods that come back give: exactly what was paid for those units, where the sale is known; else what the line says.
 * All amounts are negative. No promotion sees them.
 */
export function priceReturn(
  line: BasketLine,
  lineNo: number,
  isExempt: boolean,
  context: LineContext,
): PricedLine {
  const { currency } = context;
  const tax = taxOf(line, context);
  const unitPriceE4 = line.manualPrice?.unitPriceE4 ?? line.listPriceE4;
  const grossMinor = -lineAmountMinor(line.listPriceE4, line.quantityThousandths, currency) + 0;
  const pricedMinor = -lineAmountMinor(unitPriceE4, line.quantityThousandths, currency) + 0;
  const discountMinor = -manualDiscountMinor(line.discount, -pricedMinor) + 0;
  const taxed = line.returnOf
    ? exactReturn(line.returnOf, line.quantityThousandths)
    : (isExempt ? exemptAmount : taxAmount)(pricedMinor - discountMinor, tax.rateBp, tax.isTaxIncluded);
  return {
    line,
    lineNo,
    unitPriceE4,
    grossMinor,
    priceSavingMinor: grossMinor - pricedMinor,
    // An exact return takes back what was paid, so what the list price says beyond that was a discount then.
    lineDiscountMinor: line.returnOf
      ? pricedMinor - (tax.isTaxIncluded ? taxed.totalMinor : taxed.netMinor)
      : discountMinor,
    basketDiscountMinor: 0,
    pointsDiscountMinor: 0,
    savings: [],
    taxRateBp: tax.rateBp,
    isTaxIncluded: tax.isTaxIncluded,
    ...taxed,
    shares: shareOverUnits(taxed.totalMinor, line.quantityThousandths, line.unit === 'kg'),
    residualE7: line.returnOf ? 0 : lineResidualE7(unitPriceE4, -line.quantityThousandths, currency),
  };
}

/** What the returned units cost, to the minor unit, from the shares stored with their sale; tax cumulatively pro rata. */
function exactReturn(returnOf: ReturnOf, quantityThousandths: number): TaxedAmount {
  const { shares, lineThousandths, fromThousandths, totalMinor, taxMinor } = returnOf;
  const before = costOfFirst(shares, lineThousandths, fromThousandths);
  const after = costOfFirst(shares, lineThousandths, fromThousandths + quantityThousandths);
  const taxOfCost = (costMinor: number) =>
    totalMinor === 0 ? 0 : multiplyDivideRounded(taxMinor, costMinor, totalMinor);
  const total = before - after;
  const tax = taxOfCost(before) - taxOfCost(after);
  return { totalMinor: total, taxMinor: tax, netMinor: total - tax };
}

import { allocateWithin } from '../allocation.ts';
import type { Basket, BasketLine, ManualDiscount, ReturnOf } from '../basket.ts';
import { multiplyDivideRounded } from '../integer.ts';
import { lineAmountMinor, lineResidualE7 } from '../line-amount.ts';
import { exemptAmount, taxAmount, taxRateOn, type TaxCategory, type TaxedAmount } from '../tax.ts';
import { costOfFirst, shareOverUnits, type UnitShares } from '../unit-shares.ts';
import type { PricedBasket, PricedLine, TaxTotal } from './priced-basket.ts';

/** What pricing needs to know of the shop. `businessDate` decides the tax rates. */
export interface PricingContext {
  readonly currency: string;
  readonly businessDate: string;
  readonly taxCategories: ReadonlyMap<string, TaxCategory>;
}

/** A line on its way through the stages; amounts are of its kind's sign. */
interface Draft {
  readonly line: BasketLine;
  readonly grossMinor: number;
  readonly priceSavingMinor: number;
  readonly lineDiscountMinor: number;
  readonly amountMinor: number;
  /** How much of a discount on the basket the line can bear: nothing on returns, and none below its article's floor. */
  readonly bearableMinor: number;
  readonly rateBp: number;
  readonly isTaxIncluded: boolean;
}

/**
 * Prices a whole basket afresh: the same basket and shop give the same answer on every till. The order of lines decides
 * no sum. It decides only which of several lines alike in tax and amount bears the odd minor unit of a shared discount.
 */
export function priceBasket(basket: Basket, context: PricingContext): PricedBasket {
  const drafts = basket.lines.map((line) => draftLine(line, context));
  const discounts = shareBasketDiscount(basket.discount, drafts);
  const isExempt = basket.taxExemption !== null;
  const lines = drafts.map((draft, index) =>
    finishLine(draft, index, discounts[index]!, isExempt, context.currency),
  );
  return { lines, ...sumLines(lines), taxes: sumTaxes(lines) };
}

function draftLine(line: BasketLine, context: PricingContext): Draft {
  const category = context.taxCategories.get(line.taxCode);
  if (!category) throw new Error(`line ${line.id}: the shop has no tax category ${line.taxCode}`);
  const sign = line.kind === 'return' ? -1 : 1;
  const quantity = sign * line.quantityThousandths;
  const grossMinor = lineAmountMinor(line.listPriceE4, quantity, context.currency);
  const pricedMinor = line.manualPrice
    ? lineAmountMinor(line.manualPrice.unitPriceE4, quantity, context.currency)
    : grossMinor;
  const lineDiscountMinor = discountOf(line.discount, pricedMinor);
  const amountMinor = pricedMinor - lineDiscountMinor;
  const floorMinor =
    line.floorPriceE4 === null ? 0 : lineAmountMinor(line.floorPriceE4, quantity, context.currency);
  return {
    line,
    grossMinor,
    priceSavingMinor: grossMinor - pricedMinor,
    lineDiscountMinor,
    amountMinor,
    bearableMinor: line.kind === 'return' ? 0 : Math.max(0, amountMinor - floorMinor),
    rateBp: line.returnOf?.taxRateBp ?? taxRateOn(category, context.businessDate),
    isTaxIncluded: line.returnOf?.isTaxIncluded ?? category.isIncluded,
  };
}

/** A discount never exceeds what it is taken from, and has its sign. */
function discountOf(discount: ManualDiscount | null, amountMinor: number): number {
  if (!discount) return 0;
  const magnitude = Math.abs(amountMinor);
  const off =
    discount.kind === 'percent'
      ? multiplyDivideRounded(magnitude, discount.rateBp, 10_000)
      : discount.amountMinor;
  return Math.sign(amountMinor) * Math.min(off, magnitude) + 0;
}

/**
 * Shares the discount on the whole basket over the lines that are sold, by largest remainder of what each costs. A
 * price floor binds it: what a line cannot bear goes to the others, and beyond what all of them can bear it ends.
 */
function shareBasketDiscount(discount: ManualDiscount | null, drafts: readonly Draft[]): number[] {
  if (!discount) return drafts.map(() => 0);
  const weights = drafts.map(({ line, amountMinor }) => (line.kind === 'sale' ? amountMinor : 0));
  const limits = drafts.map(({ bearableMinor }) => bearableMinor);
  const discountMinor = Math.min(discountOf(discount, sum(weights)), sum(limits));
  return allocateWithin(discountMinor, weights, limits, rankForRemainders(drafts));
}

/**
 * Who comes first when remainders tie: the higher tax rate, then the larger amount, then the earlier line. Before the
 * last stands the tax category, so that no sum, of one category either, depends on the order of lines.
 */
function rankForRemainders(drafts: readonly Draft[]): number[] {
  return drafts
    .map((_, index) => index)
    .sort((a, b) => {
      const [left, right] = [drafts[a]!, drafts[b]!];
      return (
        right.rateBp - left.rateBp ||
        right.amountMinor - left.amountMinor ||
        compareText(left.line.taxCode, right.line.taxCode) ||
        a - b
      );
    });
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function finishLine(
  draft: Draft,
  index: number,
  basketDiscountMinor: number,
  isExempt: boolean,
  currency: string,
): PricedLine {
  const { line } = draft;
  const sign = line.kind === 'return' ? -1 : 1;
  const taxed = taxedAmount(draft, draft.amountMinor - basketDiscountMinor, isExempt);
  const shares: UnitShares = shareOverUnits(taxed.totalMinor, line.quantityThousandths, line.unit === 'kg');
  const unitPriceE4 = line.manualPrice?.unitPriceE4 ?? line.listPriceE4;
  return {
    line,
    lineNo: index + 1,
    unitPriceE4,
    grossMinor: draft.grossMinor,
    priceSavingMinor: draft.priceSavingMinor,
    // An exact return takes back what was paid, so what the list price says beyond that was a discount then.
    lineDiscountMinor: line.returnOf
      ? draft.grossMinor - draft.priceSavingMinor - goodsAmount(taxed, draft.isTaxIncluded)
      : draft.lineDiscountMinor,
    basketDiscountMinor,
    taxRateBp: draft.rateBp,
    isTaxIncluded: draft.isTaxIncluded,
    ...taxed,
    shares,
    residualE7: line.returnOf ? 0 : lineResidualE7(unitPriceE4, sign * line.quantityThousandths, currency),
  };
}

function goodsAmount(taxed: TaxedAmount, isTaxIncluded: boolean): number {
  return isTaxIncluded ? taxed.totalMinor : taxed.netMinor;
}

function taxedAmount(draft: Draft, amountMinor: number, isExempt: boolean): TaxedAmount {
  const { line, rateBp, isTaxIncluded } = draft;
  if (line.returnOf) return exactReturn(line.returnOf, line.quantityThousandths);
  return isExempt
    ? exemptAmount(amountMinor, rateBp, isTaxIncluded)
    : taxAmount(amountMinor, rateBp, isTaxIncluded);
}

/** What the returned units cost, to the minor unit, from the shares stored with their sale; tax cumulatively pro rata. */
function exactReturn(returnOf: ReturnOf, quantityThousandths: number): TaxedAmount {
  const { shares, lineThousandths, fromThousandths, totalMinor, taxMinor } = returnOf;
  const before = costOfFirst(shares, lineThousandths, fromThousandths);
  const after = costOfFirst(shares, lineThousandths, fromThousandths + quantityThousandths);
  const taxOf = (costMinor: number) =>
    totalMinor === 0 ? 0 : multiplyDivideRounded(taxMinor, costMinor, totalMinor);
  const total = before - after;
  const tax = taxOf(before) - taxOf(after);
  return { totalMinor: total, taxMinor: tax, netMinor: total - tax };
}

function sumLines(lines: readonly PricedLine[]): Omit<PricedBasket, 'lines' | 'taxes'> {
  const sums = {
    grossMinor: 0,
    priceSavingMinor: 0,
    lineDiscountMinor: 0,
    basketDiscountMinor: 0,
    netMinor: 0,
    taxMinor: 0,
    totalMinor: 0,
  };
  for (const line of lines) {
    sums.grossMinor += line.grossMinor;
    sums.priceSavingMinor += line.priceSavingMinor;
    sums.lineDiscountMinor += line.lineDiscountMinor;
    sums.basketDiscountMinor += line.basketDiscountMinor;
    sums.netMinor += line.netMinor;
    sums.taxMinor += line.taxMinor;
    sums.totalMinor += line.totalMinor;
  }
  return sums;
}

/** By category, rate and kind: goods taxed before a change of the law may come back under the rate that they had. */
function sumTaxes(lines: readonly PricedLine[]): TaxTotal[] {
  const totals = new Map<string, { -readonly [K in keyof TaxTotal]: TaxTotal[K] }>();
  for (const line of lines) {
    const key = `${line.line.taxCode} ${line.taxRateBp} ${line.isTaxIncluded}`;
    const total = totals.get(key);
    if (total) {
      total.netMinor += line.netMinor;
      total.taxMinor += line.taxMinor;
    } else {
      totals.set(key, {
        taxCode: line.line.taxCode,
        rateBp: line.taxRateBp,
        isIncluded: line.isTaxIncluded,
        netMinor: line.netMinor,
        taxMinor: line.taxMinor,
      });
    }
  }
  return [...totals.values()].sort(
    (a, b) =>
      b.rateBp - a.rateBp || compareText(a.taxCode, b.taxCode) || Number(a.isIncluded) - Number(b.isIncluded),
  );
}

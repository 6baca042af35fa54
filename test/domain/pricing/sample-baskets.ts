import fc from 'fast-check';
import { NO_MEMBERSHIP, type Basket, type BasketLine, type ManualDiscount } from '../../../domain/basket.ts';
import type { PricedLine } from '../../../domain/pricing/priced-basket.ts';
import { priceBasket, type PricingContext } from '../../../domain/pricing/price-basket.ts';
import type { TaxCategory } from '../../../domain/tax.ts';
import { byCashier, line } from '../receipt/sample-sales.ts';

const taxCategories: readonly TaxCategory[] = [
  category('standard', true, 1_300),
  category('standard-too', true, 1_300),
  category('food', true, 900),
  category('none', true, 0),
  category('sales-tax', false, 825),
  category('on-top', false, 1_300),
];

/** A shop with two categories of one rate, taxes inside the price and on top, and one that the law changes in 2027. */
export const context: PricingContext = {
  currency: 'CNY',
  businessDate: '2026-06-12',
  taxCategories: new Map(taxCategories.map((tax) => [tax.code, tax])),
};

function category(code: string, isIncluded: boolean, rateBp: number): TaxCategory {
  const rates = [
    { validFrom: '1970-01-01', rateBp },
    { validFrom: '2027-01-01', rateBp: rateBp + 100 },
  ];
  return { code, name: code, isIncluded, rates };
}

export function basketOf(lines: readonly BasketLine[], changes: Partial<Basket> = {}): Basket {
  return {
    id: 'basket',
    state: 'open',
    openedAtUtcMs: 0,
    frozenAtUtcMs: null,
    label: null,
    sourceRef: null,
    discount: null,
    taxExemption: null,
    membership: NO_MEMBERSHIP,
    lines,
    ...changes,
  };
}

export function percentOff(rateBp: number): ManualDiscount {
  return { kind: 'percent', rateBp, authorization: byCashier };
}

export function amountOff(amountMinor: number): ManualDiscount {
  return { kind: 'amount', amountMinor, authorization: byCashier };
}

export function manualPrice(unitPriceE4: number): BasketLine['manualPrice'] {
  return { unitPriceE4, authorization: byCashier };
}

/** The line that gives back a part of a sold one, after `fromThousandths` of it went back before. */
export function returnOf(sold: PricedLine, fromThousandths: number, quantityThousandths: number): BasketLine {
  return line(`return-${sold.line.id}-${fromThousandths}`, {
    kind: 'return',
    unit: sold.line.unit,
    quantityThousandths,
    listPriceE4: sold.unitPriceE4,
    taxCode: sold.line.taxCode,
    returnOf: {
      saleId: 'sale',
      receiptNumber: '0001-02-1-000147',
      lineNo: sold.lineNo,
      fromThousandths,
      lineThousandths: sold.line.quantityThousandths,
      shares: sold.shares,
      totalMinor: sold.totalMinor,
      taxMinor: sold.taxMinor,
      taxRateBp: sold.taxRateBp,
      isTaxIncluded: sold.isTaxIncluded,
    },
  });
}

const pricesE4 = fc.oneof(
  fc.constantFrom(0, 10, 100, 10_000, 19_900),
  fc.integer({ min: 0, max: 200_000 }),
  fc.integer({ min: 0, max: 1_000_000_000 }),
);
const percentDiscounts = fc.integer({ min: 1, max: 10_000 }).map(percentOff);
const lineDiscounts = fc.oneof(percentDiscounts, fc.integer({ min: 1, max: 5_000 }).map(amountOff));
const rarely = <T>(values: fc.Arbitrary<T>) => fc.option(values, { freq: 2 });

/** A line that sells anything: pieces or weights, prices and discounts by hand, with or without a floor. */
const soldLines = fc
  .record({
    unit: fc.constantFrom('each' as const, 'kg' as const),
    pieces: fc.integer({ min: 1, max: 12 }),
    weight: fc.integer({ min: 1, max: 5_000 }),
    listPriceE4: pricesE4,
    floorPriceE4: rarely(pricesE4),
    manualPriceE4: rarely(pricesE4),
    discount: rarely(lineDiscounts),
    taxCode: fc.constantFrom(...context.taxCategories.keys()),
  })
  .map(({ unit, pieces, weight, manualPriceE4, ...fields }) => ({
    ...fields,
    unit,
    quantityThousandths: unit === 'each' ? pieces * 1_000 : weight,
    manualPrice: manualPriceE4 === null ? null : manualPrice(manualPriceE4),
  }));

/** Lines of a basket, with ids. In a third of the baskets they cost the same, which is where ties are. */
export function manyLines(maxLength: number, hasReturns = true): fc.Arbitrary<BasketLine[]> {
  const kinds = fc.constantFrom<BasketLine['kind'][]>('sale', 'sale', 'sale', hasReturns ? 'return' : 'sale');
  const different = fc.array(
    fc.tuple(kinds, soldLines).map(([kind, fields]) => ({ ...fields, kind })),
    { minLength: 1, maxLength },
  );
  const variants = fc.record({
    kind: kinds,
    taxCode: fc.constantFrom(...context.taxCategories.keys()),
    floorPriceE4: rarely(pricesE4),
  });
  const alike = fc
    .tuple(soldLines, fc.array(variants, { minLength: 1, maxLength }))
    .map(([fields, list]) => list.map((variant) => ({ ...fields, ...variant })));
  return fc
    .oneof({ weight: 2, arbitrary: different }, { weight: 1, arbitrary: alike })
    .map((list) => list.map((fields, index) => line(`${index}`, fields)));
}

/** Baskets with a discount on the whole, an exempt customer, returns with a receipt: everything that pricing knows. */
export function baskets(maxLength: number): fc.Arbitrary<Basket> {
  return fc
    .record({
      lines: manyLines(maxLength),
      soldBefore: manyLines(2, false),
      discount: fc.option(fc.oneof(percentDiscounts, fc.integer({ min: 1, max: 50_000 }).map(amountOff)), {
        freq: 3,
      }),
      taxExemption: rarely(fc.constant(byCashier)),
      hasReceipt: fc.boolean(),
    })
    .map(({ lines, soldBefore, discount, taxExemption, hasReceipt }) => {
      const sold = hasReceipt ? priceBasket(basketOf(soldBefore), context).lines : [];
      const returned = sold.map((each) => returnOf(each, 0, each.line.quantityThousandths));
      return basketOf([...lines, ...returned], { discount, taxExemption });
    });
}

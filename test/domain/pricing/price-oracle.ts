import type { Basket, BasketLine, ManualDiscount } from '../../../domain/basket.ts';
import type { PricingContext } from '../../../domain/pricing/price-basket.ts';
import { roundedQuotient, total } from '../exact.ts';
import { sharesByBruteForce } from '../share-oracle.ts';

/** What a basket costs, worked out by exact integers and by trying, for sales and returns without a receipt. */
export interface ExpectedLine {
  readonly grossMinor: number;
  readonly priceSavingMinor: number;
  readonly lineDiscountMinor: number;
  readonly basketDiscountMinor: number;
  readonly netMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
}

interface Priced {
  readonly line: BasketLine;
  readonly sign: number;
  readonly gross: number;
  readonly atPrice: number;
  readonly lineDiscount: number;
  readonly goods: number;
  readonly bearable: number;
  readonly rateBp: number;
  readonly isIncluded: boolean;
}

/** Amounts of `unitsPerMinor` 1/10^7 of the major unit: 100,000 for a currency of two decimals. */
export function expectedLines(
  basket: Basket,
  context: PricingContext,
  unitsPerMinor: bigint,
): ExpectedLine[] {
  const priced = basket.lines.map((line) => priceAlone(line, context, unitsPerMinor));
  const sold = priced.filter(({ sign }) => sign > 0);
  const room = total(sold.map(({ bearable }) => bearable));
  const off = Math.min(discountOn(basket.discount, total(sold.map(({ goods }) => goods))), room);
  const goods = sold.map((each) => each.goods);
  const order = rankOf(sold);
  const shares = sharesByBruteForce(
    off,
    goods,
    sold.map(({ bearable }) => bearable),
    order,
    1,
  );
  return priced.map((each) => {
    const basketDiscount = each.sign > 0 ? shares[sold.indexOf(each)]! : 0;
    const { net, tax } = split(each, each.goods - basketDiscount);
    const isExempt = basket.taxExemption !== null;
    const signed = (amount: number) => each.sign * amount + 0;
    return {
      grossMinor: signed(each.gross),
      priceSavingMinor: signed(each.gross - each.atPrice),
      lineDiscountMinor: signed(each.lineDiscount),
      basketDiscountMinor: basketDiscount,
      netMinor: signed(net),
      taxMinor: isExempt ? 0 : signed(tax),
      totalMinor: signed(isExempt ? net : net + tax),
    };
  });
}

function priceAlone(line: BasketLine, context: PricingContext, unitsPerMinor: bigint): Priced {
  const tax = context.taxCategories.get(line.taxCode)!;
  const cost = (priceE4: number) =>
    Number(roundedQuotient(BigInt(priceE4) * BigInt(line.quantityThousandths), unitsPerMinor));
  const gross = cost(line.listPriceE4);
  const atPrice = line.manualPrice ? cost(line.manualPrice.unitPriceE4) : gross;
  const lineDiscount = discountOn(line.discount, atPrice);
  const goods = atPrice - lineDiscount;
  return {
    line,
    sign: line.kind === 'sale' ? 1 : -1,
    gross,
    atPrice,
    lineDiscount,
    goods,
    bearable: Math.max(0, goods - cost(line.floorPriceE4 ?? 0)),
    rateBp: tax.rates.findLast(({ validFrom }) => validFrom <= context.businessDate)!.rateBp,
    isIncluded: tax.isIncluded,
  };
}

function discountOn(discount: ManualDiscount | null, amount: number): number {
  if (discount === null) return 0;
  if (discount.kind === 'amount') return Math.min(discount.amountMinor, amount);
  return Number(roundedQuotient(BigInt(amount) * BigInt(discount.rateBp), 10_000n));
}

/** Higher tax rate, larger amount, category, earlier line. */
function rankOf(sold: readonly Priced[]): number[] {
  const keys = sold.map(({ rateBp, goods, line }) => [-rateBp, -goods, line.taxCode]);
  return [...sold.keys()].sort((a, b) => {
    const place = keys[a]!.findIndex((key, index) => key !== keys[b]![index]);
    if (place === -1) return a - b;
    return keys[a]![place]! < keys[b]![place]! ? -1 : 1;
  });
}

function split({ rateBp, isIncluded }: Priced, amount: number): { net: number; tax: number } {
  const base = isIncluded ? 10_000n + BigInt(rateBp) : 10_000n;
  const tax = Number(roundedQuotient(BigInt(amount) * BigInt(rateBp), base));
  return { net: isIncluded ? amount - tax : amount, tax };
}

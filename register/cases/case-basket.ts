import { multiplyDivideRounded } from '../../domain/integer.ts';
import { lineAmountMinor } from '../../domain/line-amount.ts';
import type { OfferLine } from '../../domain/pricing/offer-input.ts';
import type { CaseLine, PricingCase } from './case-form.ts';

/** A tag that no case has, on what is a fee and no goods. */
export const FEE_TAG = '#fee';
/** Where a case gives no price, any will do that is above its discounts. */
const ANY_PRICE_MINOR = 100_000;

/** Whether the case's amounts are what its prices are, or have the tax, or have it not. */
export type TaxView = 'as-given' | 'with-tax' | 'without-tax';

export interface CaseBasket {
  readonly lines: readonly OfferLine[];
  /** By line: its place in the case, or null for a fee. */
  readonly places: readonly (number | null)[];
  /** What lines of a negative price take off the whole, in minor units. */
  readonly handDiscountMinor: number;
  readonly currency: string;
}

/** A tag that one line of a case alone has. */
function placeTag(place: number): string {
  return `#line-${place}`;
}

/** The lines of a case as the engine sees a basket. Fees are lines of their own, which no rule on goods means. */
export function mapBasket(source: PricingCase, view: TaxView): CaseBasket {
  const currency = currencyOf(source);
  const lines: OfferLine[] = [];
  const places: (number | null)[] = [];
  let handDiscountMinor = 0;
  source.lines.forEach((line, place) => {
    const unitPriceMinor = line.unitPriceMinor ?? ANY_PRICE_MINOR;
    if (unitPriceMinor < 0) handDiscountMinor -= unitPriceMinor * line.qty;
    else if (line.qty > 0) {
      lines.push(mapLine(line, unitPriceMinor, place, source.minorUnitDigits, currency, view));
      places.push(place);
    }
  });
  for (const [index, fee] of (source.fees ?? []).entries()) {
    const line: CaseLine = { sku: fee.id, qty: 1, unitPriceMinor: fee.amountMinor };
    const place = source.lines.length + index;
    const mapped = mapLine(line, fee.amountMinor, place, source.minorUnitDigits, currency, view);
    lines.push({ ...mapped, tags: [...mapped.tags, FEE_TAG] });
    places.push(null);
  }
  return { lines, places, handDiscountMinor, currency };
}

/** A price of the case in 1/10,000 of the major unit. */
export function priceE4(minor: number, minorUnitDigits: number): number {
  return minor * 10 ** (4 - minorUnitDigits);
}

/** The engine's own table knows how many digits a currency has; where a case says otherwise, another one stands in. */
function currencyOf({ minorUnitDigits }: PricingCase): string {
  const byDigits: Readonly<Record<number, string>> = { 0: 'JPY', 2: 'USD', 3: 'KWD' };
  const currency = byDigits[minorUnitDigits];
  if (currency === undefined) throw new RangeError(`no currency has ${minorUnitDigits} digits`);
  return currency;
}

function mapLine(
  line: CaseLine,
  unitPriceMinor: number,
  place: number,
  digits: number,
  currency: string,
  view: TaxView,
): OfferLine {
  const rateBp = Math.round((line.taxRatePercent ?? 0) * 100);
  const isGivenWithTax = line.taxIncluded ?? rateBp === 0;
  const isTaxIncluded = view === 'as-given' ? isGivenWithTax : view === 'with-tax';
  const viewed = (minor: number) => viewPrice(priceE4(minor, digits), rateBp, isGivenWithTax, isTaxIncluded);
  const listPriceE4 = viewed(unitPriceMinor);
  const quantityThousandths = line.qty * 1_000;
  return {
    id: placeTag(place),
    articleCode: line.sku,
    department: 'goods',
    tags: [...(line.tags ?? []), placeTag(place)],
    units: line.qty,
    quantityThousandths,
    isDivisible: false,
    listPriceE4,
    grossMinor: lineAmountMinor(listPriceE4, quantityThousandths, currency),
    manualPriceE4: null,
    manualDiscount: null,
    floorPriceE4: line.minUnitPriceMinor === undefined ? null : viewed(line.minUnitPriceMinor),
    isOnSale: line.onSale ?? false,
    isGift: line.gift ?? false,
    isExcluded: false,
    taxCode: `${rateBp}`,
    rateBp,
    isTaxIncluded,
  };
}

function viewPrice(givenE4: number, rateBp: number, isGivenWithTax: boolean, isTaxIncluded: boolean): number {
  if (isGivenWithTax === isTaxIncluded) return givenE4;
  return isTaxIncluded
    ? multiplyDivideRounded(givenE4, 10_000 + rateBp, 10_000)
    : multiplyDivideRounded(givenE4, 10_000, 10_000 + rateBp);
}

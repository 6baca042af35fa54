import type { Basket } from '../../domain/basket.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import type { LineFact, SaleCompleted, SaleTender } from '../../domain/facts/sale-facts.ts';
import { priceBasket } from '../../domain/pricing/price-basket.ts';
import type { PricedBasket, PricedLine } from '../../domain/pricing/priced-basket.ts';
import { receiptNumber } from '../../domain/receipt-number.ts';
import { pricingContext, type Register } from '../register.ts';

/** What the counter shows when a sale is done. Amounts in minor units. */
export interface FinishedSale {
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly totalMinor: number;
  readonly roundingMinor: number;
  readonly changeMinor: number;
}

/** The entry that a settled basket becomes. Nothing is written here; `checkout` commits it. */
export function finishSale(
  register: Register,
  basket: Basket,
  tenders: readonly SaleTender[],
): { fact: Fact & { type: 'sale.completed' }; sale: FinishedSale } {
  const context = pricingContext(register);
  const priced = priceBasket(basket, context);
  const { shopCode, tillCode, epoch } = register.identity;
  const receiptSequence = register.store.sales.lastSequence() + 1;
  const roundingMinor = tenders.reduce((sum, tender) => sum + tender.roundingMinor, 0);
  const changeMinor = tenders.reduce((sum, tender) => sum + tender.changeMinor, 0);
  const payload: SaleCompleted = {
    saleId: basket.id,
    receiptNumber: receiptNumber(shopCode, tillCode, epoch, receiptSequence),
    receiptSequence,
    currency: context.currency,
    frozenAtUtcMs: basket.frozenAtUtcMs ?? register.clock.nowUtcMs(),
    lines: lineFacts(priced),
    discount: basket.discount,
    taxExemption: basket.taxExemption,
    taxes: priced.taxes,
    grossMinor: priced.grossMinor,
    netMinor: priced.netMinor,
    taxMinor: priced.taxMinor,
    totalMinor: priced.totalMinor,
    roundingMinor,
    changeMinor,
    tenders,
    sourceRef: basket.sourceRef,
    loyalty: null,
    rules: [],
    coupons: [],
    reversals: [],
  };
  const sale = {
    saleId: payload.saleId,
    receiptNumber: payload.receiptNumber,
    totalMinor: payload.totalMinor,
    roundingMinor,
    changeMinor,
  };
  return { fact: { type: 'sale.completed', payload }, sale };
}

function lineFacts(priced: PricedBasket): LineFact[] {
  const numbers = new Map(priced.lines.map(({ line, lineNo }) => [line.id, lineNo]));
  return priced.lines.map((line) => lineFact(line, numbers));
}

function lineFact(priced: PricedLine, numbers: ReadonlyMap<string, number>): LineFact {
  const { line } = priced;
  const sign = line.kind === 'return' ? -1 : 1;
  const { returnOf } = line;
  return {
    lineNo: priced.lineNo,
    kind: line.kind,
    articleCode: line.articleCode,
    barcode: line.barcode,
    name: line.name,
    department: line.department,
    unit: line.unit,
    quantityThousandths: sign * line.quantityThousandths,
    tareGrams: line.tareGrams,
    listPriceE4: line.listPriceE4,
    unitPriceE4: priced.unitPriceE4,
    grossMinor: priced.grossMinor,
    priceSavingMinor: priced.priceSavingMinor,
    lineDiscountMinor: priced.lineDiscountMinor,
    basketDiscountMinor: priced.basketDiscountMinor,
    pointsDiscountMinor: 0,
    savings: [],
    earnedPoints: 0,
    redeemedPoints: 0,
    taxCode: line.taxCode,
    taxRateBp: priced.taxRateBp,
    isTaxIncluded: priced.isTaxIncluded,
    netMinor: priced.netMinor,
    taxMinor: priced.taxMinor,
    totalMinor: priced.totalMinor,
    shares: priced.shares,
    residualE7: priced.residualE7,
    manualPrice: line.manualPrice,
    discount: line.discount,
    linkedToLineNo: line.linkedTo === null ? null : (numbers.get(line.linkedTo) ?? null),
    confirmedAge: line.confirmedAge,
    note: line.note,
    returnOf: returnOf && {
      saleId: returnOf.saleId,
      lineNo: returnOf.lineNo,
      fromThousandths: returnOf.fromThousandths,
    },
    returnAuthorization: line.returnAuthorization,
  };
}

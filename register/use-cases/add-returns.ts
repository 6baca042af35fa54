import type { ReturnableLine } from '../../db/sales.ts';
import type { Authorization, BasketLine } from '../../domain/basket.ts';
import { isLineAmountInRange, lineAmountMinor } from '../../domain/line-amount.ts';
import { quantityFault, quantityText, unitPriceFault } from '../../domain/quantity.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { TenderKind } from '../../domain/tender.ts';
import type { Register } from '../register.ts';
import type { CounterSnapshot } from '../snapshot.ts';
import { addLines, emptyLine, taxCodeOf } from './add-lines.ts';
import { authorize, type Approval } from './authorize.ts';
import { isStillReserved, refuseKnownBack } from './receipt-reservation.ts';
import { unitsPending } from './return-units.ts';
import { findSoldByReceipt, type SoldGoods } from './sold-goods.ts';
import { refuseUnaskedRefund } from './unasked-limits.ts';

/** What can still be returned of a receipt. */
export interface ReturnableReceipt {
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly atUtcMs: number;
  /** Who sold it. */
  readonly cashierName: string;
  readonly lines: readonly ReturnableLine[];
  /** What is left to give back of what it was paid with, by kind, in minor units. */
  readonly refundable: readonly { readonly kind: TenderKind; readonly amountMinor: number }[];
}

export function findReturnable(register: Register, receiptNumber: string): Result<ReturnableReceipt> {
  const found = findSoldByReceipt(register, receiptNumber.trim().toUpperCase());
  if (!found) return fail({ code: 'receipt-unknown', receipt: receiptNumber });
  const { actor, sale, atUtcMs, lines, refundable } = found;
  return ok({
    saleId: sale.saleId,
    receiptNumber: sale.receiptNumber,
    atUtcMs,
    cashierName: (actor !== null && register.store.staff.byId(actor)?.name) || '',
    lines,
    refundable: [...refundable].map(([kind, amountMinor]) => ({ kind, amountMinor })),
  });
}

/**
 * Adds the return of units of a receipt's line to the sale on the counter. What they cost, tax included, comes from the
 * shares stored with their sale; returns already on the counter, or in a sale that is held, count as gone. Of another till's receipt
 * only while central keeps what is left of it for this one: afterwards it is a receipt that central was not asked for.
 */
export function addReturn(
  register: Register,
  receiptNumber: string,
  lineNo: number,
  quantityThousandths: number,
  approval: Approval = {},
): Result<CounterSnapshot> {
  const found = findSoldByReceipt(register, receiptNumber.trim().toUpperCase());
  if (!found) return fail({ code: 'receipt-unknown', receipt: receiptNumber });
  const sold = found.lines.find((line) => line.lineNo === lineNo);
  if (!sold) return fail({ code: 'receipt-line-unknown', lineNo, receipt: receiptNumber });
  const pending = unitsPending(register, { saleId: found.sale.saleId, lineNo });
  const fromThousandths = sold.returnedThousandths + pending.onCounter;
  const left = sold.quantityThousandths - fromThousandths - pending.held;
  const fault = quantityFault(quantityThousandths, sold.unit, sold.name);
  if (fault) return fail(fault);
  if (quantityThousandths > left) {
    return fail({ code: 'nothing-left-to-return', left: quantityText(left), name: sold.name });
  }
  if (!isStillReserved(register, found)) return fail({ code: 'receipt-not-asked' });
  const authorized = authorize(register, 'refund', {}, approval);
  if (!authorized.ok) return authorized;
  const range = { fromThousandths, quantityThousandths };
  return addLines(register, [returnedLine(register, found, sold, range, authorized.value)]);
}

/** Shops and tills have short codes. */
const RECEIPT_NUMBER_MAX = 64;

/** What is said of goods that come back without a receipt. */
export interface UnreceiptedReturn {
  readonly articleCode: string | null;
  readonly name: string;
  readonly department: string;
  readonly quantityThousandths: number;
  readonly unitPriceE4: number;
  /** The receipt of another till that they are said to be of, where central cannot be asked for it. */
  readonly receiptNumber?: string | undefined;
}

/** Adds goods that come back without a receipt, at a price that somebody with the right allows. */
export function addReturnWithoutReceipt(
  register: Register,
  goods: UnreceiptedReturn,
  approval: Approval = {},
): Result<CounterSnapshot> {
  const article = goods.articleCode === null ? null : register.store.catalogue.byCode(goods.articleCode);
  const unit = article?.unit ?? 'each';
  const name = goods.name.trim() || (article?.name ?? '');
  if (!name) return fail({ code: 'text-missing', field: 'name' });
  const fault = quantityFault(goods.quantityThousandths, unit, name) ?? unitPriceFault(goods.unitPriceE4);
  if (fault) return fail(fault);
  const { currency } = register.settings.shop;
  const { unitPriceE4, quantityThousandths } = goods;
  if (!isLineAmountInRange(unitPriceE4, quantityThousandths, currency))
    return fail({ code: 'amount-too-large', name });
  const amountMinor = lineAmountMinor(unitPriceE4, quantityThousandths, currency);
  const elsewhere = goods.receiptNumber?.trim().toUpperCase() || null;
  const refusal =
    elsewhere === null
      ? null
      : (refuseUnaskedRefund(register, amountMinor) ??
        refuseKnownBack(register, elsewhere, { ...goods, name }));
  if (refusal) return fail(refusal);
  const authorized = authorize(register, 'refund-without-receipt', { amountMinor }, approval);
  if (!authorized.ok) return authorized;
  const line: BasketLine = {
    ...emptyLine(register.newId()),
    kind: 'return',
    articleCode: goods.articleCode,
    name,
    department: article?.department ?? goods.department,
    unit,
    quantityThousandths: goods.quantityThousandths,
    listPriceE4: goods.unitPriceE4,
    taxCode: taxCodeOf(register, article ?? { taxCode: null, department: goods.department }),
    returnAuthorization: authorized.value,
    ...(elsewhere !== null && { elsewhere: elsewhere.slice(0, RECEIPT_NUMBER_MAX) }),
  };
  return addLines(register, [line]);
}

function returnedLine(
  register: Register,
  { sale: { saleId, receiptNumber } }: SoldGoods,
  sold: ReturnableLine,
  range: { readonly fromThousandths: number; readonly quantityThousandths: number },
  returnAuthorization: Authorization,
): BasketLine {
  return {
    ...emptyLine(register.newId()),
    kind: 'return',
    articleCode: sold.articleCode,
    barcode: sold.barcode,
    name: sold.name,
    department: sold.department,
    unit: sold.unit,
    quantityThousandths: range.quantityThousandths,
    listPriceE4: sold.unitPriceE4,
    // A category that the shop has dropped since must not stop a refund; the rate itself comes from the sale.
    taxCode: register.taxCategories.has(sold.taxCode) ? sold.taxCode : register.settings.defaultTaxCode,
    returnAuthorization,
    returnOf: {
      saleId,
      receiptNumber,
      lineNo: sold.lineNo,
      fromThousandths: range.fromThousandths,
      lineThousandths: sold.quantityThousandths,
      shares: sold.shares,
      totalMinor: sold.totalMinor,
      taxMinor: sold.taxMinor,
      taxRateBp: sold.taxRateBp,
      isTaxIncluded: sold.isTaxIncluded,
    },
  };
}

import type { Basket } from '../../domain/basket.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import type { AppliedRule, SaleReversal, SpentCoupon } from '../../domain/facts/loyalty-facts.ts';
import type { LineFact, SaleCompleted, SaleTender } from '../../domain/facts/sale-facts.ts';
import type { PricedBasket, PricedLine } from '../../domain/pricing/priced-basket.ts';
import { isOrderOffer } from '../../domain/promotions/offer-stage.ts';
import { receiptNumber } from '../../domain/receipt-number.ts';
import { POINTS_TENDER } from '../../domain/tender.ts';
import { priceSale, type PricedSale } from '../price-sale.ts';
import { pricingContext, type Register } from '../register.ts';
import { finishLoyalty, type FinishedLoyalty } from './finish-loyalty.ts';
import { loyaltyMoment } from './member-loyalty.ts';
import { reverseReturns } from './reverse-returns.ts';
import { isCouponKept } from './unasked-limits.ts';

/** What the counter shows when a sale is done. Amounts in minor units. */
export interface FinishedSale {
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly totalMinor: number;
  readonly roundingMinor: number;
  readonly changeMinor: number;
  /** Null without a member. */
  readonly points: { readonly earned: number; readonly redeemed: number; readonly balance: number } | null;
}

/** The entries that a settled basket becomes, in their order: the sale's own is the last. */
export interface FinishedFacts {
  readonly before: readonly Fact[];
  readonly sold: Fact & { type: 'sale.completed' };
  readonly sale: FinishedSale;
}

/** What a settled basket becomes. Nothing is written here; `checkout` commits it. */
export function finishSale(
  register: Register,
  basket: Basket,
  tenders: readonly SaleTender[],
  { priced, served }: PricedSale = priceSale(register, basket),
): FinishedFacts {
  const { currency } = pricingContext(register);
  const moment = served?.moment ?? loyaltyMoment(register, basket);
  const returned = reverseReturns(register, returnsOf(basket), moment);
  const loyalty = served && finishLoyalty(register, priced, served, returned.members, moment);
  const { shopCode, tillCode, epoch } = register.identity;
  const receiptSequence = register.store.sales.lastSequence() + 1;
  const paid = [...tenders, ...pointsTenders(register, priced, returned.reversals)];
  const roundingMinor = paid.reduce((sum, tender) => sum + tender.roundingMinor, 0);
  const changeMinor = paid.reduce((sum, tender) => sum + tender.changeMinor, 0);
  const payload: SaleCompleted = {
    saleId: basket.id,
    receiptNumber: receiptNumber(shopCode, tillCode, epoch, receiptSequence),
    receiptSequence,
    currency,
    frozenAtUtcMs: basket.frozenAtUtcMs ?? register.clock.nowUtcMs(),
    lines: lineFacts(priced, loyalty),
    discount: basket.discount,
    taxExemption: basket.taxExemption,
    taxes: priced.taxes,
    grossMinor: priced.grossMinor,
    netMinor: priced.netMinor,
    taxMinor: priced.taxMinor,
    totalMinor: priced.totalMinor,
    roundingMinor,
    changeMinor,
    tenders: paid,
    sourceRef: basket.sourceRef,
    loyalty: loyalty?.fact ?? null,
    rules: appliedRules(register, priced),
    coupons: spentCoupons(register, basket, priced),
    reversals: returned.reversals,
  };
  const { earned, redeemed } = loyalty?.fact.points ?? { earned: null, redeemed: null };
  const sale = {
    saleId: payload.saleId,
    receiptNumber: payload.receiptNumber,
    totalMinor: payload.totalMinor,
    roundingMinor,
    changeMinor,
    points: loyalty && {
      earned: earned?.points ?? 0,
      redeemed: redeemed?.points ?? 0,
      balance: loyalty.fact.balance,
    },
  };
  return { before: loyalty?.before ?? [], sold: { type: 'sale.completed', payload }, sale };
}

/** The lines that give back units of a known sale. */
export function returnsOf({ lines }: Basket) {
  return lines.flatMap(({ returnOf, quantityThousandths }) =>
    returnOf ? [{ returnOf, quantityThousandths }] : [],
  );
}

/** What points pay of a sale, or get back of it, where they are money here; negative where they come back. Minor units. */
export function pointsTenderMinor(
  register: Pick<Register, 'settings'>,
  { redeemed }: PricedBasket,
  reversals: readonly SaleReversal[],
): number {
  const paidMinor = register.settings.loyalty.redemption.as === 'tender' ? redeemed.amountMinor : 0;
  const backMinor = reversals.reduce(
    (sum, { returned }) => sum + (returned?.as === 'tender' ? returned.amountMinor : 0),
    0,
  );
  return paidMinor - backMinor;
}

function pointsTenders(
  register: Register,
  priced: PricedBasket,
  reversals: readonly SaleReversal[],
): SaleTender[] {
  const amountMinor = pointsTenderMinor(register, priced, reversals);
  if (amountMinor === 0) return [];
  return [
    {
      id: register.newId(),
      tenderCode: POINTS_TENDER,
      kind: POINTS_TENDER,
      amountMinor,
      tenderedMinor: amountMinor,
      changeMinor: 0,
      roundingMinor: 0,
      reference: null,
      takenAtUtcMs: register.clock.nowUtcMs(),
    },
  ];
}

function appliedRules({ store, settings }: Register, { offers }: PricedBasket): AppliedRule[] {
  const rules = new Map(store.promotions.active().map((promotion) => [promotion.id, promotion]));
  return offers.applied.map((outcome) => {
    const { version, name, offer } = rules.get(outcome.ruleId)!;
    const { ruleId, savesMinor, uses } = outcome;
    return {
      ruleId,
      version,
      name: name[settings.shop.language],
      isOnOrder: isOrderOffer(offer.kind),
      amountMinor: savesMinor,
      uses,
    };
  });
}

function spentCoupons(register: Register, basket: Basket, { offers }: PricedBasket): SpentCoupon[] {
  const { store } = register;
  const isInChain = store.chain.link() !== null;
  const codes = new Map(basket.membership.coupons.map(({ couponId, code }) => [couponId, code]));
  return offers.coupons.map(({ couponId, ruleId, savesMinor }) => ({
    couponId,
    ruleId,
    code: codes.get(couponId) ?? couponId,
    amountMinor: savesMinor,
    // A code that everybody shares is nobody's to keep.
    ...(isInChain &&
      store.coupons.byId(couponId) !== null && { isHeld: isCouponKept(register, basket, couponId) }),
  }));
}

function lineFacts(priced: PricedBasket, loyalty: FinishedLoyalty | null): LineFact[] {
  const numbers = new Map(priced.lines.map(({ line, lineNo }) => [line.id, lineNo]));
  return priced.lines.map((line) => lineFact(line, numbers, loyalty));
}

function lineFact(
  priced: PricedLine,
  numbers: ReadonlyMap<string, number>,
  loyalty: FinishedLoyalty | null,
): LineFact {
  const { line } = priced;
  const sign = line.kind === 'return' ? -1 : 1;
  const { returnOf } = line;
  const points = loyalty?.lines.get(line.id);
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
    pointsDiscountMinor: priced.pointsDiscountMinor,
    savings: priced.savings,
    earnedPoints: points?.earnedPoints ?? 0,
    redeemedPoints: points?.redeemedPoints ?? 0,
    countedMinor: points?.countedMinor ?? 0,
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
    isGift: line.isGift,
    returnOf: returnOf && {
      saleId: returnOf.saleId,
      lineNo: returnOf.lineNo,
      fromThousandths: returnOf.fromThousandths,
    },
    returnAuthorization: line.returnAuthorization,
    ...(line.elsewhere !== undefined && { elsewhere: line.elsewhere }),
  };
}

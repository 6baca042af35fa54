import { randomUUID } from 'node:crypto';
import { intentOfReversal, withoutLots } from '../../../../domain/chain/chain-sale.ts';
import type { Fact } from '../../../../domain/facts/fact.ts';
import type { LineFact, SaleCompleted } from '../../../../domain/facts/sale-facts.ts';
import { defaultLoyalty } from '../../../../domain/loyalty/default-loyalty.ts';
import type { LoyaltySettings } from '../../../../domain/loyalty/loyalty-settings.ts';
import { EMPTY_ACCOUNT } from '../../../../domain/loyalty/points-lots.ts';
import type { ReturnedUnits } from '../../../../domain/loyalty/reversal.ts';
import { reverseSale } from '../../../../domain/loyalty/sale-reversal.ts';
import { costOfFirst, shareOverUnits } from '../../../../domain/unit-shares.ts';

/** Any moment: what a till froze its sale at is no part of what is tested. */
const FROZEN_AT = Date.UTC(2026, 5, 1, 9);
const settings = defaultLoyalty('GBP');

export interface NewSale {
  readonly saleId?: string;
  readonly memberId?: string | null;
  readonly earned?: number;
  readonly redeemed?: number;
  /** What of it came off the till's lease. */
  readonly leased?: number;
  readonly units?: number;
  readonly rules?: SaleCompleted['rules'];
  readonly coupons?: SaleCompleted['coupons'];
}

let receipts = 0;

export function nextReceiptNumber(): string {
  receipts += 1;
  return `one-1-1-${receipts}`;
}

/** A sale, or a refund. */
export type ToldSale = Fact & { readonly type: 'sale.completed' };

/** A sale of one line, as a till of a chain journals it: points without lots. */
export function saleFact(sale: NewSale = {}): ToldSale {
  const { memberId = null, earned = 0, redeemed = 0, leased = 0, units = 1 } = sale;
  const totalMinor = 100 * Math.max(earned, 1);
  return {
    type: 'sale.completed',
    payload: {
      ...blankSale(sale.saleId ?? randomUUID(), nextReceiptNumber(), totalMinor),
      lines: [
        lineFact({
          quantityThousandths: units * 1_000,
          totalMinor,
          earnedPoints: earned,
          redeemedPoints: redeemed,
          pointsDiscountMinor: redeemed,
          countedMinor: totalMinor,
          savings: (sale.rules ?? []).map(({ ruleId, amountMinor }) => ({ ruleId, amountMinor })),
          shares: shareOverUnits(totalMinor, units * 1_000, false),
        }),
      ],
      rules: sale.rules ?? [],
      coupons: sale.coupons ?? [],
      loyalty:
        memberId === null
          ? null
          : {
              memberId,
              memberNumber: 'number',
              tier: null,
              points: {
                earned: earned === 0 ? null : { points: earned, lot: null, filledDebt: 0 },
                redeemed:
                  redeemed === 0
                    ? null
                    : { points: redeemed, amountMinor: redeemed, as: 'discount', takes: [] },
              },
              spentMinor: totalMinor,
              isVisit: true,
              balance: 0,
              tierChange: null,
              ...(leased > 0 && { central: { balance: null, asOfUtcMs: null, isHeld: true, leased } }),
            },
    },
  };
}

/** The refund of so many units of a sale's only line, from a unit on, as a till reckons it that knows the sale. */
export function refundFact(of: ToldSale, units = 1, restoresCoupons = true, fromUnit = 0): ToldSale {
  const [line] = of.payload.lines;
  const taken = { lineNo: 1, fromThousandths: fromUnit * 1_000, quantityThousandths: units * 1_000 };
  const before = new Map([[line!.lineNo, taken.fromThousandths]]);
  return namedRefund(of.payload, before, [taken], restoresCoupons ? 'restore' : 'spent');
}

/** The refund of units, of which so many thousandths of each line had come back before. */
export function namedRefund(
  sale: SaleCompleted,
  returnedBefore: ReadonlyMap<number, number>,
  units: readonly ReturnedUnits[],
  coupons: LoyaltySettings['refunds']['coupons'] = 'restore',
): ToldSale {
  const standing = { tier: null, reviewOn: null, isInGrace: false, measured: 0 };
  const member = sale.loyalty && { memberId: sale.loyalty.memberId, account: EMPTY_ACCOUNT, standing };
  const { reversal } = reverseSale(
    { sale: withoutLots(sale), returnedBefore, member, isMeasured: true },
    units,
    { ...settings, refunds: { ...settings.refunds, coupons } },
    { nowUtcMs: FROZEN_AT, zone: 'UTC', today: '2026-06-01' },
  );
  const lines = units.map(({ lineNo, fromThousandths, quantityThousandths }, index) => ({
    ...backLine(sale, lineNo, fromThousandths, quantityThousandths),
    lineNo: index + 1,
    returnOf: { saleId: sale.saleId, lineNo, fromThousandths },
  }));
  return refundOf(lines, [intentOfReversal(reversal, { receiptNumber: null })]);
}

/** The refund of goods of which the till knows no more than the receipt's number. */
export function shownRefund(
  { receiptNumber }: SaleCompleted,
  goods: readonly { readonly article: string; readonly thousandths: number; readonly paidMinor: number }[],
): ToldSale {
  const lines = goods.map(({ article, thousandths, paidMinor }, index) =>
    lineFact({
      lineNo: index + 1,
      kind: 'return',
      articleCode: article,
      quantityThousandths: -thousandths,
      totalMinor: -paidMinor + 0,
      elsewhere: receiptNumber,
    }),
  );
  return refundOf(lines, []);
}

function backLine(
  sale: SaleCompleted,
  lineNo: number,
  fromThousandths: number,
  quantityThousandths: number,
): LineFact {
  const sold = sale.lines.find((line) => line.lineNo === lineNo)!;
  const costTo = (to: number) => costOfFirst(sold.shares, sold.quantityThousandths, to);
  return lineFact({
    kind: 'return',
    articleCode: sold.articleCode,
    quantityThousandths: -quantityThousandths,
    totalMinor: costTo(fromThousandths) - costTo(fromThousandths + quantityThousandths),
  });
}

function refundOf(lines: readonly LineFact[], reversals: SaleCompleted['reversals']): ToldSale {
  const totalMinor = lines.reduce((sum, line) => sum + line.totalMinor, 0);
  const blank = blankSale(randomUUID(), nextReceiptNumber(), totalMinor);
  return { type: 'sale.completed', payload: { ...blank, lines, reversals } };
}

export function blankSale(saleId: string, receiptNumber: string, totalMinor: number): SaleCompleted {
  return {
    saleId,
    receiptNumber,
    receiptSequence: 1,
    currency: 'GBP',
    frozenAtUtcMs: FROZEN_AT,
    lines: [],
    discount: null,
    taxExemption: null,
    taxes: [],
    grossMinor: totalMinor,
    netMinor: totalMinor,
    taxMinor: 0,
    totalMinor,
    roundingMinor: 0,
    changeMinor: 0,
    tenders: [],
    sourceRef: null,
    loyalty: null,
    rules: [],
    coupons: [],
    reversals: [],
  };
}

export function lineFact(line: Partial<LineFact>): LineFact {
  return {
    lineNo: 1,
    kind: 'sale',
    articleCode: 'A1',
    barcode: null,
    name: 'Article',
    department: 'general',
    unit: 'each',
    quantityThousandths: 1_000,
    tareGrams: 0,
    listPriceE4: 10_000,
    unitPriceE4: 10_000,
    grossMinor: 100,
    priceSavingMinor: 0,
    lineDiscountMinor: 0,
    basketDiscountMinor: 0,
    pointsDiscountMinor: 0,
    savings: [],
    earnedPoints: 0,
    redeemedPoints: 0,
    countedMinor: 0,
    taxCode: 'vat',
    taxRateBp: 2_000,
    isTaxIncluded: true,
    netMinor: 100,
    taxMinor: 0,
    totalMinor: 100,
    shares: [[1, 100]],
    residualE7: 0,
    manualPrice: null,
    discount: null,
    linkedToLineNo: null,
    confirmedAge: null,
    note: null,
    isGift: false,
    returnOf: null,
    returnAuthorization: null,
    ...line,
  };
}

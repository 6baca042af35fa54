import { randomUUID } from 'node:crypto';
import type { Fact } from '../../../../domain/facts/fact.ts';
import type { LineFact, SaleCompleted } from '../../../../domain/facts/sale-facts.ts';

/** Any moment: what a till froze its sale at is no part of what is tested. */
const FROZEN_AT = Date.UTC(2026, 5, 1, 9);

export interface NewSale {
  readonly saleId?: string;
  readonly memberId?: string | null;
  readonly earned?: number;
  readonly redeemed?: number;
  readonly units?: number;
  readonly rules?: SaleCompleted['rules'];
  readonly coupons?: SaleCompleted['coupons'];
}

let receipts = 0;

/** A sale of one line, as a till of a chain journals it: points without lots. */
export function saleFact(sale: NewSale = {}): Fact & { readonly type: 'sale.completed' } {
  const { memberId = null, earned = 0, redeemed = 0, units = 1 } = sale;
  receipts += 1;
  const totalMinor = 100 * Math.max(earned, 1) * 1;
  return {
    type: 'sale.completed',
    payload: {
      ...blankSale(sale.saleId ?? randomUUID(), `one-1-1-${receipts}`, totalMinor),
      lines: [lineFact({ quantityThousandths: units * 1_000, totalMinor, earnedPoints: earned })],
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
            },
    },
  };
}

/** The refund of so many units of a sale's only line. */
export function refundFact(
  of: ReturnType<typeof saleFact>,
  units = 1,
  restoresCoupons = true,
): ReturnType<typeof saleFact> {
  const sale = of.payload;
  const sold = sale.lines[0]!.quantityThousandths / 1_000;
  const part = (whole: number) => Math.round((whole * units) / sold);
  const isWholeSale = units === sold;
  const { earned, redeemed } = sale.loyalty?.points ?? { earned: null, redeemed: null };
  receipts += 1;
  return {
    type: 'sale.completed',
    payload: {
      ...blankSale(randomUUID(), `one-1-1-${receipts}`, -part(sale.totalMinor)),
      lines: [
        lineFact({
          kind: 'return',
          quantityThousandths: -units * 1_000,
          totalMinor: -part(sale.totalMinor),
          returnOf: { saleId: sale.saleId, lineNo: 1, fromThousandths: 0 },
        }),
      ],
      reversals: [
        {
          saleId: sale.saleId,
          memberId: sale.loyalty?.memberId ?? null,
          unearned: earned && { points: part(earned.points), lotId: null, taken: 0, lapsed: 0, debt: 0 },
          returned: redeemed && {
            points: part(redeemed.points),
            amountMinor: part(redeemed.amountMinor),
            as: 'discount',
            puts: [],
          },
          couponsRestored: isWholeSale && restoresCoupons ? sale.coupons.map(({ couponId }) => couponId) : [],
          uses: sale.rules.map(({ ruleId, uses, amountMinor }) => ({
            ruleId,
            uses: isWholeSale ? uses : 0,
            amountMinor: part(amountMinor),
          })),
          spentMinor: part(sale.loyalty?.spentMinor ?? 0),
          isWholeSale,
          tierChange: null,
        },
      ],
    },
  };
}

function blankSale(saleId: string, receiptNumber: string, totalMinor: number): SaleCompleted {
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

function lineFact(line: Partial<LineFact>): LineFact {
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

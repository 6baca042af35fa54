import { z } from 'zod';
import {
  LINE_AMOUNT_MAX_MINOR,
  QUANTITY_MAX_THOUSANDTHS,
  QUANTITY_SCALE,
  UNIT_PRICE_MAX_E4,
} from '../line-amount.ts';
import type { UnitShares } from '../unit-shares.ts';

const amount = z.int().min(-LINE_AMOUNT_MAX_MINOR).max(LINE_AMOUNT_MAX_MINOR);
const count = z.int().min(0).max(LINE_AMOUNT_MAX_MINOR);
const price = z.int().min(0).max(UNIT_PRICE_MAX_E4);
const text = z.string().max(1_000);

/** What a return reads of a sale. Another program's journal may hold more, or what none ever wrote. */
const soldLine = z
  .looseObject({
    lineNo: z.int().min(1),
    kind: z.enum(['sale', 'return']).default('sale'),
    articleCode: text.nullable(),
    name: text,
    department: text,
    unit: z.enum(['each', 'kg']).default('each'),
    quantityThousandths: z.int().min(-QUANTITY_MAX_THOUSANDTHS).max(QUANTITY_MAX_THOUSANDTHS),
    listPriceE4: price,
    unitPriceE4: price.optional(),
    taxCode: text,
    taxRateBp: count.default(0),
    taxMinor: amount.default(0),
    totalMinor: amount,
    pointsDiscountMinor: count.default(0),
    earnedPoints: count.default(0),
    redeemedPoints: count.default(0),
    countedMinor: count.default(0),
    shares: z.array(z.tuple([z.int().min(1), amount])).max(100_000),
    savings: z.array(z.object({ ruleId: text, amountMinor: amount })).default([]),
  })
  .refine((line) => line.kind === 'return' || isWhole(line));

/** What was sold costs what its units cost, and there are as many of them. */
function isWhole(line: {
  readonly quantityThousandths: number;
  readonly totalMinor: number;
  readonly taxMinor: number;
  readonly shares: UnitShares;
}): boolean {
  const { quantityThousandths, totalMinor, taxMinor, shares } = line;
  const units = shares.reduce((sum, [times]) => sum + times, 0);
  const costMinor = shares.reduce((sum, [times, minor]) => sum + times * minor, 0);
  const isOnePiece = units === 1 || units * QUANTITY_SCALE === quantityThousandths;
  const isCheap =
    totalMinor >= 0 && Math.abs(taxMinor) <= totalMinor && shares.every(([, minor]) => minor >= 0);
  return quantityThousandths > 0 && isOnePiece && costMinor === totalMinor && isCheap;
}

const redeemed = z.looseObject({ points: amount, amountMinor: amount, as: z.enum(['discount', 'tender']) });
/** A `sale.completed` of another journal, as far as goods of it can come back. */
export const soldSaleSchema = z.looseObject({
  saleId: z.uuid(),
  receiptNumber: text,
  currency: text,
  lines: z.array(soldLine).max(1_000),
  tenders: z.array(z.looseObject({ kind: text, amountMinor: amount })).max(1_000),
  loyalty: z
    .looseObject({
      memberId: z.uuid(),
      isVisit: z.boolean(),
      points: z.object({
        earned: z.looseObject({ points: amount }).nullable(),
        redeemed: redeemed.nullable(),
      }),
    })
    .nullable()
    .default(null),
  rules: z
    .array(z.looseObject({ ruleId: text, uses: amount, amountMinor: amount }))
    .max(1_000)
    .default([]),
  coupons: z
    .array(z.looseObject({ couponId: text, ruleId: text, amountMinor: amount }))
    .max(1_000)
    .default([]),
});

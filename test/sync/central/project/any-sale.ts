import fc from 'fast-check';
import type { LineFact, SaleCompleted } from '../../../../domain/facts/sale-facts.ts';
import type { ReturnedUnits } from '../../../../domain/loyalty/reversal.ts';
import type { UnitShares } from '../../../../domain/unit-shares.ts';
import { blankSale, lineFact, nextReceiptNumber, type ToldSale } from './told-facts.ts';

/** A sale of a few lines, some of one article, some weighed, with everything that a refund gives back. */
export const anySaleShape = fc.record({
  lines: fc.array(
    fc.record({
      article: fc.constantFrom('A', 'B'),
      isWeighed: fc.boolean(),
      units: fc.integer({ min: 1, max: 4 }),
      unitMinor: fc.nat(500),
      /** What the first unit costs more. */
      dearerMinor: fc.constantFrom(0, 0, 1, 130),
      earned: fc.nat(40),
      redeemed: fc.constantFrom(0, 0, 7, 30),
      isCounted: fc.boolean(),
      saved: fc.tuple(fc.constantFrom(0, 0, 33), fc.constantFrom(0, 0, 55)),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  isTender: fc.boolean(),
});
export type SaleShape = typeof anySaleShape extends fc.Arbitrary<infer Value> ? Value : never;

/** What names are in a sale: who bought, the rule that took something off, and the coupon's rule and id. */
export interface SaleNames {
  readonly saleId: string;
  readonly memberId: string | null;
  readonly ruleId: string;
  readonly couponRuleId: string;
  readonly couponId: string;
}

export function saleOf({ lines: shapes, isTender }: SaleShape, names: SaleNames): ToldSale {
  const { saleId, memberId, ruleId, couponRuleId, couponId } = names;
  const lines = shapes.map((shape, index) => lineOf(shape, index + 1, isTender, names));
  const sum = (amountOf: (line: LineFact) => number) => lines.reduce((all, line) => all + amountOf(line), 0);
  const savedBy = (id: string) =>
    sum(({ savings }) => savings.find((saving) => saving.ruleId === id)?.amountMinor ?? 0);
  const totalMinor = sum((line) => line.totalMinor);
  const [earned, redeemed] = [sum(({ earnedPoints }) => earnedPoints), sum((line) => line.redeemedPoints)];
  const rule = { version: 1, name: 'R', isOnOrder: false };
  const sale: SaleCompleted = {
    ...blankSale(saleId, nextReceiptNumber(), totalMinor),
    lines,
    rules: [
      { ...rule, ruleId, uses: 2, amountMinor: savedBy(ruleId) },
      { ...rule, ruleId: couponRuleId, uses: 1, amountMinor: savedBy(couponRuleId) },
    ],
    coupons: [{ couponId, ruleId: couponRuleId, code: couponId, amountMinor: savedBy(couponRuleId) }],
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
                  : {
                      points: redeemed,
                      amountMinor: Math.min(redeemed, totalMinor),
                      as: isTender ? 'tender' : 'discount',
                      takes: [],
                    },
            },
            spentMinor: sum(({ countedMinor }) => countedMinor),
            isVisit: true,
            balance: 0,
            tierChange: null,
          },
  };
  return { type: 'sale.completed', payload: sale };
}

function lineOf(
  shape: SaleShape['lines'][number],
  lineNo: number,
  isTender: boolean,
  { ruleId, couponRuleId }: SaleNames,
): LineFact {
  const { article, isWeighed, units, unitMinor, dearerMinor, earned, redeemed, isCounted, saved } = shape;
  const totalMinor = units * unitMinor + dearerMinor;
  const isAlike = dearerMinor === 0 || units === 1;
  const pieces: UnitShares = isAlike
    ? [[units, totalMinor / units]]
    : [
        [1, unitMinor + dearerMinor],
        [units - 1, unitMinor],
      ];
  return lineFact({
    lineNo,
    articleCode: isWeighed ? `${article}-KG` : article,
    unit: isWeighed ? 'kg' : 'each',
    quantityThousandths: isWeighed ? units * 137 : units * 1_000,
    totalMinor,
    shares: isWeighed ? [[1, totalMinor]] : pieces,
    earnedPoints: earned,
    redeemedPoints: redeemed,
    pointsDiscountMinor: isTender ? 0 : redeemed,
    countedMinor: isCounted ? totalMinor : 0,
    savings: [
      { ruleId, amountMinor: saved[0] },
      { ruleId: couponRuleId, amountMinor: saved[1] },
    ].filter(({ amountMinor }) => amountMinor > 0),
  });
}

/** Goods that come back: of which line's article, how much of it, and whether the till knows the sale. */
export const anyReturn = fc.record({
  line: fc.nat(3),
  pieces: fc.integer({ min: 1, max: 4 }),
  grams: fc.integer({ min: 1, max: 300 }),
  isNamed: fc.boolean(),
});
export type AnyReturn = typeof anyReturn extends fc.Arbitrary<infer Value> ? Value : never;

/** What is left of a sale, as somebody who knows of everything that came back would count it. */
export interface Tally {
  readonly sale: SaleCompleted;
  readonly returned: Map<number, number>;
}

/** The units that come back: of one line, or, where only the article is known, of its lines in order. Empty where none are left. */
export function unitsOf(
  { sale, returned }: Tally,
  { line, pieces, grams, isNamed }: AnyReturn,
): ReturnedUnits[] {
  const chosen = sale.lines[line % sale.lines.length]!;
  const same = sale.lines.filter(({ articleCode }) => articleCode === chosen.articleCode);
  let wanted = chosen.unit === 'kg' ? grams : pieces * 1_000;
  return (isNamed ? [chosen] : same).flatMap(({ lineNo, quantityThousandths: sold }) => {
    const fromThousandths = returned.get(lineNo) ?? 0;
    const quantityThousandths = Math.min(wanted, sold - fromThousandths);
    if (quantityThousandths === 0) return [];
    wanted -= quantityThousandths;
    return [{ lineNo, fromThousandths, quantityThousandths }];
  });
}

export function countBack({ returned }: Tally, units: readonly ReturnedUnits[]): void {
  for (const { lineNo, fromThousandths, quantityThousandths } of units) {
    returned.set(lineNo, fromThousandths + quantityThousandths);
  }
}

import { allocate } from '../../domain/allocation.ts';
import { multiplyDivideRounded } from '../../domain/integer.ts';
import { undoneShare, type ReturnedUnits, type SoldLine } from '../../domain/loyalty/reversal.ts';
import { costOfFirst, shareByAmounts } from '../../domain/unit-shares.ts';
import type { PricingCase } from './case-form.ts';
import type { PricedCase } from './price-case.ts';

/** Points at the lines of a sale, by line of the basket. */
export interface PointsByLine {
  readonly earned: readonly number[];
  readonly spent: readonly number[];
}

/** What a refund gives back, in minor units and points. */
export interface RefundFigures {
  readonly refundMinor: number;
  readonly refundTaxMinor: number;
  readonly pointsReversed: number;
  readonly pointsReturned: number;
}

/** Gives back what the case says, or all of it. Null where the case gives nothing back. */
export function refundOf(
  source: PricingCase,
  priced: PricedCase,
  points: PointsByLine,
): RefundFigures | null {
  if (!source.refund) return null;
  const lines = priced.basket.lines.map((_, index) => soldLine(priced, points, index));
  const units = returnedUnits(source.refund, priced);
  const undone = undoneShare(
    { sale: { lines, rules: [], coupons: [], loyalty: null }, returnedBefore: new Map() },
    units,
  );
  let refundMinor = 0;
  let refundTaxMinor = 0;
  for (const { lineNo, quantityThousandths } of units) {
    const line = lines[lineNo - 1]!;
    const costMinor = costOfFirst(line.shares, line.quantityThousandths, quantityThousandths);
    refundMinor += costMinor;
    const { taxMinor } = priced.taxed[lineNo - 1]!;
    if (line.totalMinor > 0) refundTaxMinor += multiplyDivideRounded(taxMinor, costMinor, line.totalMinor);
  }
  return {
    refundMinor,
    refundTaxMinor,
    pointsReversed: undone.earnedPoints,
    pointsReturned: undone.redeemedPoints,
  };
}

/** What rewards cost stands at the lines that they made cheaper; what was redeemed as money, at those that it paid for. */
export function sharePointsSpent(
  priced: PricedCase,
  redeemed: { readonly points: number; readonly byLineMinor: readonly number[] },
): number[] {
  const spent = priced.basket.lines.length === 0 ? [] : allocate(redeemed.points, redeemed.byLineMinor);
  for (const { ruleId, costPoints } of priced.result.coupons) {
    const saved = priced.result.lines.map(
      ({ savings }) => savings.find((each) => each.ruleId === ruleId)?.amountMinor ?? 0,
    );
    allocate(costPoints, saved).forEach((share, index) => (spent[index]! += share));
  }
  return spent;
}

function soldLine(priced: PricedCase, { earned, spent }: PointsByLine, index: number): SoldLine {
  const { quantityThousandths } = priced.basket.lines[index]!;
  const { totalMinor } = priced.taxed[index]!;
  const { unitAmounts, savings } = priced.result.lines[index]!;
  return {
    lineNo: index + 1,
    kind: 'sale',
    quantityThousandths,
    totalMinor,
    pointsDiscountMinor: 0,
    savings,
    earnedPoints: earned[index] ?? 0,
    redeemedPoints: spent[index] ?? 0,
    countedMinor: totalMinor,
    shares: shareByAmounts(totalMinor, unitAmounts),
  };
}

function returnedUnits(refund: NonNullable<PricingCase['refund']>, { basket }: PricedCase): ReturnedUnits[] {
  const left = new Map<string, number>();
  for (const { sku, qty } of refund.lines ?? []) left.set(sku, (left.get(sku) ?? 0) + qty);
  const isWhole = refund.full === true || refund.lines === undefined;
  return basket.lines.flatMap((line, index) => {
    const wanted = isWhole ? line.units : (left.get(line.articleCode ?? '') ?? 0);
    const units = Math.min(line.units, wanted);
    if (!isWhole) left.set(line.articleCode ?? '', wanted - units);
    return units > 0 ? [{ lineNo: index + 1, fromThousandths: 0, quantityThousandths: units * 1_000 }] : [];
  });
}

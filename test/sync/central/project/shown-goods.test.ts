import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SaleCompleted } from '../../../../domain/facts/sale-facts.ts';
import { undoneShare } from '../../../../domain/loyalty/reversal.ts';
import {
  findShownGoods,
  type NamedRefund,
  type ShownLine,
  type UndoneByShown,
} from '../../../../sync/central/project/shown-goods.ts';
import { anyReturn, anySaleShape, countBack, saleOf, unitsOf, type Tally } from './any-sale.ts';
import { runsOf } from './runs.ts';

const names = { saleId: 's', memberId: 'm', ruleId: 'r', couponRuleId: 'c', couponId: 'coupon' };
const anySale = anySaleShape.map((shape) => saleOf(shape, names).payload);
const anyReturns = fc.array(fc.array(anyReturn, { minLength: 1, maxLength: 2 }), { maxLength: 8 });

function articleOf(sale: SaleCompleted, lineNo: number): string {
  return sale.lines.find((line) => line.lineNo === lineNo)!.articleCode!;
}

/** What one till that knew of everything would have said of the units. */
function asIfKnown({ sale, returned }: Tally, units: Parameters<typeof countBack>[1]): UndoneByShown {
  const { earnedPoints, redeemedPoints, countedMinor, uses, couponIds, isWholeSale } = undoneShare(
    { sale, returnedBefore: returned },
    units,
  );
  return { earnedPoints, redeemedPoints, countedMinor, uses, couponIds, isWholeSale };
}

describe('goods of a receipt that was shown while central could not be asked', () => {
  test('undo to the last point what they would have if the till had known the sale', () => {
    fc.assert(
      fc.property(anySale, anyReturns, (sale, refunds) => {
        const tally = { sale, returned: new Map<number, number>() };
        const named: NamedRefund[] = [];
        const shown: ShownLine[][] = [];
        const expected: UndoneByShown[] = [];
        for (const refund of refunds) {
          const isNamed = refund[0]!.isNamed;
          const before = new Map(tally.returned);
          const parts = refund.map((part) => {
            const units = unitsOf(tally, { ...part, isNamed });
            countBack(tally, units);
            return units;
          });
          const units = parts.flat();
          if (units.length === 0) continue;
          const undone = asIfKnown({ sale, returned: before }, units);
          if (isNamed) {
            named.push({ units, couponIds: undone.couponIds, isWholeSale: undone.isWholeSale });
            continue;
          }
          expected.push(undone);
          shown.push(
            parts.flatMap(([first, ...more]) => {
              if (!first) return [];
              const thousandths = [first, ...more].reduce((sum, part) => sum + part.quantityThousandths, 0);
              return [{ article: articleOf(sale, first.lineNo), thousandths }];
            }),
          );
        }
        const found = findShownGoods(sale, named, shown);
        expect(found.map(({ undone }) => undone)).toEqual(expected);
        expect(found.flatMap(({ lines }) => lines).every(({ beyond }) => beyond.thousandths === 0)).toBe(
          true,
        );
      }),
      runsOf(1_000),
    );
  });

  test('never undo more than the sale did beside a till that heard of none of it, and all of it once all is back', () => {
    fc.assert(
      fc.property(anySale, anyReturns, anyReturns, (sale, own, shown) => {
        const tally = { sale, returned: new Map<number, number>() };
        const named: NamedRefund[] = [];
        const sums = { earnedPoints: 0, redeemedPoints: 0, countedMinor: 0 };
        const add = (undone: UndoneByShown | null) => {
          sums.earnedPoints += undone?.earnedPoints ?? 0;
          sums.redeemedPoints += undone?.redeemedPoints ?? 0;
          sums.countedMinor += undone?.countedMinor ?? 0;
        };
        for (const part of own.flat()) {
          const units = unitsOf(tally, { ...part, isNamed: true });
          if (units.length === 0) continue;
          const undone = asIfKnown(tally, units);
          countBack(tally, units);
          add(undone);
          named.push({ units, couponIds: undone.couponIds, isWholeSale: undone.isWholeSale });
        }
        const lines = shown.map((refund) =>
          refund.map(({ line, pieces, grams }) => {
            const { articleCode, unit } = sale.lines[line % sale.lines.length]!;
            return { article: articleCode!, thousandths: unit === 'kg' ? grams : pieces * 1_000 };
          }),
        );
        const rest = sale.lines.map(({ articleCode, quantityThousandths }) => [
          { article: articleCode!, thousandths: quantityThousandths },
        ]);
        const found = findShownGoods(sale, named, [...lines, ...rest]);
        for (const { undone } of found) add(undone);
        const whole = asIfKnown(
          { sale, returned: new Map() },
          sale.lines.map(({ lineNo, quantityThousandths }) => ({
            lineNo,
            fromThousandths: 0,
            quantityThousandths,
          })),
        );
        const { earnedPoints, redeemedPoints, countedMinor } = whole;
        expect(sums).toEqual({ earnedPoints, redeemedPoints, countedMinor });
        const claims = [...named, ...found.flatMap(({ undone }) => undone ?? [])];
        expect(claims.filter(({ isWholeSale }) => isWholeSale)).toHaveLength(1);
        expect(claims.flatMap(({ couponIds }) => couponIds)).toEqual(['coupon']);
        const uses = found.flatMap(({ undone }) => undone?.uses ?? []);
        expect(uses.reduce((sum, use) => sum + use.uses, 0)).toBeLessThanOrEqual(3);
      }),
      runsOf(1_000),
    );
  });

  test('that the sale has not, or of which a part of a piece is shown, are found in none of its lines', () => {
    const sale = saleOf(
      {
        isTender: false,
        lines: [
          {
            article: 'A',
            isWeighed: false,
            units: 3,
            unitMinor: 100,
            dearerMinor: 0,
            earned: 3,
            redeemed: 0,
            isCounted: true,
            saved: [0, 0],
          },
        ],
      },
      names,
    ).payload;
    const shown = (article: string, thousandths: number) =>
      findShownGoods(sale, [], [[{ article, thousandths }]])[0];
    expect(shown('OTHER', 1_000)).toEqual({ lines: [], undone: null });
    expect(shown('A', 500)).toEqual({ lines: [], undone: null });
    expect(shown('A', 4_000)).toMatchObject({
      lines: [{ beyond: { lineNo: 1, thousandths: 1_000 } }],
      undone: { earnedPoints: 3, isWholeSale: true },
    });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeBp, hourBars, nameBars, OTHERS } from '../../../renderer/back-office/day-series.ts';
import type { DayBoard } from '../../../renderer/service/answers.ts';

type Figures = DayBoard['day'];

const CUT_OVER_MINUTES = 240;

function dayOf(change: Partial<Figures>): Figures {
  return {
    netSalesMinor: 0,
    saleCount: 0,
    refundCount: 0,
    refundMinor: 0,
    discountCount: 0,
    discountMinor: 0,
    overrideCount: 0,
    overrideMinor: 0,
    voidCount: 0,
    voidMinor: 0,
    itemCount: 0,
    grossMinor: 0,
    taxMinor: 0,
    roundingMinor: 0,
    hours: [],
    tenders: [],
    departments: [],
    persons: [],
    averageMinor: null,
    members: {
      newCount: 0,
      netSalesMinor: 0,
      pointsGiven: 0,
      pointsTaken: 0,
      couponCount: 0,
      couponMinor: 0,
      tierMoves: [],
    },
    ...change,
  };
}

function hours(...sold: readonly (readonly [hour: number, netSalesMinor: number])[]): Figures {
  return dayOf({ hours: sold.map(([hour, netSalesMinor]) => ({ hour, saleCount: 1, netSalesMinor })) });
}

function departments(...sold: readonly (readonly [department: string, netSalesMinor: number])[]): Figures {
  return dayOf({
    departments: sold.map(([department, netSalesMinor]) => ({
      department,
      saleCount: 1,
      itemCount: 1,
      netSalesMinor,
    })),
  });
}

describe('the bars of a day by hour', () => {
  it('begin with the first hour that sold and leave none out', () => {
    expect(hourBars(hours([9, 500], [12, 300]), null, CUT_OVER_MINUTES)).toEqual([
      { key: '9', amountMinor: 500, beforeMinor: null },
      { key: '10', amountMinor: 0, beforeMinor: null },
      { key: '11', amountMinor: 0, beforeMinor: null },
      { key: '12', amountMinor: 300, beforeMinor: null },
    ]);
  });

  it('put the hours after midnight behind those of the evening', () => {
    const bars = hourBars(hours([22, 1], [0, 2], [1, 3]), null, CUT_OVER_MINUTES);
    expect(bars.map(({ key }) => key)).toEqual(['22', '23', '0', '1']);
  });

  it('reach as far as the week before, which may have sold longer', () => {
    const bars = hourBars(hours([9, 500]), hours([8, 100], [10, 200]), CUT_OVER_MINUTES);
    expect(bars.map(({ key, beforeMinor }) => [key, beforeMinor])).toEqual([
      ['8', 100],
      ['9', 0],
      ['10', 200],
    ]);
  });

  it('are none for a day without sales', () => {
    expect(hourBars(hours(), null, CUT_OVER_MINUTES)).toEqual([]);
  });
});

describe('the bars of a day by name', () => {
  it('come largest first, with what only the week before sold behind them', () => {
    expect(
      nameBars(departments(['food', 900], ['gifts', 100]), departments(['toys', 50]), 'department'),
    ).toEqual([
      { key: 'food', amountMinor: 900, beforeMinor: 0 },
      { key: 'gifts', amountMinor: 100, beforeMinor: 0 },
      { key: 'toys', amountMinor: 0, beforeMinor: 50 },
    ]);
  });

  it('gather the smallest in one bar where there are too many', () => {
    const many = departments(
      ...Array.from({ length: 12 }, (_, index) => [`d${index}`, 100 - index] as const),
    );
    const bars = nameBars(many, null, 'department');
    expect(bars).toHaveLength(8);
    expect(bars.at(-1)).toEqual({ key: OTHERS, amountMinor: 93 + 92 + 91 + 90 + 89, beforeMinor: null });
  });
});

describe('every chart of a day', () => {
  it('sums to the net sales of the day and of the week before', () => {
    const sales = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: -9_999, max: 99_999 })),
      {
        maxLength: 30,
      },
    );
    const unique = (rows: readonly (readonly [number, number])[]) => [...new Map(rows)];
    fc.assert(
      fc.property(sales, sales, (now, before) => {
        const [sold, soldBefore] = [unique(now), unique(before)];
        const sum = (rows: readonly (readonly [number, number])[]) =>
          rows.reduce((total, [, minor]) => total + minor, 0);
        const named = (rows: readonly (readonly [number, number])[]) =>
          departments(...rows.map(([key, minor]) => [`d${key}`, minor] as const));
        for (const bars of [
          hourBars(hours(...sold), hours(...soldBefore), CUT_OVER_MINUTES),
          nameBars(named(sold), named(soldBefore), 'department'),
        ]) {
          expect(bars.reduce((total, { amountMinor }) => total + amountMinor, 0)).toBe(sum(sold));
          expect(bars.reduce((total, { beforeMinor }) => total + (beforeMinor ?? 0), 0)).toBe(
            sum(soldBefore),
          );
        }
      }),
    );
  });
});

describe('a change from the week before', () => {
  it('is a share of what was, in basis points', () => {
    expect(changeBp(108_80, 100_00)).toBe(880);
    expect(changeBp(50, 100)).toBe(-5_000);
    expect(changeBp(7, 7)).toBe(0);
  });

  it('is none where nothing was, and rises from a loss', () => {
    expect(changeBp(100, 0)).toBeNull();
    expect(changeBp(100, null)).toBeNull();
    expect(changeBp(100, -100)).toBe(20_000);
  });
});

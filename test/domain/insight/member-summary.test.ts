import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOfDay, dayNumberOf } from '../../../domain/insight/day-number.ts';
import {
  addSale,
  mergeSummaries,
  MONTHS_MAX,
  NO_PURCHASES,
  VISIT_DAYS_MAX,
  type MemberSale,
  type MemberSummary,
} from '../../../domain/insight/member-summary.ts';

function sale(day: number, totalMinor: number, department = 'food', hasSold = totalMinor > 0): MemberSale {
  return {
    businessDate: dateOfDay(day),
    day,
    hasSold,
    totalMinor,
    departments: [{ code: department, totalMinor }],
  };
}

function addAll(sales: readonly MemberSale[]): MemberSummary {
  return sales.reduce(addSale, NO_PURCHASES);
}

const START = dayNumberOf('2026-01-01');

const someSales = fc
  .array(
    fc.record({
      day: fc.integer({ min: START, max: START + 1_000 }),
      totalMinor: fc.integer({ min: -500, max: 2_000 }),
      department: fc.constantFrom('food', 'drink', 'toys'),
      isFirst: fc.boolean(),
    }),
    { maxLength: 30 },
  )
  .map((sales) => sales.sort((a, b) => a.day - b.day));

describe('what a member bought', () => {
  test('is summed sale by sale, and what came back is taken off again', () => {
    const summary = addAll([
      sale(START, 1_000),
      sale(START, 500, 'drink'),
      sale(START + 31, 700),
      sale(START + 32, -400),
    ]);
    expect(summary).toEqual({
      purchaseCount: 3,
      spendMinor: 1_800,
      visitDays: [START, START + 31],
      departments: { drink: 500, food: 1_300 },
      months: {
        '2026-01': { spendMinor: 1_500, purchaseCount: 2 },
        '2026-02': { spendMinor: 300, purchaseCount: 1 },
      },
    });
  });

  test('sums to the same in departments and months', () => {
    fc.assert(
      fc.property(someSales, (sales) => {
        const summary = addAll(
          sales.map(({ day, totalMinor, department }) => sale(day, totalMinor, department)),
        );
        const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
        expect(sum(Object.values(summary.departments))).toBe(summary.spendMinor);
        const months = Object.values(summary.months).map(({ spendMinor }) => spendMinor);
        expect(sum(months)).toBe(summary.spendMinor);
      }),
    );
  });

  test('by two who are one is what one would have bought', () => {
    fc.assert(
      fc.property(someSales, (sales) => {
        const all = sales.map(({ day, totalMinor, department }) => sale(day, totalMinor, department));
        const first = addAll(all.filter((_, place) => sales[place]!.isFirst));
        const second = addAll(all.filter((_, place) => !sales[place]!.isFirst));
        const merged = mergeSummaries(first, second);
        expect(merged).toEqual(addAll(all));
        expect(JSON.stringify(mergeSummaries(second, first))).toBe(JSON.stringify(merged));
      }),
    );
  });

  test('keeps the latest days and months, however long somebody has been a member', () => {
    const days = Array.from({ length: VISIT_DAYS_MAX + 10 }, (_, day) => START + day);
    const { visitDays, months, purchaseCount } = mergeSummaries(
      { ...NO_PURCHASES, visitDays: days.slice(0, 4_000) },
      { ...NO_PURCHASES, visitDays: days.slice(4_000) },
    );
    expect(visitDays).toEqual(days.slice(10));
    expect([months, purchaseCount]).toEqual([{}, 0]);
    const monthly = addAll(Array.from({ length: 40 }, (_, month) => sale(START + 31 * month, 100)));
    expect(Object.keys(monthly.months)).toHaveLength(MONTHS_MAX);
    expect(Object.keys(monthly.months).at(-1)).toBe(dateOfDay(START + 31 * 39).slice(0, 7));
  });
});

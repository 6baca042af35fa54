import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../domain/business-date.ts';
import { monthGrid, moveMonth } from '../../../renderer/back-office/month-grid.ts';

const dates = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays('1990-01-01', days));

describe('the calendar of a month', () => {
  it('begins its weeks on Monday', () => {
    // 1 November 2026 is a Sunday.
    expect(monthGrid('2026-11-22')[0]).toEqual([null, null, null, null, null, null, '2026-11-01']);
    expect(monthGrid('2026-11-22').at(-1)).toEqual(['2026-11-30', null, null, null, null, null, null]);
  });

  it('has the leap day', () => {
    expect(monthGrid('2028-02-01').flat()).toContain('2028-02-29');
    expect(monthGrid('2027-02-01').flat()).not.toContain('2027-02-29');
  });

  it('has each day of the month once, in order, and no other', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const days = monthGrid(date)
          .flat()
          .filter((day) => day !== null);
        expect(days[0]).toBe(`${date.slice(0, 7)}-01`);
        for (const [index, day] of days.entries()) expect(day).toBe(addDays(days[0]!, index));
        expect(addDays(days.at(-1)!, 1)).toBe(moveMonth(date, 1));
        expect(days).toContain(date);
      }),
    );
  });
});

describe('stepping months', () => {
  it('goes over the end of a year both ways', () => {
    expect(moveMonth('2026-12-31', 1)).toBe('2027-01-01');
    expect(moveMonth('2026-01-31', -1)).toBe('2025-12-01');
  });
});

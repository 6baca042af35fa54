import { expect, test } from 'vitest';
import { lastMonths } from '../../../renderer/back-office/members/last-months.ts';
import { groupLots } from '../../../renderer/back-office/members/lot-groups.ts';
import { dayCount, daysOf } from '../../../renderer/back-office/promotions/validity-days.ts';

test('a year of months has those without a purchase too, over the turn of a year', () => {
  const months = lastMonths([{ month: '2026-01', spendMinor: 500 }], '2026-02-28', 3);
  expect(months).toEqual([
    { month: '2025-12', spendMinor: 0 },
    { month: '2026-01', spendMinor: 500 },
    { month: '2026-02', spendMinor: 0 },
  ]);
});

const lot = {
  lotId: 'a',
  points: 10,
  spent: 4,
  remaining: 6,
  earnedOn: '2026-11-02',
  activeOn: null,
  expiresOn: '2027-11-30',
  isSoon: false,
};

test('lots of a month that end together are one row, and the others are not', () => {
  const grouped = groupLots([
    lot,
    { ...lot, lotId: 'b', earnedOn: '2026-11-20', points: 5, spent: 0, remaining: 5 },
    { ...lot, lotId: 'c', expiresOn: null },
    { ...lot, lotId: 'd', activeOn: '2026-12-01' },
  ]);
  expect(grouped).toMatchObject([
    { lotId: 'a', points: 15, spent: 4, remaining: 11 },
    { lotId: 'c', remaining: 6 },
    { lotId: 'd', remaining: 6 },
  ]);
});

test('the days of a rule are those that are gone, today, and those to come', () => {
  expect(dayCount('2026-11-14', '2026-11-30')).toBe(16);
  expect(daysOf('2026-11-14', '2026-11-17', '2026-11-16').map(({ is }) => is)).toEqual([
    'gone',
    'gone',
    'today',
    'to-come',
  ]);
});

test('a rule of many days has no more pieces than can be told apart', () => {
  const pieces = daysOf('2026-01-01', '2026-12-31', '2026-07-01');
  expect(pieces.length).toBeLessThanOrEqual(31);
  expect(pieces.filter(({ is }) => is === 'today')).toHaveLength(1);
});

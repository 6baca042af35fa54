import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addPoints,
  availablePoints,
  balanceOf,
  expirePoints,
  spendPoints,
  type PointsAccount,
  type PointsHold,
} from '../../../domain/loyalty/points-lots.ts';
import { lawRuns } from '../exact.ts';
import { anyLots, MOMENT } from './random-sale.ts';

const NOW = MOMENT.nowUtcMs;
const DAY_MS = 86_400_000;

function lot(lotId: string, remaining: number, endsInDays: number | null, activeInDays = -1) {
  return {
    lotId,
    points: remaining,
    remaining,
    lapsed: 0,
    earnedAtUtcMs: NOW - 9 * DAY_MS,
    activeFromUtcMs: NOW + activeInDays * DAY_MS,
    expiresAtUtcMs: endsInDays === null ? null : NOW + endsInDays * DAY_MS,
  };
}

function hold(lotId: string | null, points: number | null): PointsHold {
  return { holdId: `hold-${lotId}-${points}`, lotId, points };
}

const anyAccount: fc.Arbitrary<PointsAccount> = fc.record({
  lots: anyLots,
  debt: fc.constantFrom(0, 0, 30),
  holds: fc.array(
    fc
      .tuple(fc.constantFrom(null, 'lot-0', 'lot-1'), fc.option(fc.integer({ min: 1, max: 200 })))
      .map(([lotId, points]) => hold(lotId, points)),
    { maxLength: 2 },
  ),
});

describe('spending points', () => {
  test('takes those that end first, and those that never end last', () => {
    const account = {
      lots: [lot('never', 50, null), lot('late', 50, 40), lot('soon', 50, 4)],
      debt: 0,
      holds: [],
    };
    expect(spendPoints(account, 120, NOW).takes).toEqual([
      { lotId: 'soon', points: 50 },
      { lotId: 'late', points: 50 },
      { lotId: 'never', points: 20 },
    ]);
  });

  test('leaves points that are pending, ended, held or owed', () => {
    const lots = [lot('pending', 10, 40, 3), lot('ended', 20, 0), lot('held', 40, 9), lot('free', 80, 9)];
    const of = (debt: number, holds: PointsHold[]) => availablePoints({ lots, debt, holds }, NOW);
    expect(of(0, [])).toBe(120);
    expect(of(0, [hold('held', null)])).toBe(80);
    expect(of(0, [hold('held', 15)])).toBe(105);
    expect(of(0, [hold(null, 100)])).toBe(20);
    expect(of(0, [hold(null, null)])).toBe(0);
    expect(of(30, [hold(null, 100)])).toBe(0);
    expect(of(30, [])).toBe(90);
  });

  test('takes exactly what it is asked for, from no lot more than it has, and never what is held', () => {
    fc.assert(
      fc.property(anyAccount, fc.nat(), (account, wanted) => {
        const available = availablePoints(account, NOW);
        const points = available === 0 ? 0 : wanted % (available + 1);
        const { takes, account: after } = spendPoints(account, points, NOW);
        expect(takes.reduce((sum, take) => sum + take.points, 0)).toBe(points);
        expect(balanceOf(after)).toBe(balanceOf(account) - points);
        expect(availablePoints(after, NOW)).toBe(available - points);
        for (const { remaining } of after.lots) expect(remaining).toBeGreaterThanOrEqual(0);
      }),
      lawRuns,
    );
  });

  test('refuses more than there is', () => {
    expect(() => spendPoints({ lots: [lot('only', 5, 9)], debt: 0, holds: [] }, 6, NOW)).toThrow(
      '6 points of 5',
    );
  });
});

describe('points that come', () => {
  test('fill what is owed first, and open a lot with the rest', () => {
    const come = (debt: number) => addPoints({ lots: [], debt, holds: [] }, lot('new', 40, 9));
    expect(come(0)).toMatchObject({ filledDebt: 0, lot: { points: 40 }, account: { debt: 0 } });
    expect(come(15)).toMatchObject({ filledDebt: 15, lot: { points: 25 }, account: { debt: 0 } });
    expect(come(40)).toMatchObject({ filledDebt: 40, lot: null, account: { debt: 0, lots: [] } });
    expect(come(70)).toMatchObject({ filledDebt: 40, lot: null, account: { debt: 30, lots: [] } });
  });

  test('raise the balance by as many as they are', () => {
    fc.assert(
      fc.property(anyAccount, fc.integer({ min: 1, max: 500 }), (account, points) => {
        const { account: after } = addPoints(account, lot('new', points, 9));
        expect(balanceOf(after)).toBe(balanceOf(account) + points);
      }),
      lawRuns,
    );
  });
});

describe('points that end', () => {
  test('end with the moment that their lot names, and pay what is owed before they are lost', () => {
    const account = { lots: [lot('ended', 50, 0), lot('tomorrow', 50, 1)], debt: 20, holds: [] };
    const { ended, account: after } = expirePoints(account, NOW, false);
    expect(ended).toEqual([{ lotId: 'ended', points: 50, filledDebt: 20 }]);
    expect(after.debt).toBe(0);
    expect(after.lots.map(({ remaining, lapsed }) => [remaining, lapsed])).toEqual([
      [0, 30],
      [50, 0],
    ]);
  });

  test('wait while they are held, unless the shop ends them all the same', () => {
    const lots = [lot('first', 50, -2), lot('second', 50, -1)];
    const endedOf = (holds: PointsHold[], heldPointsExpire: boolean) =>
      expirePoints({ lots, debt: 0, holds }, NOW, heldPointsExpire).ended.map(({ points }) => points);
    expect(endedOf([], false)).toEqual([50, 50]);
    expect(endedOf([hold('first', null)], false)).toEqual([50]);
    expect(endedOf([hold('first', 20)], false)).toEqual([30, 50]);
    expect(endedOf([hold(null, 70)], false)).toEqual([30]);
    expect(endedOf([hold(null, null)], false)).toEqual([]);
    expect(endedOf([hold(null, null)], true)).toEqual([50, 50]);
  });

  test('lower the balance by what paid no debt, and end only once', () => {
    fc.assert(
      fc.property(anyAccount, fc.nat(80), fc.boolean(), (account, days, heldPointsExpire) => {
        const at = NOW + days * DAY_MS;
        const { ended, account: after } = expirePoints(account, at, heldPointsExpire);
        const lost = ended.reduce((sum, { points, filledDebt }) => sum + points - filledDebt, 0);
        expect(balanceOf(after)).toBe(balanceOf(account) - lost);
        expect(expirePoints(after, at, heldPointsExpire).ended).toEqual([]);
      }),
      lawRuns,
    );
  });
});

import { describe, expect, test } from 'vitest';
import { openAccount } from '../../../domain/loyalty/opening.ts';
import { MOMENT, shop } from './random-sale.ts';

const brought = { points: 120, pointsExpireOn: '2026-12-31', tier: 'gold', spentMinor: 700_000, visits: 9 };
const open = (more: Partial<typeof brought> = {}) =>
  openAccount('member-1', { ...brought, ...more }, shop, MOMENT, 'lot-1');

describe('an account that an import brought', () => {
  test('begins with one lot, good through its last day, and the tier with its review', () => {
    expect(open()).toEqual({
      memberId: 'member-1',
      lots: [
        {
          lotId: 'lot-1',
          points: 120,
          earnedAtUtcMs: MOMENT.nowUtcMs,
          activeFromUtcMs: MOMENT.nowUtcMs,
          expiresAtUtcMs: Date.UTC(2027, 0, 1),
        },
      ],
      tier: 'gold',
      reviewOn: '2027-11-02',
      spentMinor: 700_000,
      visits: 9,
    });
  });

  test('has no lot of points that have ended, or of none', () => {
    expect(open({ pointsExpireOn: '2026-11-01' }).lots).toEqual([]);
    expect(open({ pointsExpireOn: MOMENT.today }).lots).toHaveLength(1);
    expect(open({ points: 0 }).lots).toEqual([]);
  });

  test('is reviewed only in a tier that can be lost, and has none that the shop has not', () => {
    expect(open({ tier: 'basic' })).toMatchObject({ tier: 'basic', reviewOn: null });
    expect(open({ tier: 'diamond' })).toMatchObject({ tier: null, reviewOn: null });
  });
});

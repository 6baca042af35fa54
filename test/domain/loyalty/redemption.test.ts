import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxRedeemable, redeemPoints, shareRedemption, valueOf } from '../../../domain/loyalty/redemption.ts';
import { lawRuns } from '../exact.ts';

const rules = {
  isOn: true,
  blockPoints: 100,
  blockMinor: 100,
  minPoints: 200,
  maxShareBp: 5_000,
  as: 'discount' as const,
};

describe('points that a sale may redeem', () => {
  test('are whole blocks, no more than the member has, the share allows, or is due', () => {
    expect(maxRedeemable(rules, 1_250, 100_000)).toBe(1_200);
    expect(maxRedeemable(rules, 1_250, 1_000)).toBe(500);
    expect(maxRedeemable({ ...rules, maxShareBp: 10_000 }, 1_250, 1_099)).toBe(1_000);
  });

  test('are none below the minimum, without points, without a sale, or where the shop redeems none', () => {
    expect(maxRedeemable(rules, 199, 100_000)).toBe(0);
    expect(maxRedeemable(rules, 1_000, 399)).toBe(0);
    expect(maxRedeemable(rules, -500, 100_000)).toBe(0);
    expect(maxRedeemable(rules, 1_000, -100)).toBe(0);
    expect(maxRedeemable({ ...rules, isOn: false }, 1_000, 100_000)).toBe(0);
  });

  test('are refused with what would be taken instead', () => {
    const refusalOf = (points: number, available = 1_000) => {
      const redeemed = redeemPoints(rules, points, available, 1_000);
      return redeemed.ok ? redeemed.value : redeemed.error;
    };
    expect(refusalOf(250)).toEqual({ code: 'points-not-blocks', block: 100 });
    expect(refusalOf(0.5)).toEqual({ code: 'points-not-blocks', block: 100 });
    expect(refusalOf(100)).toEqual({ code: 'points-too-few', min: 200 });
    expect(refusalOf(300, 250)).toEqual({ code: 'points-not-there', available: 250 });
    expect(refusalOf(600)).toEqual({ code: 'points-too-many', max: 500 });
    expect(refusalOf(500)).toBe(500);
    expect(redeemPoints({ ...rules, isOn: false }, 500, 1_000, 1_000)).toMatchObject({ ok: false });
  });

  test('are taken whenever they are what may be redeemed, and never pay more than is due', () => {
    fc.assert(
      fc.property(
        fc.record({
          blockPoints: fc.integer({ min: 1, max: 500 }),
          blockMinor: fc.integer({ min: 1, max: 500 }),
          minPoints: fc.nat(1_000),
          maxShareBp: fc.nat(10_000),
        }),
        fc.nat(20_000),
        fc.nat(100_000),
        (any, available, due) => {
          const shop = { ...rules, ...any };
          const most = maxRedeemable(shop, available, due);
          expect(most % any.blockPoints).toBe(0);
          expect(most).toBeLessThanOrEqual(available);
          expect(valueOf(shop, most) * 10_000).toBeLessThanOrEqual(due * any.maxShareBp);
          expect(most === 0 || redeemPoints(shop, most, available, due).ok).toBe(true);
          expect(redeemPoints(shop, most + any.blockPoints, available, due).ok).toBe(false);
        },
      ),
      lawRuns,
    );
  });

  test('are shared to the lines that they pay for, none above what it costs', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 5_000 }), { minLength: 1, maxLength: 8 }),
        fc.nat(),
        fc.nat(10_000),
        (amounts, chosen, points) => {
          const payable = amounts.reduce((sum, minor) => sum + Math.max(0, minor), 0);
          const amountMinor = payable === 0 ? 0 : chosen % (payable + 1);
          const shared = shareRedemption(points, amountMinor, amounts);
          expect(shared.amountsMinor.reduce((sum, minor) => sum + minor, 0)).toBe(amountMinor);
          expect(shared.points.reduce((sum, share) => sum + share, 0)).toBe(points);
          shared.amountsMinor.forEach((minor, line) => {
            expect(minor).toBeLessThanOrEqual(Math.max(0, amounts[line]!));
          });
        },
      ),
      lawRuns,
    );
  });
});

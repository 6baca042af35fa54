import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { snapPoints, stepPoints, type PointsRange } from '../../../renderer/checkout/points-steps.ts';

const range: PointsRange = { blockPoints: 100, minPoints: 250, max: 1_180 };
const ranges = fc.record({
  blockPoints: fc.integer({ min: 1, max: 500 }),
  minPoints: fc.integer({ min: 0, max: 2_000 }),
  max: fc.integer({ min: 0, max: 10_000 }),
});

describe('points that are redeemed', () => {
  it('go in whole blocks, from the minimum to the maximum', () => {
    expect([0, 99, 299, 300, 449, 1_180, 5_000].map((wanted) => snapPoints(wanted, range))).toEqual([
      0, 0, 0, 300, 400, 1_100, 1_100,
    ]);
  });

  it('step from nothing to the minimum and back', () => {
    expect(stepPoints(0, 1, range)).toBe(300);
    expect(stepPoints(300, 1, range)).toBe(400);
    expect(stepPoints(1_100, 1, range)).toBe(1_100);
    expect(stepPoints(300, -1, range)).toBe(0);
    expect(stepPoints(0, -1, range)).toBe(0);
  });

  it('are none where the sale bears less than the minimum', () => {
    expect(snapPoints(500, { ...range, max: 299 })).toBe(0);
    expect(stepPoints(0, 1, { ...range, max: 299 })).toBe(0);
  });

  it('may always be redeemed as they were snapped, and every block that may be is reached by steps', () => {
    fc.assert(
      fc.property(ranges, fc.integer({ min: 0, max: 12_000 }), (any, wanted) => {
        const points = snapPoints(wanted, any);
        expect(points % any.blockPoints).toBe(0);
        expect(points === 0 || (points >= any.minPoints && points <= any.max && points <= wanted)).toBe(true);
        expect(snapPoints(points, any)).toBe(points);
        const up = stepPoints(points, 1, any);
        const isStep = up !== points && points !== 0;
        expect(isStep ? stepPoints(up, -1, any) : points).toBe(points);
      }),
    );
  });
});

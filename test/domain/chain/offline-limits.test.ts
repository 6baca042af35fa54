import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { couponsOverLimit, pointsLeftMinor, refundLeftMinor } from '../../../domain/chain/offline-limits.ts';
import { strictestPolicy, type OfflinePolicy } from '../../../domain/chain/offline-policy.ts';
import { lawRuns } from '../exact.ts';

const unused = { pointsMinor: 0, couponsMinor: 0, refundsMinor: 0, hasMemberRedeemed: false };
const minor = fc.nat({ max: 100_000 });
const anyPolicy: fc.Arbitrary<OfflinePolicy> = fc.record({
  points: fc.oneof(
    fc.constant({ kind: 'none' as const }),
    fc.record({ kind: fc.constant('capped' as const), perSaleMinor: minor, perOutageMinor: minor }),
    fc.record({ kind: fc.constant('leased' as const), shareBp: fc.integer({ min: 1, max: 10_000 }) }),
  ),
  coupons: fc.oneof(
    fc.constant({ kind: 'none' as const }),
    fc.constant({ kind: 'leased' as const }),
    fc.record({ kind: fc.constant('capped' as const), eachMinor: minor, perOutageMinor: minor }),
  ),
  otherTillRefundMaxMinor: minor,
});

test('nothing is done alone until central has said that it may', () => {
  expect(pointsLeftMinor(strictestPolicy, unused)).toBe(0);
  expect(refundLeftMinor(strictestPolicy, unused)).toBe(0);
  expect(couponsOverLimit(strictestPolicy, unused, [0])).toEqual({ place: 0, limitMinor: 0 });
  expect(couponsOverLimit(strictestPolicy, unused, [])).toBeNull();
});

describe('however many sales there are in an outage', () => {
  test('points cost a chain no more than the cap of the outage, and of each sale', () => {
    const sales = fc.array(fc.record({ wantMinor: minor, isSecond: fc.boolean() }), { maxLength: 30 });
    fc.assert(
      fc.property(anyPolicy, sales, (policy, wanted) => {
        let pointsMinor = 0;
        for (const { wantMinor, isSecond } of wanted) {
          const left = pointsLeftMinor(policy, { ...unused, pointsMinor, hasMemberRedeemed: isSecond });
          const taken = Math.min(wantMinor, left);
          const { points } = policy;
          const capOfSale = points.kind !== 'capped' || isSecond ? 0 : points.perSaleMinor;
          expect(taken).toBeLessThanOrEqual(capOfSale);
          pointsMinor += taken;
        }
        const capMinor = policy.points.kind !== 'capped' ? 0 : policy.points.perOutageMinor;
        expect(pointsMinor).toBeLessThanOrEqual(capMinor);
      }),
      lawRuns,
    );
  });

  test('coupons cost it no more than the cap of the outage, and of each', () => {
    fc.assert(
      fc.property(
        anyPolicy,
        fc.array(fc.array(minor, { maxLength: 4 }), { maxLength: 20 }),
        (policy, sales) => {
          const { coupons } = policy;
          const nothing = { eachMinor: 0, perOutageMinor: 0 };
          const { eachMinor, perOutageMinor } = coupons.kind === 'capped' ? coupons : nothing;
          let couponsMinor = 0;
          for (const savesMinor of sales) {
            const over = couponsOverLimit(policy, { ...unused, couponsMinor }, savesMinor);
            // A refusal names one that does take more than is left.
            expect(over === null || savesMinor[over.place]! >= over.limitMinor).toBe(true);
            const spentMinor = over ? [] : savesMinor;
            couponsMinor += spentMinor.reduce((sum, each) => sum + each, 0);
            expect(Math.max(0, ...spentMinor)).toBeLessThanOrEqual(eachMinor);
          }
          expect(couponsMinor).toBeLessThanOrEqual(perOutageMinor);
        },
      ),
      lawRuns,
    );
  });

  test('refunds of other tills’ sales stay below what a manager may do alone', () => {
    expect(
      refundLeftMinor({ ...strictestPolicy, otherTillRefundMaxMinor: 500 }, { ...unused, refundsMinor: 200 }),
    ).toBe(300);
    expect(
      refundLeftMinor({ ...strictestPolicy, otherTillRefundMaxMinor: 500 }, { ...unused, refundsMinor: 700 }),
    ).toBe(0);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pointsBeyondLease, pointsOffLease, spendableOfKept } from '../../../domain/chain/points-lease.ts';
import { lawRuns } from '../exact.ts';

describe('of points that central keeps', () => {
  test.each([
    ['nothing kept, nothing spendable', 0, 0, 1_000, 0],
    ['a hold is spendable, even where the till knows of fewer', 300, 0, 100, 300],
    ['a lease is spendable', 0, 300, 1_000, 300],
    ['a lease only as far as the till knows of points', 0, 300, 200, 200],
    ['both together', 300, 200, 1_000, 500],
    ['both together as far as the till knows of points', 300, 200, 400, 400],
    ['a member who owes', 0, 200, -50, 0],
  ])('%s', (_, heldPoints, leasedPoints, known, spendable) => {
    expect(spendableOfKept({ heldPoints, leasedPoints }, known)).toBe(spendable);
  });

  test.each([
    ['a lease that covers all leaves nothing to ask', 300, 300, 0],
    ['what goes beyond it is asked for', 500, 300, 200],
    ['without one all is asked for', 500, 0, 500],
  ])('%s', (_, wanted, leasedPoints, asked) => {
    expect(pointsBeyondLease(wanted, leasedPoints)).toBe(asked);
  });

  test.each([
    ['nothing redeemed takes nothing off', 0, 0, 300, 0],
    ['the hold goes first', 300, 300, 300, 0],
    ['the rest comes off the lease', 500, 300, 200, 200],
    ['without a hold all of it', 200, 0, 200, 200],
    ['what neither covers was not kept', 501, 300, 200, null],
  ])('%s', (_, redeemed, heldPoints, leasedPoints, off) => {
    expect(pointsOffLease(redeemed, { heldPoints, leasedPoints })).toBe(off);
  });

  test('whatever was asked for beyond a lease is kept with it, and is no more than both', () => {
    const points = fc.nat({ max: 10_000 });
    fc.assert(
      fc.property(points, points, fc.nat({ max: 100 }), (wanted, leasedPoints, percent) => {
        const heldPoints = pointsBeyondLease(wanted, leasedPoints);
        const kept = { heldPoints, leasedPoints };
        expect(spendableOfKept(kept, wanted)).toBe(wanted);
        const redeemed = Math.floor((wanted * percent) / 100);
        const off = pointsOffLease(redeemed, kept)!;
        expect(off).toBeLessThanOrEqual(leasedPoints);
        expect(redeemed - off).toBeLessThanOrEqual(heldPoints);
      }),
      lawRuns,
    );
  });
});

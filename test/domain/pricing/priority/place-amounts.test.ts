import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeAmounts, type AmountToPlace } from '../../../../domain/pricing/priority/place-amounts.ts';
import { offerLine } from './sample-offers.ts';

const LINES = 4;
const some = fc.integer({ min: 0, max: 40 });
const costs = fc.array(some, { minLength: LINES, maxLength: LINES });
const amounts = fc.array(
  fc.record({ amountMinor: some, isMeant: fc.array(fc.boolean(), { minLength: LINES, maxLength: LINES }) }),
  { maxLength: 4 },
);

it('as much is placed as can be, earlier amounts lose nothing, and no line is overdrawn', () => {
  fc.assert(
    fc.property(costs, amounts, (costsMinor, given) => {
      const wanted = given.map(({ amountMinor, isMeant }): AmountToPlace => ({
        amountMinor,
        roomsMinor: costsMinor.map((cost, line) => (isMeant[line] ? cost : 0)),
      }));
      const lines = costsMinor.map((cost, line) => offerLine(`line-${line}`, 1, cost));
      const placed = placeAmounts(lines, costsMinor, wanted);
      const totals = placed.map((shares) => sum(shares));
      costsMinor.forEach((cost, line) => {
        expect(sum(placed.map((shares) => shares[line]!))).toBeLessThanOrEqual(cost);
      });
      placed.forEach((shares, turn) => {
        shares.forEach((share, line) => {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(wanted[turn]!.roomsMinor[line]!);
        });
      });
      for (let turns = 0; turns <= wanted.length; turns += 1) {
        expect(sum(totals.slice(0, turns))).toBe(smallestCut(costsMinor, wanted.slice(0, turns)));
      }
    }),
    { numRuns: 1_000 },
  );
});

/** What can be placed at most, found the other way round: the smallest cut between the amounts and the lines. */
function smallestCut(costsMinor: readonly number[], wanted: readonly AmountToPlace[]): number {
  let smallest = Infinity;
  for (let kept = 0; kept < 2 ** wanted.length; kept += 1) {
    const isKept = (turn: number) => Math.floor(kept / 2 ** turn) % 2 === 1;
    const dropped = sum(wanted.map(({ amountMinor }, turn) => (isKept(turn) ? 0 : amountMinor)));
    const reached = sum(
      costsMinor.map((cost, line) =>
        Math.min(cost, sum(wanted.map(({ roomsMinor }, turn) => (isKept(turn) ? roomsMinor[line]! : 0)))),
      ),
    );
    smallest = Math.min(smallest, dropped + reached);
  }
  return smallest;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

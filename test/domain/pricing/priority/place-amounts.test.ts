import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeAmounts, type AmountToPlace } from '../../../../domain/pricing/priority/place-amounts.ts';
import { offerLine } from './sample-offers.ts';

const LINES = 4;
const some = fc.integer({ min: 0, max: 40 });
const costs = fc.array(some, { minLength: LINES, maxLength: LINES });
const amounts = fc.array(
  fc.record({
    amountMinor: some,
    isMeant: fc.array(fc.boolean(), { minLength: LINES, maxLength: LINES }),
    isBound: fc.boolean(),
  }),
  { maxLength: 4 },
);

it('as much is placed as can be, earlier amounts lose nothing, no line is overdrawn and floors hold', () => {
  fc.assert(
    fc.property(costs, costs, amounts, (costsMinor, floors, given) => {
      const aboveFloor = costsMinor.map((cost, line) => Math.max(0, cost - floors[line]!));
      const wanted = given.map(({ amountMinor, isMeant, isBound }): AmountToPlace => ({
        amountMinor,
        roomsMinor: (isBound ? aboveFloor : costsMinor).map((room, line) => (isMeant[line] ? room : 0)),
      }));
      const lines = costsMinor.map((cost, line) => offerLine(`line-${line}`, 1, cost));
      const placed = placeAmounts(lines, costsMinor, wanted);
      const totals = placed.map((shares) => sum(shares));
      costsMinor.forEach((cost, line) => {
        expect(sum(placed.map((shares) => shares[line]!))).toBeLessThanOrEqual(cost);
        const bound = placed.filter((_, turn) => given[turn]!.isBound);
        expect(sum(bound.map((shares) => shares[line]!))).toBeLessThanOrEqual(aboveFloor[line]!);
      });
      placed.forEach((shares, turn) => {
        shares.forEach((share, line) => {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(wanted[turn]!.roomsMinor[line]!);
        });
      });
      for (let turns = 0; turns <= wanted.length; turns += 1) {
        expect(sum(totals.slice(0, turns))).toBe(smallestCut(costsMinor, aboveFloor, wanted.slice(0, turns)));
      }
    }),
    { numRuns: process.env['GUITAI_LONG'] === '1' ? 100_000 : 1_000 },
  );
});

/** What can be placed at most, found the other way round: the smallest cut between the amounts and the lines. */
function smallestCut(
  costsMinor: readonly number[],
  aboveFloor: readonly number[],
  wanted: readonly AmountToPlace[],
): number {
  let smallest = Infinity;
  for (let kept = 0; kept < 2 ** wanted.length; kept += 1) {
    const isKept = (turn: number) => Math.floor(kept / 2 ** turn) % 2 === 1;
    const dropped = sum(wanted.map(({ amountMinor }, turn) => (isKept(turn) ? 0 : amountMinor)));
    const reached = sum(
      costsMinor.map((cost, line) => {
        const rooms = wanted.flatMap(({ roomsMinor }, turn) => (isKept(turn) ? [roomsMinor[line]!] : []));
        const isBound = (room: number) => room <= aboveFloor[line]!;
        const bound = Math.min(aboveFloor[line]!, sum(rooms.filter(isBound)));
        return Math.min(cost, bound + sum(rooms.filter((room) => !isBound(room))));
      }),
    );
    smallest = Math.min(smallest, dropped + reached);
  }
  return smallest;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

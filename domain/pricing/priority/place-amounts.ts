import { allocateWithin } from '../../allocation.ts';
import type { OfferLine } from '../offer-input.ts';
import { rankForShares } from '../line-room.ts';

/** An amount to be taken off some lines: what each may lose by it, 0 for a line that it does not mean. Minor units. */
export interface AmountToPlace {
  readonly amountMinor: number;
  readonly roomsMinor: readonly number[];
}

/**
 * Where amounts off overlapping groups of lines are taken, by amount and line, so that they do not crowd each other out: each
 * in its turn takes what the lines have left, shared by what they cost, and where that is not enough, those before it move
 * to lines that are theirs alone. This is the method of augmenting paths of a largest flow (Edmonds and Karp, 1972), so as
 * much is taken as can be, and nobody gets less for who comes after.
 */
export function placeAmounts(
  lines: readonly OfferLine[],
  costsMinor: readonly number[],
  amounts: readonly AmountToPlace[],
): number[][] {
  const placed: number[][] = [];
  const leftMinor = [...costsMinor];
  amounts.forEach(({ amountMinor, roomsMinor }, turn) => {
    const rooms = roomsMinor.map((room, index) => Math.min(room, leftMinor[index]!));
    const weights = costsMinor.map((cost, index) => (rooms[index]! > 0 ? cost : 0));
    const direct = Math.min(amountMinor, sum(rooms));
    const shares = allocateWithin(direct, weights, rooms, rankForShares(lines, costsMinor));
    placed.push(shares);
    shares.forEach((share, index) => (leftMinor[index]! -= share));
    let openMinor = amountMinor - direct;
    while (openMinor > 0) {
      const movedMinor = moveAside(turn, openMinor, amounts, placed, leftMinor);
      if (movedMinor === 0) break;
      openMinor -= movedMinor;
    }
  });
  return placed;
}

/** One step of a path: an amount grows on a line, and `from` is the amount that shrinks on it to make room. */
interface Step {
  readonly turn: number;
  readonly line: number;
  readonly before: Step | null;
}

/** Finds the shortest chain of moves that makes room for the amount of a turn, and makes them; gives how much it placed. */
function moveAside(
  turn: number,
  openMinor: number,
  amounts: readonly AmountToPlace[],
  placed: number[][],
  leftMinor: number[],
): number {
  const seen = new Set([turn]);
  let frontier: { turn: number; before: Step | null }[] = [{ turn, before: null }];
  while (frontier.length > 0) {
    const next: typeof frontier = [];
    for (const at of frontier) {
      for (let line = 0; line < leftMinor.length; line += 1) {
        if (roomOf(at.turn, line, amounts, placed) <= 0) continue;
        const step: Step = { turn: at.turn, line, before: at.before };
        if (leftMinor[line]! > 0) return makeMoves(step, openMinor, amounts, placed, leftMinor);
        placed.forEach((shares, other) => {
          if (shares[line]! <= 0 || seen.has(other)) return;
          seen.add(other);
          next.push({ turn: other, before: step });
        });
      }
    }
    frontier = next;
  }
  return 0;
}

function makeMoves(
  last: Step,
  openMinor: number,
  amounts: readonly AmountToPlace[],
  placed: number[][],
  leftMinor: number[],
): number {
  let moved = Math.min(openMinor, leftMinor[last.line]!);
  for (let step: Step | null = last; step; step = step.before) {
    moved = Math.min(moved, roomOf(step.turn, step.line, amounts, placed));
    if (step.before) moved = Math.min(moved, placed[step.turn]![step.before.line]!);
  }
  for (let step: Step | null = last; step; step = step.before) {
    placed[step.turn]![step.line]! += moved;
    if (step.before) placed[step.turn]![step.before.line]! -= moved;
  }
  leftMinor[last.line]! -= moved;
  return moved;
}

function roomOf(
  turn: number,
  line: number,
  amounts: readonly AmountToPlace[],
  placed: readonly number[][],
): number {
  return amounts[turn]!.roomsMinor[line]! - placed[turn]![line]!;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

import { allocateWithin } from '../../allocation.ts';
import type { OfferLine } from '../offer-input.ts';
import { rankForShares } from '../line-room.ts';

/**
 * An amount to be taken off some lines: how far each may be lowered by it, 0 for a line that it does not mean. Less than the
 * line costs is a floor, which the amounts that it binds reach together. Minor units.
 */
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
  const places = new Places(costsMinor, amounts);
  amounts.forEach(({ amountMinor }, turn) => {
    const rooms = lines.map((_, line) => places.leftMinor(turn, line));
    const weights = costsMinor.map((cost, index) => (rooms[index]! > 0 ? cost : 0));
    const direct = Math.min(amountMinor, sum(rooms));
    places.add(allocateWithin(direct, weights, rooms, rankForShares(lines, costsMinor)));
    let openMinor = amountMinor - direct;
    while (openMinor > 0) {
      const movedMinor = moveAside(turn, openMinor, places);
      if (movedMinor === 0) break;
      openMinor -= movedMinor;
    }
  });
  return places.placed;
}

/** What is taken off which line by which amount so far, and what each may still take there. */
class Places {
  readonly placed: number[][] = [];
  readonly lineCount: number;
  readonly #amounts: readonly AmountToPlace[];
  /** By line, ascending: how far it may be lowered by those amounts that may lower it no further. */
  readonly #depths: readonly (readonly number[])[];

  constructor(costsMinor: readonly number[], amounts: readonly AmountToPlace[]) {
    this.lineCount = costsMinor.length;
    this.#amounts = amounts;
    this.#depths = costsMinor.map((cost, line) => {
      const rooms = amounts.map(({ roomsMinor }) => roomsMinor[line]!);
      return [...new Set([...rooms, cost])].sort((a, b) => a - b);
    });
  }

  add(shares: number[]): void {
    this.placed.push(shares);
  }

  room(turn: number, line: number): number {
    return this.#amounts[turn]!.roomsMinor[line]!;
  }

  /** What the amount may still take off the line as it stands. */
  leftMinor(turn: number, line: number): number {
    return this.leftAbove(this.room(turn, line), line, Infinity);
  }

  /** What is left at the depths of a line from the one to before the other. */
  leftAbove(fromMinor: number, line: number, beforeMinor: number): number {
    const depths = this.#depths[line]!.filter((depth) => depth >= fromMinor && depth < beforeMinor);
    return Math.min(...depths.map((depth) => depth - this.#takenTo(depth, line)));
  }

  /** The amounts of which one must give way on a line where another may take no more. */
  inTheWay(turn: number, line: number): number[] {
    const isFull = (depth: number) => this.#takenTo(depth, line) >= depth;
    const full = this.#depths[line]!.find((depth) => depth >= this.room(turn, line) && isFull(depth))!;
    return [...this.placed.keys()].filter(
      (other) => this.placed[other]![line]! > 0 && this.room(other, line) <= full,
    );
  }

  #takenTo(depth: number, line: number): number {
    return this.placed.reduce(
      (taken, shares, turn) => taken + (this.room(turn, line) <= depth ? shares[line]! : 0),
      0,
    );
  }
}

/** One step of a path: an amount grows on a line, and that of the step before shrinks on the line before. */
interface Step {
  readonly turn: number;
  readonly line: number;
  readonly before: Step | null;
}

/** Finds the shortest chain of moves that makes room for the amount of a turn, and makes them; gives how much it placed. */
function moveAside(turn: number, openMinor: number, places: Places): number {
  const seen = new Set([turn]);
  let frontier: { turn: number; before: Step | null }[] = [{ turn, before: null }];
  while (frontier.length > 0) {
    const next: typeof frontier = [];
    for (const at of frontier) {
      for (let line = 0; line < places.lineCount; line += 1) {
        if (places.room(at.turn, line) <= 0) continue;
        const step: Step = { turn: at.turn, line, before: at.before };
        if (places.leftMinor(at.turn, line) > 0) return makeMoves(step, openMinor, places);
        for (const other of places.inTheWay(at.turn, line)) {
          if (seen.has(other)) continue;
          seen.add(other);
          next.push({ turn: other, before: step });
        }
      }
    }
    frontier = next;
  }
  return 0;
}

function makeMoves(last: Step, openMinor: number, places: Places): number {
  const { placed } = places;
  let moved = Math.min(openMinor, places.leftMinor(last.turn, last.line));
  for (let step: Step = last; step.before; step = step.before) {
    const { turn, line } = step.before;
    // Who grows there may be bound by a floor that who shrinks is not.
    const leftMinor = places.leftAbove(places.room(turn, line), line, places.room(step.turn, line));
    moved = Math.min(moved, placed[step.turn]![line]!, leftMinor);
  }
  for (let step: Step | null = last; step; step = step.before) {
    placed[step.turn]![step.line]! += moved;
    if (step.before) placed[step.turn]![step.before.line]! -= moved;
  }
  return moved;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

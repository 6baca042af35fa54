import type { OfferLine } from '../offer-input.ts';
import { isSpent, takeSteps, type StepBudget } from './step-budget.ts';
import { isAcross, type UnitField } from './unit-field.ts';
import { mergeTaken, roomOf, savingOf, type Taken, type UnitUse } from './unit-use.ts';
import type { UnitClass } from './units.ts';

/** A use, and by slot the units that fill it. */
export interface Filling {
  readonly use: UnitUse;
  readonly filled: readonly (readonly Taken[])[];
}

/**
 * Every way in which one use of a field takes units of which some are of the class `first`, and all others of later classes.
 * Its saving is what the units can lose; limits of the rule are the caller's.
 */
export function fillings(
  field: UnitField,
  index: number,
  first: number,
  counts: readonly number[],
  classes: readonly UnitClass[],
  lines: readonly OfferLine[],
  budget: StepBudget,
): Filling[] {
  const found: Filling[] = [];
  const free = [...counts];
  const filled: Taken[][] = [];
  /** By slot, how many units are there from a class on: a slot that cannot be filled any more is given up. */
  const available: number[][] = [];
  const groupUnits = isAcross(field.rule.offer) && 'groupUnits' in field.rule.offer ? field.rule.offer.groupUnits : 1;

  const emit = () => {
    if (free[first] === counts[first] || isSpent(budget)) return;
    takeSteps(budget, 4);
    const slots = filled.map((taken) => [...taken]);
    const { savingMinor, uses } = savingOf(field, slots, classes);
    const taken = mergeTaken(slots);
    const withinRoom = Math.min(savingMinor, roomOf(taken, field, classes));
    if (withinRoom > 0) found.push({ use: { field: index, taken, savingMinor: withinRoom, uses }, filled: slots });
  };
  const fillSlot = (slot: number) => {
    if (slot === field.slots.length) {
      emit();
      return;
    }
    const { classes: places } = field.slots[slot]!;
    let behind = 0;
    const after = new Array<number>(places.length + 1).fill(0);
    for (let at = places.length - 1; at >= 0; at -= 1) {
      behind += places[at]! < first ? 0 : free[places[at]!]!;
      after[at] = behind;
    }
    available[slot] = after;
    filled.push([]);
    fillFrom(slot, 0, 0);
    filled.pop();
  };
  /** Goes on with the classes of a slot from `at`, of which `has` units are chosen already. */
  const fillFrom = (slot: number, at: number, has: number) => {
    const { classes: places, least, most } = field.slots[slot]!;
    takeSteps(budget, 1);
    if (isSpent(budget) || has + available[slot]![at]! < least) return;
    if (at === places.length || has === most) {
      if (has >= least && has % groupUnits === 0) fillSlot(slot + 1);
      return;
    }
    const place = places[at]!;
    const free0 = place < first ? 0 : free[place]!;
    const isBarred = field.isDistinct && isSameArticleTaken(filled.at(-1)!, place, classes, lines);
    const upTo = Math.min(field.isDistinct ? 1 : most - has, isBarred ? 0 : free0, most - has);
    // The only slot must take of the first class; where there are more, one of them must, which is seen at the end.
    const from = place === first && field.slots.length === 1 ? 1 : 0;
    for (let count = upTo; count >= from; count -= 1) {
      if (count > 0) filled.at(-1)!.push([place, count]);
      free[place]! -= count;
      fillFrom(slot, at + 1, has + count);
      free[place]! += count;
      if (count > 0) filled.at(-1)!.pop();
    }
  };
  fillSlot(0);
  return found;
}

function isSameArticleTaken(
  taken: readonly Taken[],
  place: number,
  classes: readonly UnitClass[],
  lines: readonly OfferLine[],
): boolean {
  const { line } = classes[place]!;
  const code = lines[line]!.articleCode;
  return taken.some(([other]) => {
    const otherLine = classes[other]!.line;
    return otherLine === line || (code !== null && lines[otherLine]!.articleCode === code);
  });
}

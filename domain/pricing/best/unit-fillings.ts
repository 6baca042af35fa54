import { isSpent, takeSteps, type StepBudget } from './step-budget.ts';
import type { PackTask } from './packing.ts';
import { isAcross } from './unit-field.ts';
import { mergeTaken, roomOf, savingOf, type Taken, type UnitUse } from './unit-use.ts';

/** A use, and by slot the units that fill it. */
export interface Filling {
  readonly use: UnitUse;
  readonly filled: readonly (readonly Taken[])[];
}

/** Which uses are asked for. */
export interface FillingsAsked {
  readonly task: PackTask;
  /** Index of the field that is used. */
  readonly field: number;
  /** The class that some units must be of; all others are of later classes. */
  readonly first: number;
  /** By class, the units that are left. */
  readonly counts: readonly number[];
  /** Whether all classes are alike, the one of which most is left in front: a set then passes none over. */
  readonly isOneSort: boolean;
}

/** A use that is being filled, slot by slot and class by class. */
interface Filler extends FillingsAsked {
  readonly budget: StepBudget;
  readonly free: number[];
  readonly filled: Taken[][];
  /** By slot, how many units are there from a class on: a slot that cannot be filled any more is given up. */
  readonly available: number[][];
  /** Of a slot that takes several groups at once, the units of one. */
  readonly groupUnits: number;
  readonly found: Filling[];
}

/**
 * Every way in which one use of a field takes units of which some are of the first class, and all others of later ones. Its
 * saving is what the units can lose; limits of the rule are the caller's.
 */
export function fillings(asked: FillingsAsked, budget: StepBudget): Filling[] {
  const { offer } = asked.task.fields[asked.field]!.rule;
  const filler: Filler = {
    ...asked,
    budget,
    free: [...asked.counts],
    filled: [],
    available: [],
    groupUnits: isAcross(offer) && 'groupUnits' in offer ? offer.groupUnits : 1,
    found: [],
  };
  fillSlot(filler, 0);
  return filler.found;
}

function fillSlot(filler: Filler, slot: number): void {
  const { task, field, first, free, filled, available } = filler;
  const { slots } = task.fields[field]!;
  if (slot === slots.length) {
    addFilling(filler);
    return;
  }
  const { classes } = slots[slot]!;
  const after = new Array<number>(classes.length + 1).fill(0);
  for (let at = classes.length - 1; at >= 0; at -= 1) {
    after[at] = after[at + 1]! + (classes[at]! < first ? 0 : free[classes[at]!]!);
  }
  available[slot] = after;
  filled.push([]);
  fillFrom(filler, slot, 0, 0);
  filled.pop();
}

/** Goes on with the classes of a slot from `at`, of which `has` units are chosen already. */
function fillFrom(filler: Filler, slot: number, at: number, has: number): void {
  const { task, first, free, filled, available, budget } = filler;
  const field = task.fields[filler.field]!;
  const { classes, least, most } = field.slots[slot]!;
  takeSteps(budget, 1);
  if (isSpent(budget) || has + available[slot]![at]! < least) return;
  if (at === classes.length || has === most) {
    if (has >= least && has % filler.groupUnits === 0) fillSlot(filler, slot + 1);
    return;
  }
  const takesNext = field.isDistinct && filler.isOneSort;
  if (takesNext && has >= least) fillSlot(filler, slot + 1);
  const place = classes[at]!;
  const taken = filled.at(-1)!;
  const isBarred = place < first || (field.isDistinct && isSameArticleTaken(taken, place, task));
  const upTo = isBarred ? 0 : Math.min(field.isDistinct ? 1 : most - has, free[place]!);
  // The only slot must take of the first class; where there are more, one of them must, which is seen at the end.
  const from = takesNext || (place === first && field.slots.length === 1) ? 1 : 0;
  for (let count = upTo; count >= from; count -= 1) {
    if (count > 0) taken.push([place, count]);
    free[place]! -= count;
    fillFrom(filler, slot, at + 1, has + count);
    free[place]! += count;
    if (count > 0) taken.pop();
  }
}

function addFilling({ task, field: index, first, counts, free, filled, budget, found }: Filler): void {
  if (free[first] === counts[first] || isSpent(budget)) return;
  takeSteps(budget, 4);
  const field = task.fields[index]!;
  const slots = filled.map((taken) => [...taken]);
  const { savingMinor, uses } = savingOf(field, slots, task.classes);
  const taken = mergeTaken(slots);
  const withinRoom = Math.min(savingMinor, roomOf(taken, field, task.classes));
  if (withinRoom > 0) {
    found.push({ use: { field: index, taken, savingMinor: withinRoom, uses }, filled: slots });
  }
}

function isSameArticleTaken(taken: readonly Taken[], place: number, { classes, lines }: PackTask): boolean {
  const { line } = classes[place]!;
  const code = lines[line]!.articleCode;
  return taken.some(([other]) => {
    const otherLine = classes[other]!.line;
    return otherLine === line || (code !== null && lines[otherLine]!.articleCode === code);
  });
}

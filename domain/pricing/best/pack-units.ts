import type { OfferLine } from '../offer-input.ts';
import { pruneFront, type Front, type Outcome, type Pruning } from './front.ts';
import { isSpent, takeSteps, type StepBudget } from './step-budget.ts';
import { fillings } from './unit-fillings.ts';
import type { UnitField } from './unit-field.ts';
import { shareUse, type UnitUse } from './unit-use.ts';
import type { UnitClass } from './units.ts';

/** Which units serve which offers: the last use, and those before it. */
export interface UseList {
  readonly use: UnitUse;
  readonly rest: UseList | null;
}

/** A way to let units serve offers; its sums are what that takes off each column, below zero. */
export interface Packing extends Outcome {
  readonly uses: UseList | null;
}

/** Units and the offers that may share them out. */
export interface PackTask {
  readonly classes: readonly UnitClass[];
  readonly fields: readonly UnitField[];
  readonly lines: readonly OfferLine[];
  /** By class: where what it costs is added up. */
  readonly columnOf: readonly number[];
  readonly columns: number;
  readonly pruning: Pruning;
}

/** What the rest of a packing depends on. */
interface State {
  /** The first class that may have units left. */
  readonly place: number;
  readonly counts: readonly number[];
  /** By field: uses so far. */
  readonly uses: readonly number[];
  /** By field: minor units saved so far. */
  readonly saved: readonly number[];
  /** By bound slot: the dearest unit price that served in it, and the cheapest that was left over. */
  readonly served: readonly number[];
  readonly left: readonly number[];
}

interface BoundSlot {
  readonly field: number;
  readonly slot: number;
  readonly classes: ReadonlySet<number>;
}

interface Search {
  readonly task: PackTask;
  readonly budget: StepBudget;
  readonly bound: readonly BoundSlot[];
  /** By field: whether its limits can be reached, so that what was used of them matters. */
  readonly isLimited: readonly boolean[];
  readonly known: Map<string, readonly Packing[]>;
  isWhole: boolean;
}

/** How deep uses may nest: a heap of units alike beyond it is shared out before the search. */
const DEPTH_MAX = 600;

/**
 * Every way to let units serve offers that may still be the best, by memoised search over the counts that remain: units of
 * a class are alike, and each step either lets a use take some of the first class that is left, or leaves that class out.
 * Null where the budget does not suffice.
 */
export function packUnits(task: PackTask, budget: StepBudget): Front<Packing> | null {
  const units = task.classes.reduce((sum, { count }) => sum + count, 0);
  if (units > DEPTH_MAX) return null;
  const search: Search = {
    task,
    budget,
    bound: boundSlotsIn(task.fields),
    isLimited: task.fields.map((field) => isLimited(field, units)),
    known: new Map(),
    isWhole: true,
  };
  const outcomes = explore(
    {
      place: 0,
      counts: task.classes.map(({ count }) => count),
      uses: task.fields.map(() => 0),
      saved: task.fields.map(() => 0),
      served: search.bound.map(() => -1),
      left: search.bound.map(() => Infinity),
    },
    search,
  );
  return isSpent(budget) ? null : { outcomes, isWhole: search.isWhole };
}

function boundSlotsIn(fields: readonly UnitField[]): BoundSlot[] {
  return fields.flatMap(({ boundSlots, slots }, field) =>
    boundSlots.map((slot) => ({ field, slot, classes: new Set(slots[slot]!.classes) })),
  );
}

function isLimited(field: UnitField, units: number): boolean {
  const least = field.slots.reduce((sum, slot) => sum + slot.least, 0);
  return field.isOnce || field.groupsMax < Math.floor(units / Math.max(1, least));
}

function explore(state: State, search: Search): readonly Packing[] {
  const { task, budget, known } = search;
  let { place } = state;
  while (place < task.classes.length && state.counts[place] === 0) place += 1;
  if (place === task.classes.length) return [{ sums: zeros(task.columns), uses: null }];
  const key = keyOf(state, search);
  const before = known.get(key);
  if (before) return before;
  if (isSpent(budget)) return [];
  takeSteps(budget, 4 + (task.classes.length >> 2));
  const found: Packing[] = [];
  for (let field = 0; field < task.fields.length; field += 1) {
    exploreField(field, { ...state, place }, search, found);
  }
  const without = leaveOut({ ...state, place }, search);
  if (without) found.push(...explore(without, search));
  const front = pruneFront(found, task.pruning, budget);
  if (!front.isWhole) search.isWhole = false;
  known.set(key, front.outcomes);
  return front.outcomes;
}

/** Every use of a field that takes some of the first class that is left, and all that may follow it. */
function exploreField(index: number, state: State, search: Search, found: Packing[]): void {
  const { task, budget } = search;
  const field = task.fields[index]!;
  const usesLeft = field.isOnce && state.uses[index]! > 0 ? 0 : field.groupsMax - state.uses[index]!;
  if (!field.isMeant[state.place] || usesLeft <= 0) return;
  const roomMinor = (field.rule.maxMinor ?? Infinity) - state.saved[index]!;
  for (const filling of fillings(field, index, state.place, state.counts, task.classes, task.lines, budget)) {
    const { use } = filling;
    const savingMinor = Math.min(use.savingMinor, roomMinor);
    if (savingMinor <= 0 || use.uses > usesLeft) continue;
    const capped: UnitUse = savingMinor === use.savingMinor ? use : { ...use, savingMinor };
    const next = serve(state, capped, filling.filled, search);
    if (!next) continue;
    takeSteps(budget, task.columns === 1 ? 2 : 4 * (1 + use.taken.length));
    const savings = addSavings(zeros(task.columns), capped, task);
    for (const rest of explore(next, search)) {
      const sums = rest.sums.map((sum, column) => sum + savings[column]!);
      found.push({ sums, uses: { use: capped, rest: rest.uses } });
    }
  }
}

function serve(
  state: State,
  use: UnitUse,
  filled: readonly (readonly (readonly [number, number])[])[],
  { bound, task }: Search,
): State | null {
  const counts = [...state.counts];
  for (const [place, count] of use.taken) counts[place]! -= count;
  const uses = [...state.uses];
  uses[use.field]! += use.uses;
  const saved = [...state.saved];
  saved[use.field]! += use.savingMinor;
  let { served } = state;
  for (let index = 0; index < bound.length; index += 1) {
    const { field, slot } = bound[index]!;
    if (field !== use.field) continue;
    let dearest = served[index]!;
    for (const [place] of filled[slot]!) dearest = Math.max(dearest, task.classes[place]!.unitMinor);
    if (state.left[index]! < dearest) return null;
    served = served.with(index, dearest);
  }
  return { ...state, counts, uses, saved, served };
}

/** Lets the units that are left of the first class serve nothing; null where a rule may not pass them over. */
function leaveOut(state: State, { bound, task }: Search): State | null {
  const price = task.classes[state.place]!.unitMinor;
  let { left } = state;
  for (let index = 0; index < bound.length; index += 1) {
    if (!bound[index]!.classes.has(state.place) || left[index]! <= price) continue;
    if (price < state.served[index]!) return null;
    left = left.with(index, price);
  }
  return { ...state, left, counts: state.counts.with(state.place, 0) };
}

/** Uses and savings are part of what the rest depends on only where a limit may be reached. */
function keyOf(state: State, { task, isLimited, bound }: Search): string {
  let key = state.counts.join();
  for (let index = 0; index < task.fields.length; index += 1) {
    if (isLimited[index]) key += `;${state.uses[index]!}`;
    if (task.fields[index]!.rule.maxMinor !== null) key += `:${state.saved[index]!}`;
  }
  for (let index = 0; index < bound.length; index += 1) key += `/${state.served[index]!}-${state.left[index]!}`;
  return key;
}

/** What is taken off each column when a use is added; its saving is shared over the units that served it. */
export function addSavings(sums: readonly number[], use: UnitUse, task: PackTask): number[] {
  const added = [...sums];
  if (task.columns === 1) {
    added[0]! -= use.savingMinor;
    return added;
  }
  const shares = shareUse(use, task.fields[use.field]!, task.classes, task.lines);
  use.taken.forEach(([place], index) => (added[task.columnOf[place]!]! -= shares[index]!));
  return added;
}

function zeros(columns: number): number[] {
  return new Array<number>(columns).fill(0);
}

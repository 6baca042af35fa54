import { alikeIn, sortAlike, unswap, type AlikePlaces } from './alike-classes.ts';
import { pruneFront, type Front, type Outcome } from './front.ts';
import { startSums, takeOffSums, type PackTask, type Packing, type UseStep } from './packing.ts';
import { isSpent, takeSteps, type StepBudget } from './step-budget.ts';
import { fillings } from './unit-fillings.ts';
import type { UnitField } from './unit-field.ts';
import type { UnitUse } from './unit-use.ts';

/** What the search finds from a state on, its classes as they stand there. */
interface Way extends Outcome {
  readonly steps: UseStep | null;
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
  readonly alike: readonly AlikePlaces[];
  /** Whether only a set of the articles of which most is left needs to be tried: all are alike, and nothing else asks for them. */
  readonly isOneSort: boolean;
  readonly known: Map<string, readonly Way[]>;
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
  const alike = alikeIn(task);
  const search: Search = {
    task,
    alike,
    isOneSort: task.fields.length === 1 && alike[0]?.length === task.classes.length,
    budget,
    bound: boundSlotsIn(task.fields),
    isLimited: task.fields.map((field) => mayReachLimit(field, units)),
    known: new Map(),
    isWhole: true,
  };
  const ways = explore(
    {
      place: 0,
      counts: sortAlike(
        task.classes.map(({ count }) => count),
        alike,
      ),
      uses: task.fields.map(() => 0),
      saved: task.fields.map(() => 0),
      served: search.bound.map(() => -1),
      left: search.bound.map(() => Infinity),
    },
    search,
  );
  if (isSpent(budget)) return null;
  const outcomes = ways.map(({ sums, steps }) => ({ sums, uses: unswap(steps, task, alike) }));
  return { outcomes, isWhole: search.isWhole };
}

function boundSlotsIn(fields: readonly UnitField[]): BoundSlot[] {
  return fields.flatMap(({ boundSlots, slots }, field) =>
    boundSlots.map((slot) => ({ field, slot, classes: new Set(slots[slot]!.classes) })),
  );
}

function mayReachLimit(field: UnitField, units: number): boolean {
  const least = field.slots.reduce((sum, slot) => sum + slot.least, 0);
  return field.isOnce || field.groupsMax < Math.floor(units / Math.max(1, least));
}

function explore(state: State, search: Search): readonly Way[] {
  const { task, budget, known } = search;
  let { place } = state;
  while (place < task.classes.length && state.counts[place] === 0) place += 1;
  if (place === task.classes.length) return [{ sums: startSums(task), steps: null }];
  const key = keyOf(state, search);
  const before = known.get(key);
  if (before) return before;
  if (isSpent(budget)) return [];
  takeSteps(budget, 4 + (task.classes.length >> 2));
  const found: Way[] = [];
  for (let field = 0; field < task.fields.length; field += 1) {
    exploreField(field, place, state, search, found);
  }
  const without = leaveOut(place, state, search);
  for (const { sums, steps } of without ? explore(without, search) : []) {
    found.push({ sums, steps: { use: null, leftPlace: place, rest: steps } });
  }
  const front = pruneFront(found, task.pruning, budget);
  if (!front.isWhole) search.isWhole = false;
  known.set(key, front.outcomes);
  return front.outcomes;
}

/** Every use of a field that takes some of the first class that is left, and all that may follow it. */
function exploreField(index: number, first: number, state: State, search: Search, found: Way[]): void {
  const { task, budget } = search;
  const field = task.fields[index]!;
  const usesLeft = field.isOnce && state.uses[index]! > 0 ? 0 : field.groupsMax - state.uses[index]!;
  if (!field.isMeant[first] || usesLeft <= 0) return;
  const roomMinor = (field.rule.maxMinor ?? Infinity) - state.saved[index]!;
  const isTried = search.alike.length > 0 ? new Set<string>() : null;
  const asked = { task, field: index, first, counts: state.counts, isOneSort: search.isOneSort };
  for (const filling of fillings(asked, budget)) {
    const { use } = filling;
    const savingMinor = Math.min(use.savingMinor, roomMinor);
    // A limit that is used up on dearer units gives the cheaper ones nothing, and yet they are not passed over.
    if ((savingMinor <= 0 && field.boundSlots.length === 0) || use.uses > usesLeft) continue;
    const capped: UnitUse = savingMinor === use.savingMinor ? use : { ...use, savingMinor };
    const next = serve(first, state, capped, filling.filled, search);
    if (!next) continue;
    const savings = startSums(task);
    takeOffSums(savings, capped, task);
    if (isTried && isKnownSwap(next, savings, isTried, search)) continue;
    takeSteps(budget, task.columns === 1 ? 2 : 4 * (1 + use.taken.length));
    for (const rest of explore(next, search)) {
      const sums = rest.sums.map((sum, column) => sum + savings[column]!);
      found.push({ sums, steps: { use: capped, rest: rest.steps } });
    }
  }
}

/** Whether a use that takes as much off every column leads to the same as one that was tried, but for classes that are alike. */
function isKnownSwap(next: State, savings: readonly number[], isTried: Set<string>, search: Search): boolean {
  const key = `${savings.join()} ${keyOf(next, search)}`;
  if (isTried.has(key)) return true;
  isTried.add(key);
  return false;
}

function serve(
  place: number,
  state: State,
  use: UnitUse,
  filled: readonly (readonly (readonly [number, number])[])[],
  { bound, task, alike }: Search,
): State | null {
  const counts = [...state.counts];
  for (const [taken, count] of use.taken) counts[taken]! -= count;
  sortAlike(counts, alike);
  const uses = [...state.uses];
  uses[use.field]! += use.uses;
  const saved = [...state.saved];
  saved[use.field]! += use.savingMinor;
  let { served } = state;
  for (let index = 0; index < bound.length; index += 1) {
    const { field, slot } = bound[index]!;
    if (field !== use.field) continue;
    let dearest = served[index]!;
    for (const [taken] of filled[slot]!) dearest = Math.max(dearest, task.classes[taken]!.unitMinor);
    if (state.left[index]! < dearest) return null;
    served = served.with(index, dearest);
  }
  return { place, counts, uses, saved, served, left: state.left };
}

/** Lets the units that are left of the first class serve nothing; null where a rule may not pass them over. */
function leaveOut(place: number, state: State, { bound, task, alike }: Search): State | null {
  const price = task.classes[place]!.unitMinor;
  let { left } = state;
  for (let index = 0; index < bound.length; index += 1) {
    if (!bound[index]!.classes.has(place) || left[index]! <= price) continue;
    if (price < state.served[index]!) return null;
    left = left.with(index, price);
  }
  const { uses, saved, served } = state;
  return { place, counts: sortAlike(state.counts.with(place, 0), alike), uses, saved, served, left };
}

/** Uses and savings are part of what the rest depends on only where a limit may be reached. */
function keyOf(state: State, { task, isLimited, bound }: Search): string {
  let key = state.counts.join();
  for (let index = 0; index < task.fields.length; index += 1) {
    if (isLimited[index]) key += `;${state.uses[index]!}`;
    if (task.fields[index]!.rule.maxMinor !== null) key += `:${state.saved[index]!}`;
  }
  for (let index = 0; index < bound.length; index += 1)
    key += `/${state.served[index]!}-${state.left[index]!}`;
  return key;
}

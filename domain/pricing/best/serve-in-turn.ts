import { bestAcross, nextGroup } from './next-group.ts';
import { startSums, takeOffSums, type PackTask, type Packing, type UseList } from './packing.ts';
import { isSpent, takeSteps, type StepBudget } from './step-budget.ts';
import { isAcross, type UnitField } from './unit-field.ts';
import { mergeTaken, roomOf, savingOf, type Taken, type UnitUse } from './unit-use.ts';

/**
 * Lets the offers take their units one after the other, each what is best for it alone; the one that saves most alone comes
 * first. A good packing at once, where a search would be too long.
 */
export function serveInTurn(task: PackTask): Packing {
  return serveInOrder(task, orderByAlone(task));
}

/** The same, and then in other orders while steps are left: an offer that does better when it comes first stays there. */
export function serveInBestTurn(task: PackTask, budget: StepBudget): Packing {
  let order = orderByAlone(task);
  let best = serveInOrder(task, order);
  const steps = task.fields.reduce(
    (sum, { slots }) => sum + slots.reduce((all, slot) => all + slot.classes.length, 2),
    0,
  );
  takeSteps(budget, 2 * steps);
  for (let place = 1; place < order.length && !isSpent(budget); place += 1) {
    takeSteps(budget, steps);
    const other = [order[place]!, ...order.slice(0, place), ...order.slice(place + 1)];
    const packing = serveInOrder(task, other);
    if (totalSaved(packing) <= totalSaved(best)) continue;
    best = packing;
    order = other;
  }
  return best;
}

function orderByAlone(task: PackTask): number[] {
  if (task.fields.length === 1) return [0];
  const counts = task.classes.map(({ count }) => count);
  const alone = task.fields.map((_, field) => totalOf(serveAlone(task, field, [...counts])));
  return task.fields.map((_, field) => field).sort((a, b) => alone[b]! - alone[a]! || a - b);
}

function serveInOrder(task: PackTask, order: readonly number[]): Packing {
  const counts = task.classes.map(({ count }) => count);
  let uses: UseList | null = null;
  const sums = startSums(task);
  for (const field of order) {
    for (const use of serveAlone(task, field, counts)) {
      uses = { use, rest: uses };
      takeOffSums(sums, use, task);
    }
  }
  return { sums, uses };
}

function totalSaved({ sums }: Packing): number {
  return -sums.reduce((sum, each) => sum + each, 0);
}

/**
 * Whether one offer alone, taking its units in turn, saves as much as any other way. Groups of units sorted by price are the
 * best for it where a saving depends on prices alone: not where floors bind, where its parts contend for the same units, or
 * where rounding or an amount that exceeds its group makes groups unequal.
 */
export function isBestInTurn(task: PackTask): boolean {
  const [field] = task.fields;
  const isPlain =
    task.fields.length === 1 && task.columns === 1 && !task.pruning.isHeld && !task.pruning.keepsAll;
  if (!field || !isPlain) return false;
  if (field.rule.promotion.respectsPriceFloor && task.classes.some(({ floorMinor }) => floorMinor > 0))
    return false;
  const { offer } = field.rule;
  switch (offer.kind) {
    case 'nth-item':
      return !isAcross(offer);
    case 'pick-off':
    case 'add-on-price':
    case 'free-gift':
      return true;
    case 'group-price':
      return offer.pick === 'dearest';
    case 'quantity-percent':
      return offer.steps.every(({ fromUnits, rateBp }) =>
        offer.steps.every((other) => other.fromUnits >= fromUnits || other.rateBp <= rateBp),
      );
    case 'buy-get':
      if (offer.getUnits > 1 && offer.rateBp !== 10_000) return false;
      return offer.getTarget === null || (offer.pick === 'dearest' && areApart(field));
    case 'bundle-price':
      return areApart(field);
    default:
      return false;
  }
}

/** The uses of one field on the units that are left, which it takes out of the counts. */
function serveAlone(task: PackTask, index: number, counts: number[]): UnitUse[] {
  const field = task.fields[index]!;
  const uses: UnitUse[] = [];
  let usesLeft = field.groupsMax;
  let roomMinor = field.rule.maxMinor ?? Infinity;
  while (usesLeft > 0 && roomMinor > 0) {
    const filled = isAcross(field.rule.offer)
      ? bestAcross(field, counts, usesLeft, task.classes)
      : nextGroup(field, counts, task);
    if (!filled) break;
    const taken = mergeTaken(filled);
    const one = savingOf(field, filled, task.classes);
    const oneMinor = Math.min(one.savingMinor, roomOf(taken, field, task.classes));
    if (oneMinor <= 0) break;
    const times = field.isOnce ? 1 : timesOf(taken, counts, usesLeft, roomMinor, oneMinor);
    const savingMinor = oneMinor * times;
    for (const [place, count] of taken) counts[place]! -= count * times;
    const all = taken.map(([place, count]): Taken => [place, count * times]);
    uses.push({ field: index, taken: all, savingMinor, uses: one.uses * times });
    usesLeft -= one.uses * times;
    roomMinor -= savingMinor;
    if (field.isOnce) break;
  }
  return field.rule.maxMinor === null ? uses : cutToLimit(uses, field.rule.maxMinor);
}

/** What a rule may take off at most is given to its uses in the order of their dearest units, as in the search. */
function cutToLimit(uses: readonly UnitUse[], maxMinor: number): UnitUse[] {
  let leftMinor = maxMinor;
  return [...uses]
    .sort((a, b) => a.taken[0]![0] - b.taken[0]![0])
    .flatMap((use) => {
      const savingMinor = Math.min(use.savingMinor, leftMinor);
      leftMinor -= savingMinor;
      return savingMinor > 0 ? [{ ...use, savingMinor }] : [];
    });
}

/** Units alike in a heap are taken together; a use of several classes is taken once, so that the others stay in their order. */
function timesOf(
  taken: readonly Taken[],
  counts: readonly number[],
  usesLeft: number,
  roomMinor: number,
  oneMinor: number,
): number {
  const only = taken[0];
  if (taken.length !== 1 || !only) return 1;
  return Math.max(
    1,
    Math.min(Math.floor(counts[only[0]]! / only[1]), usesLeft, Math.floor(roomMinor / oneMinor)),
  );
}

function totalOf(uses: readonly UnitUse[]): number {
  return uses.reduce((sum, { savingMinor }) => sum + savingMinor, 0);
}

function areApart(field: UnitField): boolean {
  const seen = new Set<number>();
  for (const slot of field.slots) {
    for (const place of slot.classes) {
      if (seen.has(place)) return false;
      seen.add(place);
    }
  }
  return true;
}

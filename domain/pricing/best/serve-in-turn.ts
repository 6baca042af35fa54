import { addSavings, type PackTask, type Packing, type UseList } from './pack-units.ts';
import { isAcross, type UnitField } from './unit-field.ts';
import { countOf, mergeTaken, roomOf, savingOf, type Taken, type UnitUse } from './unit-use.ts';
import type { UnitClass } from './units.ts';

/**
 * Lets the offers take their units one after the other, each what is best for it alone; the one that saves most alone comes
 * first. A good packing at once, where a search would be too long.
 */
export function serveInTurn(task: PackTask): Packing {
  const counts = task.classes.map(({ count }) => count);
  const alone = task.fields.map((_, field) => totalOf(serveAlone(task, field, [...counts])));
  const order = task.fields.map((_, field) => field).sort((a, b) => alone[b]! - alone[a]! || a - b);
  let uses: UseList | null = null;
  let sums = new Array<number>(task.columns).fill(0);
  for (const field of order) {
    for (const use of serveAlone(task, field, counts)) {
      uses = { use, rest: uses };
      sums = addSavings(sums, use, task);
    }
  }
  return { sums, uses };
}

/**
 * Whether one offer alone, taking its units in turn, saves as much as any other way. Groups of units sorted by price are the
 * best for it where a saving depends on prices alone: not where floors bind, where its parts contend for the same units, or
 * where rounding or an amount that exceeds its group makes groups unequal.
 */
export function isBestInTurn(task: PackTask): boolean {
  const [field] = task.fields;
  const isPlain = task.fields.length === 1 && task.columns === 1 && !task.pruning.isHeld && !task.pruning.keepsAll;
  if (!field || !isPlain) return false;
  if (field.rule.promotion.respectsPriceFloor && task.classes.some(({ floorMinor }) => floorMinor > 0)) return false;
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
    const savingMinor = Math.min(oneMinor * times, roomMinor);
    for (const [place, count] of taken) counts[place]! -= count * times;
    const all = taken.map(([place, count]): Taken => [place, count * times]);
    uses.push({ field: index, taken: all, savingMinor, uses: one.uses * times });
    usesLeft -= one.uses * times;
    roomMinor -= savingMinor;
    if (field.isOnce) break;
  }
  return uses;
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
  return Math.max(1, Math.min(Math.floor(counts[only[0]]! / only[1]), usesLeft, Math.floor(roomMinor / oneMinor)));
}

/** The units of the next group, by slot, or null where there are not enough. */
function nextGroup(field: UnitField, counts: readonly number[], task: PackTask): Taken[][] | null {
  const { offer } = field.rule;
  const [first, second] = field.slots;
  const free = [...counts];
  switch (offer.kind) {
    case 'nth-item':
    case 'buy-get':
      if (second) {
        const had = take(second.classes, second.most, free, field.boundSlots.length > 0);
        const bought = had && take(first!.classes, first!.most, free, true);
        return bought && [bought, had];
      }
      return together(
        offer.pick,
        first!.classes,
        offer.kind === 'nth-item' ? 1 : offer.getUnits,
        first!.most,
        free,
      );
    case 'free-gift': {
      const given = take(second!.classes, Math.min(second!.most, countAt(second!.classes, free)), free, false);
      const bought = given && given.length > 0 ? take(first!.classes, first!.most, free, true) : null;
      return bought && [bought, given!];
    }
    case 'quantity-percent': {
      const all = countAt(first!.classes, free);
      return all >= first!.least ? fill([take(first!.classes, all, free, false)]) : null;
    }
    case 'distinct-set':
      return differentArticles(field, free, task);
    default:
      return fill(
        field.slots
          .map((slot, index) => ({ slot, index }))
          .sort((a, b) => countAt(a.slot.classes, free) - countAt(b.slot.classes, free) || a.index - b.index)
          .map(({ slot, index }) => ({ index, taken: take(slot.classes, slot.most, free, field.boundSlots.length > 0) }))
          .sort((a, b) => a.index - b.index)
          .map(({ taken }) => taken),
      );
  }
}

/** A group of one target: the dearest together where its cheapest is picked, else its picked ones with the cheapest. */
function together(
  pick: 'cheapest' | 'dearest',
  places: readonly number[],
  picked: number,
  units: number,
  free: number[],
): Taken[][] | null {
  if (pick === 'cheapest') return fill([take(places, units, free, false)]);
  const dearest = take(places, picked, free, false);
  const others = dearest && take(places, units - picked, free, true);
  return others && [[...mergeTaken([dearest, others])]];
}

/** The dearest so many groups of which the cheapest units, one for each group, save most. */
function bestAcross(
  field: UnitField,
  counts: readonly number[],
  usesLeft: number,
  classes: readonly UnitClass[],
): Taken[][] | null {
  const { offer } = field.rule;
  const places = field.slots[0]!.classes;
  if (offer.kind !== 'nth-item') return null;
  const groupsMax = Math.min(usesLeft, Math.floor(countAt(places, counts) / offer.groupUnits), GROUPS_TRIED_MAX);
  let best: Taken[][] | null = null;
  let bestMinor = 0;
  for (let groups = 1; groups <= groupsMax; groups += 1) {
    const filled = fill([take(places, groups * offer.groupUnits, [...counts], false)]);
    const { savingMinor } = filled ? savingOf(field, filled, classes) : { savingMinor: 0 };
    if (savingMinor <= bestMinor) continue;
    bestMinor = savingMinor;
    best = filled;
  }
  return best;
}

const GROUPS_TRIED_MAX = 500;

/** The largest set that a step rewards, of the articles of which most units are left. */
function differentArticles(field: UnitField, free: readonly number[], task: PackTask): Taken[][] | null {
  const { classes, least, most } = field.slots[0]!;
  const byArticle = new Map<string, { place: number; count: number }>();
  for (const place of classes) {
    if (free[place] === 0) continue;
    const line = task.lines[task.classes[place]!.line]!;
    const key = line.articleCode ?? `line ${line.id}`;
    const known = byArticle.get(key);
    byArticle.set(key, { place: known?.place ?? place, count: (known?.count ?? 0) + free[place]! });
  }
  if (byArticle.size < least) return null;
  const articles = [...byArticle.values()].sort((a, b) => b.count - a.count || a.place - b.place);
  return [
    articles
      .slice(0, most)
      .map(({ place }): Taken => [place, 1])
      .sort(([a], [b]) => a - b),
  ];
}

/** So many of the units, the dearest or the cheapest first, taken out of those that are free; null where there are fewer. */
function take(places: readonly number[], units: number, free: number[], fromCheapest: boolean): Taken[] | null {
  if (countAt(places, free) < units) return null;
  const taken: Taken[] = [];
  let left = units;
  for (let at = 0; at < places.length && left > 0; at += 1) {
    const place = places[fromCheapest ? places.length - 1 - at : at]!;
    const count = Math.min(left, free[place]!);
    if (count === 0) continue;
    taken.push([place, count]);
    free[place]! -= count;
    left -= count;
  }
  return fromCheapest ? taken.reverse() : taken;
}

function fill(slots: (Taken[] | null)[]): Taken[][] | null {
  return slots.every((slot) => slot !== null) ? slots : null;
}

function countAt(places: readonly number[], counts: readonly number[]): number {
  return countOf(places.map((place): Taken => [place, counts[place]!]));
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

import type { PackTask } from './packing.ts';
import type { UnitField } from './unit-field.ts';
import { countOf, mergeTaken, savingOf, type Taken } from './unit-use.ts';
import type { UnitClass } from './units.ts';

/** The units of the next group, by slot, or null where there are not enough. */
export function nextGroup(field: UnitField, counts: readonly number[], task: PackTask): Taken[][] | null {
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
      const given = take(
        second!.classes,
        Math.min(second!.most, countAt(second!.classes, free)),
        free,
        false,
      );
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
          .map(({ slot, index }) => ({
            index,
            taken: take(slot.classes, slot.most, free, field.boundSlots.length > 0),
          }))
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
export function bestAcross(
  field: UnitField,
  counts: readonly number[],
  usesLeft: number,
  classes: readonly UnitClass[],
): Taken[][] | null {
  const { offer } = field.rule;
  const places = field.slots[0]!.classes;
  if (offer.kind !== 'nth-item') return null;
  const groupsMax = Math.min(
    usesLeft,
    Math.floor(countAt(places, counts) / offer.groupUnits),
    GROUPS_TRIED_MAX,
  );
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
function take(
  places: readonly number[],
  units: number,
  free: number[],
  fromCheapest: boolean,
): Taken[] | null {
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

import { allocateWithin } from '../../allocation.ts';
import { multiplyDivideRounded } from '../../integer.ts';
import { sortFew } from '../../sort-few.ts';
import type { Off } from '../../promotions/promotion.ts';
import { rankForShares } from '../line-room.ts';
import type { OfferLine } from '../offer-input.ts';
import { isAcross, type UnitField } from './unit-field.ts';
import type { UnitClass } from './units.ts';

/** So many units of a class. */
export type Taken = readonly [place: number, count: number];

/** One use of an offer, or several alike: the units that serve it, and what it takes off them together in minor units. */
export interface UnitUse {
  /** Index of its field. */
  readonly field: number;
  readonly taken: readonly Taken[];
  readonly savingMinor: number;
  /** How often its limits count it. */
  readonly uses: number;
}

/** What the units that fill the slots would save, with no limit but what they cost; and how many uses that is. */
export function savingOf(
  field: UnitField,
  filled: readonly (readonly Taken[])[],
  classes: readonly UnitClass[],
): { readonly savingMinor: number; readonly uses: number } {
  const { offer } = field.rule;
  const first = filled[0]!;
  const all = filled.length === 1 ? first : filled.flat();
  const off = (units: readonly Taken[], rateBp: number) => ({
    savingMinor: rateOff(units, rateBp, field, classes),
    uses: 1,
  });
  switch (offer.kind) {
    case 'nth-item': {
      const groups = isAcross(offer) ? Math.floor(countOf(first) / offer.groupUnits) : 1;
      return { ...off(pickFrom(first, groups, offer.pick, field, classes), offer.rateBp), uses: groups };
    }
    case 'buy-get': {
      const had =
        offer.getTarget === null ? pickFrom(first, offer.getUnits, offer.pick, field, classes) : filled[1]!;
      return off(had, offer.rateBp);
    }
    case 'free-gift':
      return off(filled[1]!, 10_000);
    case 'group-price':
    case 'bundle-price':
      return { savingMinor: Math.max(0, costOf(all, classes) - offer.priceMinor), uses: 1 };
    case 'add-on-price':
      return { savingMinor: Math.max(0, costOf(all, classes) - offer.priceMinor), uses: 1 };
    case 'quantity-percent': {
      const units = countOf(first);
      return off(first, highestStep(offer.steps, ({ fromUnits }) => fromUnits, units)?.rateBp ?? 0);
    }
    case 'distinct-set': {
      return off(first, highestStep(offer.steps, ({ distinct }) => distinct, countOf(first))?.rateBp ?? 0);
    }
    case 'group-off':
      if (offer.per === 'group') return { savingMinor: offGroup(offer.off, all, field, classes), uses: 1 };
      return { savingMinor: offUnits(offer.off, all, field, classes), uses: 1 };
    case 'set-off':
      return { savingMinor: offGroup(offer.off, all, field, classes), uses: 1 };
    case 'pick-off':
      return { savingMinor: offUnits(offer.off, all, field, classes), uses: 1 };
  }
}

/** How much the units may lose in all: what they cost, or what they cost above their floors where the rule respects them. */
export function roomOf(taken: readonly Taken[], field: UnitField, classes: readonly UnitClass[]): number {
  let room = 0;
  for (const [place, count] of taken) room += count * unitRoom(field, classes[place]!);
  return room;
}

/** What of a saving each class of units that served it bears: by what they cost, within their rooms, by largest remainder. */
export function shareUse(
  use: UnitUse,
  field: UnitField,
  classes: readonly UnitClass[],
  lines: readonly OfferLine[],
): number[] {
  if (use.taken.length === 1) return [use.savingMinor];
  const costs = use.taken.map(([place, count]) => count * classes[place]!.unitMinor);
  const rooms = use.taken.map(([place, count]) => count * unitRoom(field, classes[place]!));
  const lineOf = use.taken.map(([place]) => lines[classes[place]!.line]!);
  return allocateWithin(use.savingMinor, costs, rooms, rankForShares(lineOf, costs));
}

export function countOf(taken: readonly Taken[]): number {
  let count = 0;
  for (const [, each] of taken) count += each;
  return count;
}

function costOf(taken: readonly Taken[], classes: readonly UnitClass[]): number {
  let cost = 0;
  for (const [place, count] of taken) cost += count * classes[place]!.unitMinor;
  return cost;
}

/** The same class named twice, in two slots, is one entry of what is taken. */
export function mergeTaken(filled: readonly (readonly Taken[])[]): readonly Taken[] {
  if (filled.length === 1) return filled[0]!;
  const counts = new Map<number, number>();
  for (const [place, count] of filled.flat()) counts.set(place, (counts.get(place) ?? 0) + count);
  return sortFew([...counts], ([a], [b]) => a - b);
}

function unitRoom(field: UnitField, unit: UnitClass): number {
  return field.rule.promotion.respectsPriceFloor
    ? Math.max(0, unit.unitMinor - unit.floorMinor)
    : unit.unitMinor;
}

/**
 * So many of the taken units, the cheapest (or dearest) first. Of equal ones those of the line that gives the most of them come
 * first: which line it is then decides no cent.
 */
function pickFrom(
  taken: readonly Taken[],
  units: number,
  pick: 'cheapest' | 'dearest',
  field: UnitField,
  classes: readonly UnitClass[],
): Taken[] {
  const sign = pick === 'cheapest' ? 1 : -1;
  const ordered = sortFew(
    [...taken],
    ([a, countA], [b, countB]) =>
      sign * (classes[a]!.unitMinor - classes[b]!.unitMinor) ||
      countB - countA ||
      unitRoom(field, classes[b]!) - unitRoom(field, classes[a]!) ||
      classesOfLine(a, classes) - classesOfLine(b, classes) ||
      sign * (b - a),
  );
  const picked: Taken[] = [];
  let left = units;
  for (const [place, count] of ordered) {
    if (left === 0) break;
    picked.push([place, Math.min(left, count)]);
    left -= Math.min(left, count);
  }
  return picked;
}

/** A line's units may not all cost the same, and its discount is rounded once. */
function classesOfLine(place: number, classes: readonly UnitClass[]): number {
  const { line } = classes[place]!;
  return classes.reduce((count, other) => count + Number(other.line === line), 0);
}

/** A share off, rounded half up on the discount of each line, and within what its units may lose. */
function rateOff(
  taken: readonly Taken[],
  rateBp: number,
  field: UnitField,
  classes: readonly UnitClass[],
): number {
  let saving = 0;
  for (let index = 0; index < taken.length; index += 1) {
    const { line } = classes[taken[index]![0]]!;
    if (isLineBefore(line, taken, index, classes)) continue;
    let costMinor = 0;
    let room = 0;
    for (let other = index; other < taken.length; other += 1) {
      const [place, count] = taken[other]!;
      const unit = classes[place]!;
      if (unit.line !== line) continue;
      costMinor += count * unit.unitMinor;
      room += count * unitRoom(field, unit);
    }
    saving += Math.min(room, multiplyDivideRounded(costMinor, rateBp, 10_000));
  }
  return saving;
}

function isLineBefore(
  line: number,
  taken: readonly Taken[],
  end: number,
  classes: readonly UnitClass[],
): boolean {
  for (let index = 0; index < end; index += 1) if (classes[taken[index]![0]]!.line === line) return true;
  return false;
}

function offUnits(
  off: Off,
  taken: readonly Taken[],
  field: UnitField,
  classes: readonly UnitClass[],
): number {
  if ('rateBp' in off) return rateOff(taken, off.rateBp, field, classes);
  let saving = 0;
  for (const [place, count] of taken)
    saving += count * Math.min(off.amountMinor, unitRoom(field, classes[place]!));
  return saving;
}

function offGroup(
  off: Off,
  taken: readonly Taken[],
  field: UnitField,
  classes: readonly UnitClass[],
): number {
  return 'rateBp' in off
    ? rateOff(taken, off.rateBp, field, classes)
    : Math.min(off.amountMinor, costOf(taken, classes));
}

function highestStep<S>(steps: readonly S[], fromOf: (step: S) => number, reached: number): S | null {
  let highest: S | null = null;
  for (const step of steps) {
    if (fromOf(step) <= reached && (highest === null || fromOf(step) > fromOf(highest))) highest = step;
  }
  return highest;
}

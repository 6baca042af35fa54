import type { OfferLine } from '../offer-input.ts';
import type { Front, Outcome, Pruning } from './front.ts';
import type { UnitField } from './unit-field.ts';
import { shareUse, type UnitUse } from './unit-use.ts';
import type { UnitClass } from './units.ts';

/** Which units serve which offers: the last use, and those before it. */
export interface UseList {
  readonly use: UnitUse;
  readonly rest: UseList | null;
}

/** A step of the search: a use, or a class whose other units serve nothing. Those that follow it come after. */
export type UseStep =
  | { readonly use: UnitUse; readonly rest: UseStep | null }
  | { readonly use: null; readonly leftPlace: number; readonly rest: UseStep | null };

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

/** All that matters of the ways to share units out. */
export interface PackFront {
  readonly task: PackTask;
  readonly front: Front<Packing>;
}

/** Sums that nothing is taken off yet. */
export function startSums({ columns }: PackTask): number[] {
  return new Array<number>(columns).fill(0);
}

/** Takes what a use saves off the columns: it is shared over the units that served it. */
export function takeOffSums(sums: number[], use: UnitUse, task: PackTask): void {
  if (task.columns === 1) {
    sums[0]! -= use.savingMinor;
    return;
  }
  const shares = shareUse(use, task.fields[use.field]!, task.classes, task.lines);
  use.taken.forEach(([place], index) => (sums[task.columnOf[place]!]! -= shares[index]!));
}

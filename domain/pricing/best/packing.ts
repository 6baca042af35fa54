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

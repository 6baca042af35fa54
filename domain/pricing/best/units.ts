import { lineAmountMinor } from '../../line-amount.ts';
import { sortFew } from '../../sort-few.ts';
import { shareOverUnits } from '../../unit-shares.ts';
import type { OfferLine } from '../offer-input.ts';

/** Units of one line that cost the same: no offer can tell them apart. */
export interface UnitClass {
  readonly line: number;
  readonly unitMinor: number;
  readonly count: number;
  /** What a rule that respects the price floor must leave of a unit, in minor units. */
  readonly floorMinor: number;
}

/** The units of some lines at the prices of stage 1, the dearest first, then by line. */
export function classifyUnits(
  indexes: readonly number[],
  lines: readonly OfferLine[],
  amountsMinor: readonly number[],
  currency: string,
): UnitClass[] {
  const classes = indexes.flatMap((index) => {
    const line = lines[index]!;
    const floorMinor = unitFloorMinor(line, currency);
    const shares = shareOverUnits(amountsMinor[index]!, line.quantityThousandths, line.isDivisible);
    return shares.map(([count, unitMinor]): UnitClass => ({ line: index, unitMinor, count, floorMinor }));
  });
  return sortFew(classes, (a, b) => b.unitMinor - a.unitMinor || a.line - b.line);
}

/** In how many ways units may be left over, of so many of each class: what a search over them may have to look at. */
export function statesOf(counts: readonly number[]): number {
  let states = 1;
  for (const count of counts) states = Math.min(Number.MAX_SAFE_INTEGER, states * (count + 1));
  return states;
}

function unitFloorMinor(line: OfferLine, currency: string): number {
  if (line.floorPriceE4 === null) return 0;
  return lineAmountMinor(line.floorPriceE4, line.units === 1 ? line.quantityThousandths : 1_000, currency);
}

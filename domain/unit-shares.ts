import { multiplyDivideRounded } from './integer.ts';
import { QUANTITY_SCALE } from './line-amount.ts';

/**
 * What each unit of a line cost, as run-length pairs `[count, minor]`. A weighed line, or one of a broken
 * quantity, is one unit whose partial refunds go cumulatively pro rata. These shares alone are the basis of refunds.
 */
export type UnitShares = readonly (readonly [count: number, minor: number])[];

/** Shares a line's amount over its units so that they differ by at most one minor unit; dearer units come first. */
export function shareOverUnits(
  totalMinor: number,
  quantityThousandths: number,
  isDivisible: boolean,
): UnitShares {
  const magnitude = Math.abs(quantityThousandths);
  if (isDivisible || magnitude % QUANTITY_SCALE !== 0 || magnitude === 0) return [[1, totalMinor]];
  const units = magnitude / QUANTITY_SCALE;
  const sign = totalMinor < 0 ? -1 : 1;
  const amount = Math.abs(totalMinor);
  const dearer = amount % units;
  const share = (amount - dearer) / units;
  if (dearer === 0) return [[units, sign * share + 0]];
  return [
    [dearer, sign * (share + 1)],
    [units - dearer, sign * share + 0],
  ];
}

/**
 * What the first `thousandths` of a line cost. Refunding from a to b gives `costOfFirst(b) - costOfFirst(a)`, so any
 * sequence of partial refunds sums to the whole, to the last minor unit.
 */
export function costOfFirst(shares: UnitShares, lineThousandths: number, thousandths: number): number {
  if (thousandths < 0 || thousandths > lineThousandths) {
    throw new RangeError(`${thousandths} is not within a line of ${lineThousandths}`);
  }
  const only = shares[0];
  if (only && shares.length === 1 && only[0] === 1) {
    return multiplyDivideRounded(only[1], thousandths, Math.max(1, lineThousandths));
  }
  let left = thousandths / QUANTITY_SCALE;
  if (!Number.isInteger(left)) throw new RangeError(`${thousandths} thousandths split a unit`);
  let costMinor = 0;
  for (const [count, minor] of shares) {
    const taken = Math.min(count, left);
    costMinor += taken * minor;
    left -= taken;
  }
  return costMinor;
}

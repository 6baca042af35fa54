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
 * Shares what a line finally costs over its units in proportion to what each cost before the last discounts and the tax,
 * by largest remainder; equal units differ by at most one minor unit, and the dearer of them come first.
 */
export function shareByAmounts(totalMinor: number, unitAmounts: UnitShares): UnitShares {
  const weightSum = unitAmounts.reduce((sum, [count, minor]) => sum + count * minor, 0);
  if (weightSum === totalMinor) return unitAmounts;
  const units = unitAmounts.reduce((sum, [count]) => sum + count, 0);
  if (weightSum === 0) return shareOverUnits(totalMinor, units * QUANTITY_SCALE, units === 1);
  const runs = unitAmounts.map(([count, minor]) => {
    const product = BigInt(totalMinor) * BigInt(minor);
    const sum = BigInt(weightSum);
    return { count, share: Number(product / sum), remainder: product % sum, extra: 0 };
  });
  let left = runs.reduce((rest, { count, share }) => rest - count * share, totalMinor);
  for (const run of runs.toSorted((a, b) =>
    a.remainder === b.remainder ? 0 : a.remainder < b.remainder ? 1 : -1,
  )) {
    run.extra = Math.min(run.count, left);
    left -= run.extra;
  }
  return runs.flatMap(({ count, share, extra }) => {
    const dearer: UnitShares = extra === 0 ? [] : [[extra, share + 1]];
    return extra === count ? dearer : [...dearer, [count - extra, share] as const];
  });
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

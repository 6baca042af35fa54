import { allocate, allocateWithin, type Precedence } from '../allocation.ts';
import { fail, ok, type Result } from '../result.ts';
import type { LoyaltySettings } from './loyalty-settings.ts';
import type { RedemptionFault } from './redemption-fault.ts';

export type RedemptionRules = LoyaltySettings['redemption'];

/** The most points that a sale of `dueMinor` may redeem: whole blocks, none of them worth more than is left to pay. 0 is none. */
export function maxRedeemable(rules: RedemptionRules, available: number, dueMinor: number): number {
  const points = Math.min(wholeBlocks(rules, available), blocksWorth(rules, dueMinor)) * rules.blockPoints;
  return points < leastRedeemable(rules) ? 0 : points;
}

/** What redeemed points pay, in minor units; or why they cannot be. */
export function redeemPoints(
  rules: RedemptionRules,
  points: number,
  available: number,
  dueMinor: number,
): Result<number, RedemptionFault> {
  if (!rules.isOn) return fail({ code: 'points-off' });
  const min = leastRedeemable(rules);
  if (!Number.isSafeInteger(points) || points % rules.blockPoints !== 0) {
    return fail({ code: 'points-not-blocks', block: rules.blockPoints });
  }
  if (points < min) return fail({ code: 'points-too-few', min });
  if (points > available) return fail({ code: 'points-not-there', available });
  const max = maxRedeemable(rules, available, dueMinor);
  return points > max ? fail({ code: 'points-too-many', max }) : ok(valueOf(rules, points));
}

/** What whole blocks are worth, in minor units. */
export function valueOf({ blockPoints, blockMinor }: RedemptionRules, points: number): number {
  return (points / blockPoints) * blockMinor;
}

/**
 * Shares what points pay to the lines, none above what it costs, and then the points by what each line got of it. `order`
 * ranks equal remainders, as in `allocate`.
 */
export function shareRedemption(
  points: number,
  amountMinor: number,
  lineAmountsMinor: readonly number[],
  order?: Precedence,
): { readonly amountsMinor: readonly number[]; readonly points: readonly number[] } {
  const payable = lineAmountsMinor.map((minor) => Math.max(0, minor));
  const amountsMinor = allocateWithin(amountMinor, payable, payable, order);
  return { amountsMinor, points: payable.length === 0 ? [] : allocate(points, amountsMinor, order) };
}

/** The least that may be redeemed: the first whole block that reaches the minimum. */
export function leastRedeemable({ minPoints, blockPoints }: RedemptionRules): number {
  return Math.max(1, Math.ceil(minPoints / blockPoints)) * blockPoints;
}

function wholeBlocks({ isOn, blockPoints }: RedemptionRules, available: number): number {
  return isOn ? Math.floor(Math.max(0, available) / blockPoints) : 0;
}

function blocksWorth({ blockMinor, maxShareBp }: RedemptionRules, dueMinor: number): number {
  const payable = (BigInt(Math.max(0, dueMinor)) * BigInt(maxShareBp)) / 10_000n;
  return Number(payable / BigInt(blockMinor));
}

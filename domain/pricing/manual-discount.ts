import { allocateWithin } from '../allocation.ts';
import type { ManualDiscount } from '../basket.ts';
import { multiplyDivideRounded } from '../integer.ts';
import { rankForShares, roomMinor } from './line-room.ts';
import type { OfferLine } from './offer-input.ts';

/** What a discount given by hand takes off an amount, in minor units; never more than all of it. */
export function manualDiscountMinor(discount: ManualDiscount | null, amountMinor: number): number {
  if (!discount) return 0;
  if (discount.kind === 'amount') return Math.min(discount.amountMinor, amountMinor);
  return multiplyDivideRounded(amountMinor, discount.rateBp, 10_000);
}

/**
 * What a discount on the whole basket takes off each line. The price floors bind it: what a line cannot bear goes to the
 * others, and beyond what all of them can bear it ends.
 */
export function shareManualDiscount(
  discount: ManualDiscount | null,
  lines: readonly OfferLine[],
  amountsMinor: readonly number[],
  currency: string,
): number[] {
  const rooms = lines.map((line, index) => roomMinor(line, amountsMinor[index]!, true, currency));
  const amountMinor = amountsMinor.reduce((sum, amount) => sum + amount, 0);
  const room = rooms.reduce((sum, each) => sum + each, 0);
  const totalMinor = Math.min(manualDiscountMinor(discount, amountMinor), room);
  return allocateWithin(totalMinor, amountsMinor, rooms, rankForShares(lines, amountsMinor));
}

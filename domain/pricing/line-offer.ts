import { allocateWithin } from '../allocation.ts';
import { multiplyDivideRounded } from '../integer.ts';
import type { LineOffer } from '../promotions/promotion.ts';
import { meansLine } from '../promotions/target.ts';
import { shareOverUnits, type UnitShares } from '../unit-shares.ts';
import { rankForShares } from './line-room.ts';
import type { OfferLine } from './offer-input.ts';

/** The lines that a rule takes something off, as they stand when its turn comes. Amounts in minor units, by line. */
export interface DiscountBase {
  /** Only lines that the rule may take something off. */
  readonly lines: readonly OfferLine[];
  readonly amountsMinor: readonly number[];
  /** The most that each may lose (`roomMinor`). */
  readonly roomsMinor: readonly number[];
  /** The most that the rule takes off in all; null for no such limit. */
  readonly maxMinor: number | null;
}

/**
 * What an offer of stage 3 takes off each line, in minor units: rounded half up on the discount of each line, never more
 * than the line's room, and in all never more than the rule's limit, which is shared over the lines by what each would get.
 */
export function lineOfferSavings(offer: LineOffer, base: DiscountBase, memberTier: string | null): number[] {
  if (offer.kind === 'target-amount') return targetAmountSavings(offer.amountMinor, base);
  const savings = base.lines.map((line, index) =>
    Math.min(base.roomsMinor[index]!, wantedSaving(offer, line, base.amountsMinor[index]!, memberTier)),
  );
  return withinLimit(savings, base);
}

/** An amount off the whole of the target, shared by what its lines cost. */
function targetAmountSavings(amountMinor: number, base: DiscountBase): number[] {
  const roomMinor = base.roomsMinor.reduce((sum, room) => sum + room, 0);
  const totalMinor = Math.min(amountMinor, roomMinor, base.maxMinor ?? Infinity);
  const ranking = rankForShares(base.lines, base.amountsMinor);
  return allocateWithin(totalMinor, base.amountsMinor, base.roomsMinor, ranking);
}

function wantedSaving(
  offer: Exclude<LineOffer, { kind: 'target-amount' }>,
  line: OfferLine,
  amountMinor: number,
  memberTier: string | null,
): number {
  switch (offer.kind) {
    case 'item-percent':
      return line.units >= offer.minLineUnits ? percentOff(offer, line, amountMinor) : 0;
    case 'item-amount':
      return dearestUnits(line, amountMinor, offer.maxLineUnits).reduce(
        (sum, [count, unitMinor]) => sum + count * Math.min(unitMinor, offer.amountMinor),
        0,
      );
    case 'tier-percent':
      return multiplyDivideRounded(amountMinor, tierRate(offer, line, memberTier), 10_000);
  }
}

function percentOff(
  offer: Extract<LineOffer, { kind: 'item-percent' }>,
  line: OfferLine,
  amountMinor: number,
): number {
  const off = (minor: number) =>
    offer.roundOn === 'discount'
      ? multiplyDivideRounded(minor, offer.rateBp, 10_000)
      : minor - multiplyDivideRounded(minor, 10_000 - offer.rateBp, 10_000);
  if (offer.rounding === 'line' && offer.maxLineUnits === undefined) return off(amountMinor);
  const units = dearestUnits(line, amountMinor, offer.maxLineUnits);
  if (offer.rounding === 'unit') return units.reduce((sum, [count, minor]) => sum + count * off(minor), 0);
  return off(units.reduce((sum, [count, minor]) => sum + count * minor, 0));
}

/** The largest rate that the member's tier has on a line. */
function tierRate(
  offer: Extract<LineOffer, { kind: 'tier-percent' }>,
  line: OfferLine,
  memberTier: string | null,
): number {
  let rateBp = 0;
  for (const rate of offer.rates) {
    const isMeant = rate.tier === memberTier && meansLine(rate.target ?? 'all', line);
    if (isMeant) rateBp = Math.max(rateBp, rate.rateBp);
  }
  return rateBp;
}

/** What the units of a line cost that an offer takes: all of them, or the dearest so many. */
function dearestUnits(line: OfferLine, amountMinor: number, maxUnits = Infinity): UnitShares {
  let left = maxUnits;
  return shareOverUnits(amountMinor, line.quantityThousandths, line.isDivisible).map(([count, minor]) => {
    const taken = Math.min(count, left);
    left -= taken;
    return [taken, minor] as const;
  });
}

function withinLimit(savings: number[], base: DiscountBase): number[] {
  const totalMinor = savings.reduce((sum, saving) => sum + saving, 0);
  if (base.maxMinor === null || totalMinor <= base.maxMinor) return savings;
  return allocateWithin(base.maxMinor, savings, savings, rankForShares(base.lines, base.amountsMinor));
}

import { allocateWithin } from '../allocation.ts';
import { multiplyDivideRounded } from '../integer.ts';
import type { Off, OrderOffer } from '../promotions/promotion.ts';
import type { DiscountBase } from './line-offer.ts';
import { rankForShares } from './line-room.ts';

/**
 * What an offer of stage 4 or 5 takes off each line of its target, in minor units. It is reckoned on the whole of the
 * target, rounded half up once, held to the rule's limit and to what the lines can lose, and shared by largest remainder
 * of what each costs; what a price floor holds back goes to the others. `basisMinor` is what steps of spending are judged
 * on: what the target costs at the start of the stage under `best`, what it costs now under `priority`.
 */
export function orderOfferSavings(offer: OrderOffer, base: DiscountBase, basisMinor: number): number[] {
  const totalMinor = orderOfferMinor(offer, base, basisMinor);
  const ranking = rankForShares(base.lines, base.amountsMinor);
  return allocateWithin(totalMinor, base.amountsMinor, base.roomsMinor, ranking);
}

/** The same in all, in minor units, without the shares. */
export function orderOfferMinor(offer: OrderOffer, base: DiscountBase, basisMinor: number): number {
  const amountMinor = base.amountsMinor.reduce((sum, amount) => sum + amount, 0);
  const roomMinor = base.roomsMinor.reduce((sum, room) => sum + room, 0);
  const wantedMinor = wantedOff(offer, amountMinor, basisMinor);
  return Math.min(wantedMinor, roomMinor, base.maxMinor ?? Infinity);
}

/** What the offer would take off a target that costs `amountMinor`, with no limit but the amount itself. */
function wantedOff(offer: OrderOffer, amountMinor: number, basisMinor: number): number {
  switch (offer.kind) {
    case 'order-percent':
      return multiplyDivideRounded(amountMinor, offer.rateBp, 10_000);
    case 'order-amount':
      return offer.amountMinor;
    case 'order-price':
      return Math.max(0, amountMinor - offer.priceMinor);
    case 'spend-steps': {
      const step = reachedStep(offer.steps, basisMinor);
      return step ? offOf(step.off, amountMinor) : 0;
    }
    case 'spend-every': {
      const times = Math.floor(basisMinor / offer.everyMinor);
      return Math.min(times, offer.maxTimes ?? Infinity) * offer.amountMinor;
    }
  }
}

/** The highest step that an amount reaches, whatever their order; reaching it exactly is enough. */
function reachedStep<S extends { readonly fromMinor: number }>(
  steps: readonly S[],
  basisMinor: number,
): S | null {
  let reached: S | null = null;
  for (const step of steps) {
    if (step.fromMinor <= basisMinor && (reached === null || step.fromMinor > reached.fromMinor))
      reached = step;
  }
  return reached;
}

function offOf(off: Off, amountMinor: number): number {
  return 'rateBp' in off ? multiplyDivideRounded(amountMinor, off.rateBp, 10_000) : off.amountMinor;
}

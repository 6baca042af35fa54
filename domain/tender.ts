import type { Result } from './result.ts';
import { fail, ok } from './result.ts';
import { requireSafe } from './integer.ts';
import type { TenderError } from './tender-error.ts';

/** How the customer pays. Central and fiscal systems know these kinds; the shop names its own within them. */
export const tenderKinds = ['cash', 'card', 'payment-code', 'other'] as const;
export type OfferedTenderKind = (typeof tenderKinds)[number];

/** A member's points pay too, in a shop that takes them as money; the sale itself books them, nobody hands them over. */
export const POINTS_TENDER = 'points';
export type TenderKind = OfferedTenderKind | typeof POINTS_TENDER;
export const bookedTenderKinds: readonly TenderKind[] = [...tenderKinds, POINTS_TENDER];

/** Cash is rounded to the smallest coin in circulation; the difference is booked apart. */
export interface CashRounding {
  readonly toMinor: 1 | 5 | 10 | 50 | 100;
  readonly mode: 'nearest' | 'down';
}

/** A tender as it was taken. `amountMinor` counts against the sale; negative when money goes back to the customer. */
export interface Tender {
  readonly id: string;
  readonly kind: TenderKind;
  readonly amountMinor: number;
  /** What was handed over; for cash it may exceed what was due. */
  readonly tenderedMinor: number;
  readonly changeMinor: number;
  /** What cash rounding added to the sale's total (negative: took off). `tendered - change = amount + rounding`. */
  readonly roundingMinor: number;
  /** The terminal's or payment provider's reference. */
  readonly reference: string | null;
  readonly takenAtUtcMs: number;
}

/** What a tender would do: the money part of a `Tender`. */
export type TenderAmounts = Pick<Tender, 'amountMinor' | 'tenderedMinor' | 'changeMinor' | 'roundingMinor'>;

export const TENDERED_MAX_MINOR = 100_000_000_000;
export const REFERENCE_MAX_LENGTH = 64;

/** An amount in cash: the remainder rounded as the shop does it, half away from zero or towards zero. */
export function roundCash(amountMinor: number, rounding: CashRounding): number {
  requireSafe(amountMinor);
  const magnitude = Math.abs(amountMinor);
  const below = magnitude - (magnitude % rounding.toMinor);
  const isUp = rounding.mode === 'nearest' && (magnitude - below) * 2 >= rounding.toMinor;
  return Math.sign(amountMinor) * (isUp ? below + rounding.toMinor : below) + 0;
}

/**
 * Applies what is handed over to what is still due. Cash may exceed the due and gives change; a partial cash tender is
 * not rounded, only the one that settles, and who hands over the exact due in small coins is not made to round it up.
 * Any other kind takes at most what is due. Due below zero is a refund: `offeredMinor` is then what goes back to the
 * customer, given as a negative amount, and never exceeds the due. Nothing at all settles a due that cash rounding
 * makes nothing.
 */
export function applyTender(
  kind: TenderKind,
  offeredMinor: number,
  dueMinor: number,
  rounding: CashRounding,
): Result<TenderAmounts, TenderError> {
  if (dueMinor === 0) return fail({ code: 'tender-not-due' });
  const roundedMinor = kind === 'cash' ? roundCash(dueMinor, rounding) : dueMinor;
  const isTakeable =
    Number.isSafeInteger(offeredMinor) &&
    Math.abs(offeredMinor) <= TENDERED_MAX_MINOR &&
    (offeredMinor === 0 ? roundedMinor === 0 : Math.sign(offeredMinor) === Math.sign(dueMinor));
  if (!isTakeable) return fail({ code: 'tender-amount-invalid', amountMinor: offeredMinor });
  const payableMinor = Math.abs(offeredMinor) < Math.abs(roundedMinor) ? dueMinor : roundedMinor;
  if (Math.abs(offeredMinor) < Math.abs(payableMinor)) {
    return ok({ amountMinor: offeredMinor, tenderedMinor: offeredMinor, changeMinor: 0, roundingMinor: 0 });
  }
  const changeMinor = offeredMinor - payableMinor;
  if (changeMinor !== 0 && (kind !== 'cash' || dueMinor < 0)) {
    return fail({ code: 'tender-exceeds-due', amountMinor: offeredMinor, dueMinor: payableMinor });
  }
  return ok({
    amountMinor: dueMinor,
    tenderedMinor: offeredMinor,
    changeMinor,
    roundingMinor: payableMinor - dueMinor,
  });
}

/** What is still to be paid, or paid back where it is negative. */
export function dueAfter(totalMinor: number, tenders: readonly Tender[]): number {
  return tenders.reduce((due, tender) => due - tender.amountMinor, totalMinor);
}

import type { Shift } from '../../db/shifts.ts';
import { signWithTillKey } from '../../db/till-key.ts';
import { businessDateAt } from '../../domain/business-date.ts';
import { countedCashMinor, type CashCount, type CashMoveKind } from '../../domain/cash-drawer.ts';
import type { ShiftClosed, ShiftFigures } from '../../domain/facts/shift-facts.ts';
import { minorToDecimal, currencyDigits } from '../../domain/currency.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { TENDERED_MAX_MINOR } from '../../domain/tender.ts';
import { actorOf, entryContext, type Register } from '../register.ts';
import { keepTillKey } from './keep-till-key.ts';
import { authorize, checkReason, type Approval } from './authorize.ts';

/** A clock further than this from the last entry is not believed until somebody confirms it. */
export const CLOCK_JUMP_MAX_MS = 48 * 3_600_000;
const DENOMINATIONS_MAX = 50;
const PIECES_MAX = 1_000_000;

/** Opens a shift with its float. Its business date is the shop's wall clock now, less the cut-over. */
export function openShift(
  register: Register,
  floatMinor: number,
  options: { readonly confirmClock?: boolean } = {},
): Result<Shift> {
  const already = register.store.shifts.open();
  if (already) return fail({ code: 'shift-already-open', number: already.number });
  const amount = checkAmount(register, floatMinor, 0);
  if (!amount.ok) return amount;
  const authorized = authorize(register, 'shift-open');
  if (!authorized.ok) return authorized;
  const clock = checkClock(register, options.confirmClock ?? false);
  if (!clock.ok) return clock;
  const { zone, cutOverMinutes } = register.settings.shop;
  const number = (register.store.shifts.last()?.number ?? 0) + 1;
  register.store.commit((writer) => {
    if (clock.value !== null) {
      const payload = { previousAtUtcMs: clock.value, authorizedBy: actorOf(register) };
      writer.record({ type: 'clock.confirmed', payload }, entryContext(register));
    }
    const businessDate = businessDateAt(register.clock.nowUtcMs(), zone, cutOverMinutes);
    const context = { ...entryContext(register), businessDate, shift: number };
    writer.record(
      { type: 'shift.opened', payload: { shiftId: register.newId(), number, floatMinor } },
      context,
    );
  });
  return ok(register.store.shifts.open()!);
}

/**
 * How far the clock is from the last entry, in milliseconds; positive when it is ahead. Null within 48 hours, or
 * where there is no entry yet. Selling goes on whatever it says.
 */
export function clockJumpMs(register: Register): number | null {
  const head = register.store.journal.head();
  const jumpMs = head ? register.clock.nowUtcMs() - head.atUtcMs : 0;
  return Math.abs(jumpMs) > CLOCK_JUMP_MAX_MS ? jumpMs : null;
}

/**
 * A clock that went back would put a new day before the last one, so a person must say that it is right. One that went
 * forward is a shop that was closed, and passes. Returns the last entry's time where a confirmation is to be recorded.
 */
function checkClock(register: Register, isConfirmed: boolean): Result<number | null> {
  const jumpMs = clockJumpMs(register);
  if (jumpMs === null || jumpMs > 0) return ok(null);
  if (!isConfirmed) return fail({ code: 'clock-jumped', hours: Math.round(-jumpMs / 3_600_000) });
  const authorized = authorize(register, 'settings-manage');
  if (!authorized.ok) return authorized;
  return ok(register.store.journal.head()!.atUtcMs);
}

/** Pays cash in or out, or drops it to the safe. Amounts are positive minor units. */
export function moveCash(
  register: Register,
  kind: CashMoveKind,
  amountMinor: number,
  approval: Approval,
): Result<ShiftFigures> {
  const shift = register.store.shifts.open();
  if (!shift) return fail({ code: 'shift-not-open' });
  const amount = checkAmount(register, amountMinor, 1);
  if (!amount.ok) return amount;
  if (kind !== 'safe-drop' && !approval.reason?.trim()) return fail({ code: 'reason-missing' });
  const authorized = authorize(register, 'cash-move', { amountMinor }, approval);
  if (!authorized.ok) return authorized;
  register.store.commit((writer) => {
    const payload = { moveId: register.newId(), kind, amountMinor, authorization: authorized.value };
    writer.record({ type: 'cash.moved', payload }, entryContext(register));
  });
  return ok(register.store.shifts.figures(shift));
}

/** Opens the drawer without a sale: a right, a reason and an entry. Whoever drives the drawer does so after this. */
export function openDrawer(register: Register, approval: Approval): Result<null> {
  if (!register.store.shifts.open()) return fail({ code: 'shift-not-open' });
  if (!approval.reason?.trim()) return fail({ code: 'reason-missing' });
  const authorized = authorize(register, 'drawer-open', {}, approval);
  if (!authorized.ok) return authorized;
  register.store.commit((writer) => {
    writer.record(
      { type: 'drawer.opened', payload: { authorization: authorized.value } },
      entryContext(register),
    );
  });
  return ok(null);
}

/** What the shift has done so far. Changes nothing. */
export function readX(
  register: Register,
  approval: Approval = {},
): Result<{ shift: Shift; figures: ShiftFigures }> {
  const shift = register.store.shifts.open();
  if (!shift) return fail({ code: 'shift-not-open' });
  const authorized = authorize(register, 'report-x', {}, approval);
  if (!authorized.ok) return authorized;
  return ok({ shift, figures: register.store.shifts.figures(shift) });
}

/** What was found in the drawer: by denomination, or as one sum. */
export interface ClosingCount {
  readonly count?: CashCount | undefined;
  readonly countedMinor?: number | undefined;
  readonly reason?: string | undefined;
}

/**
 * Closes the shift with its Z: figures, count, difference, and the chain's head signed with the till's key. Held sales
 * stay held for the next shift. Refused only while a sale is on the counter.
 */
export function closeShift(
  register: Register,
  counted: ClosingCount,
  approval: Approval = {},
): Result<ShiftClosed> {
  const { store } = register;
  const shift = store.shifts.open();
  if (!shift) return fail({ code: 'shift-not-open' });
  if (store.baskets.current()) return fail({ code: 'shift-basket-open' });
  const countedMinor = readCount(counted);
  if (!countedMinor.ok) return countedMinor;
  const authorized = authorize(register, 'shift-close', {}, approval);
  if (!authorized.ok) return authorized;
  const figures = store.shifts.figures(shift);
  const overShortMinor = countedMinor.value - figures.expectedCashMinor;
  const given = checkReason(counted.reason);
  if (!given.ok) return given;
  const reason = given.value;
  if (Math.abs(overShortMinor) > register.settings.closeToleranceMinor && !reason)
    return fail({ code: 'reason-missing' });
  keepTillKey(register);
  const count = { count: counted.count ?? null, countedMinor: countedMinor.value, overShortMinor, reason };
  const closed = zOf(register, shift, figures, count);
  const soldByCode = soldInShift(register, shift.number);
  store.commit((writer) => {
    writer.record({ type: 'shift.closed', payload: closed }, entryContext(register));
    // Popularity orders the search; counting it at close keeps it off the selling path.
    writer.catalogue.countSold(soldByCode);
  });
  store.checkpoint();
  return ok(closed);
}

function zOf(
  register: Register,
  shift: Shift,
  figures: ShiftFigures,
  counted: Pick<ShiftClosed, 'count' | 'countedMinor' | 'overShortMinor' | 'reason'>,
): ShiftClosed {
  const { store } = register;
  const head = store.journal.head()!;
  const headHash = head.hash.toString('hex');
  const zNumber = store.shifts.lastZNumber() + 1;
  const signed = `${head.epoch}:${head.seq}:${headHash}:${zNumber}:${figures.grandTotalMinor}`;
  const signature = signWithTillKey(store.folder, signed);
  if (signature === null) throw new Error('the till key went away while the shift was closed');
  return {
    shiftId: shift.id,
    number: shift.number,
    zNumber,
    openedAtUtcMs: shift.openedAtUtcMs,
    openedBy: shift.openedBy,
    figures,
    ...counted,
    heldBasketCount: store.baskets.held().length,
    firstSeq: store.journal.row(shift.openedEntry)!.seq,
    epoch: head.epoch,
    headSeq: head.seq,
    headHash,
    signature,
  };
}

function soldInShift(register: Register, shiftNumber: number): Map<string, number> {
  return new Map(
    register.store.sales
      .soldUnits(shiftNumber)
      .map(({ articleCode, units }) => [articleCode, units] as const),
  );
}

function readCount({ count, countedMinor }: ClosingCount): Result<number> {
  if (count === undefined) {
    const isValid = countedMinor !== undefined && Number.isSafeInteger(countedMinor) && countedMinor >= 0;
    return isValid && countedMinor <= TENDERED_MAX_MINOR ? ok(countedMinor) : fail({ code: 'count-invalid' });
  }
  const isValid =
    count.length <= DENOMINATIONS_MAX &&
    count.every(
      ({ faceMinor, pieces }) =>
        Number.isSafeInteger(faceMinor) &&
        faceMinor > 0 &&
        faceMinor <= TENDERED_MAX_MINOR / PIECES_MAX &&
        Number.isSafeInteger(pieces) &&
        pieces >= 0 &&
        pieces <= PIECES_MAX,
    );
  return isValid ? ok(countedCashMinor(count)) : fail({ code: 'count-invalid' });
}

function checkAmount(register: Register, amountMinor: number, minMinor: number): Result<number> {
  if (Number.isSafeInteger(amountMinor) && amountMinor >= minMinor && amountMinor <= TENDERED_MAX_MINOR) {
    return ok(amountMinor);
  }
  const digits = currencyDigits(register.settings.shop.currency);
  const amount = Number.isSafeInteger(amountMinor)
    ? minorToDecimal(amountMinor, digits)
    : String(amountMinor);
  return fail({ code: 'amount-invalid', amount });
}

import type { Shift } from '../../db/shifts.ts';
import { businessDateAt } from '../../domain/business-date.ts';
import type { CashMoveKind } from '../../domain/cash-drawer.ts';
import type { ShiftFigures } from '../../domain/facts/shift-facts.ts';
import { minorToDecimal, currencyDigits } from '../../domain/currency.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { TENDERED_MAX_MINOR } from '../../domain/tender.ts';
import { deviceText } from '../../domain/text/device-text.ts';
import { queueDocument } from '../printing/queue-document.ts';
import { actorOf, entryContext, type Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';

/** A clock further than this from the last entry is not believed until somebody confirms it. */
export const CLOCK_JUMP_MAX_MS = 48 * 3_600_000;

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

/** Pays cash in or out, or drops it to the safe, which opens the drawer and prints a slip. Amounts are positive minor units. */
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
    const { position } = writer.record({ type: 'cash.moved', payload }, entryContext(register));
    queueDocument(register, writer, { kind: 'cash-slip', moveKind: kind, entry: position });
  });
  register.devices?.openDrawer();
  register.devices?.documentQueued();
  return ok(register.store.shifts.figures(shift));
}

/** Opens the drawer without a sale: a right, a reason and an entry, and only then the drawer. */
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
  register.devices?.openDrawer();
  return ok(null);
}

/** What opening the drawer to try it needs and leaves: the same, but no shift. Whoever tries it opens it. */
export function openDrawerForTest(register: Register): Result<null> {
  const reason = deviceText[register.settings.shop.language].drawer;
  const authorized = authorize(register, 'drawer-open', {}, { reason });
  if (!authorized.ok) return authorized;
  const payload = { authorization: authorized.value };
  register.store.commit((writer) => {
    writer.record({ type: 'drawer.opened', payload }, entryContext(register));
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

import type { Shift } from '../../db/shifts.ts';
import { signWithTillKey } from '../../db/till-key.ts';
import { countedCashMinor, type CashCount } from '../../domain/cash-drawer.ts';
import type { ShiftClosed, ShiftFigures } from '../../domain/facts/shift-facts.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { TENDERED_MAX_MINOR } from '../../domain/tender.ts';
import { queueDocument } from '../printing/queue-document.ts';
import { entryContext, type Register } from '../register.ts';
import { authorize, checkReason, type Approval } from './authorize.ts';
import { keepTillKey } from './keep-till-key.ts';

const DENOMINATIONS_MAX = 50;
const PIECES_MAX = 1_000_000;

/** What was found in the drawer: by denomination, or as one sum. */
export interface DrawerCount {
  readonly count?: CashCount | undefined;
  readonly countedMinor?: number | undefined;
}

export interface ClosingCount extends DrawerCount {
  readonly reason?: string | undefined;
}

/** A count that was checked, and how many were made with it. */
interface TakenCount {
  readonly count: CashCount | null;
  readonly countedMinor: number;
  readonly countAttempts: number;
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
  const { shifts } = register.store;
  const shift = shifts.open();
  if (!shift) return fail({ code: 'shift-not-open' });
  const countedMinor = readCount(counted);
  if (!countedMinor.ok) return countedMinor;
  const countAttempts = shifts.counts(shift).length + 1;
  const taken = { count: counted.count ?? null, countedMinor: countedMinor.value, countAttempts };
  return closeCountedShift(register, shift, taken, counted.reason, approval);
}

/** Closes the open shift with a count that was already read. */
export function closeCountedShift(
  register: Register,
  shift: Shift,
  taken: TakenCount,
  givenReason: string | undefined,
  approval: Approval,
): Result<ShiftClosed> {
  const { store } = register;
  if (store.baskets.current()) return fail({ code: 'shift-basket-open' });
  const authorized = authorize(register, 'shift-close', {}, approval);
  if (!authorized.ok) return authorized;
  const reason = checkReason(givenReason);
  if (!reason.ok) return reason;
  const figures = store.shifts.figures(shift);
  const overShortMinor = taken.countedMinor - figures.expectedCashMinor;
  if (isReasonNeeded(register, overShortMinor) && !reason.value) return fail({ code: 'reason-missing' });
  keepTillKey(register);
  const closed = zOf(register, shift, figures, { ...taken, overShortMinor, reason: reason.value });
  const soldByCode = soldInShift(register, shift.number);
  store.commit((writer) => {
    writer.record({ type: 'shift.closed', payload: closed }, entryContext(register));
    // Popularity orders the search; counting it at close keeps it off the selling path.
    writer.catalogue.countSold(soldByCode);
    queueDocument(register, writer, { kind: 'z', zNumber: closed.zNumber });
  });
  register.devices?.documentQueued();
  store.checkpoint();
  return ok(closed);
}

/** Whether a difference is more than the shop lets pass without a word. */
export function isReasonNeeded(register: Register, overShortMinor: number): boolean {
  return Math.abs(overShortMinor) > register.settings.closeToleranceMinor;
}

/** A count's sum in minor units, or `count-invalid`. */
export function readCount({ count, countedMinor }: DrawerCount): Result<number> {
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

function zOf(
  register: Register,
  shift: Shift,
  figures: ShiftFigures,
  counted: TakenCount & Pick<ShiftClosed, 'overShortMinor' | 'reason'>,
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

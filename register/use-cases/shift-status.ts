import type { CashMove, ListedShift, Shift } from '../../db/shifts.ts';
import type { BasketState } from '../../domain/basket.ts';
import type { ShiftFigures } from '../../domain/facts/shift-facts.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { saleTotalMinor } from '../price-sale.ts';
import type { Register, TillView } from '../register.ts';
import { authorize } from './authorize.ts';
import { isOutdated } from './count-drawer.ts';

/** Names are null where the till itself acted. Amounts in minor units. */
export interface NamedCashMove extends Omit<CashMove, 'by' | 'approvedBy'> {
  readonly byName: string | null;
  readonly approvedByName: string | null;
}

/** The open shift as its screen shows it. */
export interface ShiftStatus {
  readonly shift: Shift;
  readonly openedByName: string | null;
  readonly moves: readonly NamedCashMove[];
  /** The number that its Z will have. */
  readonly nextZNumber: number;
  readonly countAttempts: number;
  readonly lastCount: {
    readonly atUtcMs: number;
    readonly countedMinor: number;
    readonly byName: string | null;
    /** Money moved since: it must be counted again. */
    readonly isOutdated: boolean;
  } | null;
  /** Only for whoever may read an X: nobody who counts blind may know what must come out. */
  readonly figures: ShiftFigures | null;
}

/** The open shift; null where none is. */
export function readShiftStatus(register: Register): Result<ShiftStatus | null> {
  const { shifts } = register.store;
  const shift = shifts.open();
  if (!shift) return ok(null);
  const counts = shifts.counts(shift);
  const last = counts.at(-1);
  return ok({
    shift,
    openedByName: nameOf(register, shift.openedBy),
    moves: shifts.moves(shift.number).map(({ by, approvedBy, ...move }) => ({
      ...move,
      byName: nameOf(register, by),
      approvedByName: nameOf(register, approvedBy),
    })),
    nextZNumber: shifts.lastZNumber() + 1,
    countAttempts: counts.length,
    lastCount: last
      ? {
          atUtcMs: last.atUtcMs,
          countedMinor: last.countedMinor,
          byName: nameOf(register, last.by),
          isOutdated: isOutdated(register, shift, last),
        }
      : null,
    figures: authorize(register, 'report-x').ok ? shifts.figures(shift) : null,
  });
}

/** A shift of the list; what its Z says is null while it is open. */
export interface ShiftRow extends ListedShift {
  readonly openedByName: string | null;
  readonly closing: {
    readonly closedByName: string | null;
    readonly saleCount: number;
    readonly refundCount: number;
    readonly netSalesMinor: number;
    readonly expectedCashMinor: number;
    readonly countedMinor: number;
    readonly overShortMinor: number;
    readonly countAttempts: number;
    readonly reason: string | null;
  } | null;
}

/** Shifts with what their Zs say, newest first, below a shift's number. */
export function listShifts(
  register: Register,
  { beforeNumber, limit }: { readonly beforeNumber?: number | undefined; readonly limit: number },
): Result<ShiftRow[]> {
  const authorized = authorize(register, 'report-x');
  if (!authorized.ok) return authorized;
  const listed = register.store.shifts.list(beforeNumber ?? Number.MAX_SAFE_INTEGER, limit);
  return ok(listed.map((shift) => shiftRow(register, shift)));
}

/** A shift with what its Z says of it. */
export function shiftRow(register: Register, shift: ListedShift): ShiftRow {
  const openedByName = nameOf(register, shift.openedBy);
  const stored = shift.zNumber === null ? null : register.store.shifts.z(shift.zNumber);
  if (!stored) return { ...shift, openedByName, closing: null };
  const { figures, countedMinor, overShortMinor, countAttempts, reason } = stored.closed;
  const { saleCount, refundCount, totalMinor: netSalesMinor, expectedCashMinor } = figures;
  const counted = { expectedCashMinor, countedMinor, overShortMinor, countAttempts, reason };
  const closedByName = nameOf(register, stored.closedBy);
  return {
    ...shift,
    openedByName,
    closing: { closedByName, saleCount, refundCount, netSalesMinor, ...counted },
  };
}

/** A sale that is not finished. Its total is priced now. */
interface UnfinishedSale {
  readonly id: string;
  readonly label: string | null;
  readonly heldByName: string | null;
  readonly heldAtUtcMs: number;
  readonly lineCount: number;
  readonly totalMinor: number;
  /** Of its first lines. */
  readonly names: readonly string[];
}

/** What somebody must decide about before the drawer is counted. Only the sale on the counter stops a close. */
export interface CloseBlockers {
  readonly current: {
    readonly id: string;
    readonly state: BasketState;
    readonly lineCount: number;
    readonly totalMinor: number;
  } | null;
  readonly held: readonly UnfinishedSale[];
}

const NAMES_SHOWN = 3;

export function readCloseBlockers(register: Register): Result<CloseBlockers> {
  const { baskets, shifts } = register.store;
  if (!shifts.open()) return fail({ code: 'shift-not-open' });
  const current = baskets.current();
  const held = baskets.held().map(({ heldBy, ...rest }) => {
    const basket = baskets.byId(rest.id)!;
    return {
      ...rest,
      heldByName: nameOf(register, heldBy),
      totalMinor: saleTotalMinor(register, basket),
      names: basket.lines.slice(0, NAMES_SHOWN).map(({ name }) => name),
    };
  });
  return ok({
    current: current && {
      id: current.id,
      state: current.state,
      lineCount: current.lines.length,
      totalMinor: saleTotalMinor(register, current),
    },
    held,
  });
}

/** A person's name; null for the till itself. */
export function nameOf({ store }: Pick<TillView, 'store'>, actor: string): string | null {
  return store.staff.byId(actor)?.name ?? null;
}

import { readDayMembers, type DayMembers } from '../../db/day-members.ts';
import { hasDay, readDay, type DayFigures, type PersonFigures } from '../../db/day-report.ts';
import { addDays, businessDateAt } from '../../domain/business-date.ts';
import { divideRounded } from '../../domain/integer.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Register } from '../register.ts';
import { authorize } from './authorize.ts';
import { nameOf, shiftRow, type ShiftRow } from './shift-status.ts';

const DAYS_A_WEEK = 7;

/** A day's figures with people's names; null for the till itself. */
export interface BoardFigures extends Omit<DayFigures, 'persons'> {
  /** Net sales by receipts that sold something; null without one. */
  readonly averageMinor: number | null;
  readonly persons: readonly (PersonFigures & { readonly name: string | null })[];
  readonly members: DayMembers;
}

/** A day beside the same weekday a week before, which is null where the till was not open then. */
export interface DayBoard {
  readonly businessDate: string;
  readonly readAtUtcMs: number;
  readonly currency: string;
  readonly day: BoardFigures;
  readonly weekBeforeDate: string;
  readonly weekBefore: BoardFigures | null;
  readonly shifts: readonly ShiftRow[];
}

/** The figures of a business date; of the open shift's, or today's, where none is given. */
export function readDayBoard(
  register: Register,
  { businessDate: asked }: { readonly businessDate?: string | undefined },
): Result<DayBoard> {
  const authorized = authorize(register, 'report-x');
  if (!authorized.ok) return authorized;
  const { store, clock, settings } = register;
  const { zone, cutOverMinutes, currency } = settings.shop;
  const readAtUtcMs = clock.nowUtcMs();
  const businessDate =
    asked ?? store.shifts.open()?.businessDate ?? businessDateAt(readAtUtcMs, zone, cutOverMinutes);
  const weekBeforeDate = addDays(businessDate, -DAYS_A_WEEK);
  return ok({
    businessDate,
    readAtUtcMs,
    currency,
    day: boardFigures(register, businessDate),
    weekBeforeDate,
    weekBefore: hasDay(store.db, weekBeforeDate) ? boardFigures(register, weekBeforeDate) : null,
    shifts: store.shifts.ofDate(businessDate).map((shift) => shiftRow(register, shift)),
  });
}

function boardFigures(register: Register, businessDate: string): BoardFigures {
  const figures = readDay(register.store.db, businessDate);
  const { saleCount, netSalesMinor } = figures;
  return {
    ...figures,
    averageMinor: saleCount === 0 ? null : divideRounded(netSalesMinor, saleCount),
    members: readDayMembers(register.store.db, businessDate),
    persons: figures.persons.map((person) => ({ ...person, name: nameOf(register, person.actor) })),
  };
}

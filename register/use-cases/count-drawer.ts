import type { Shift, StoredCount } from '../../db/shifts.ts';
import type { ShiftClosed, ShiftFigures } from '../../domain/facts/shift-facts.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { entryContext, type Register } from '../register.ts';
import { authorize, type Approval } from './authorize.ts';
import { closeCountedShift, isReasonNeeded, readCount, type DrawerCount } from './close-shift.ts';

/** How the drawer must come out, sum by sum; amounts in minor units, as in `ShiftFigures`. */
export type DrawerFigures = Pick<
  ShiftFigures,
  | 'floatMinor'
  | 'cashTakenMinor'
  | 'cashRefundedMinor'
  | 'cashRefundCount'
  | 'payInMinor'
  | 'payOutMinor'
  | 'safeDropMinor'
  | 'expectedCashMinor'
>;

/** What is told only after the drawer was counted. */
export interface CountOutcome {
  readonly attempt: number;
  readonly countedMinor: number;
  readonly overShortMinor: number;
  /** A difference up to this passes without a reason. */
  readonly toleranceMinor: number;
  readonly isReasonNeeded: boolean;
  readonly drawer: DrawerFigures;
}

/**
 * Takes a blind count of the drawer. It is on the disk before anything of what must be there is told, and counting again
 * adds a try: the Z says how many there were.
 */
export function submitCount(
  register: Register,
  counted: DrawerCount,
  approval: Approval = {},
): Result<CountOutcome> {
  const { shifts } = register.store;
  const shift = shifts.open();
  if (!shift) return fail({ code: 'shift-not-open' });
  if (register.store.baskets.current()) return fail({ code: 'shift-basket-open' });
  const countedMinor = readCount(counted);
  if (!countedMinor.ok) return countedMinor;
  const authorized = authorize(register, 'shift-close', {}, approval);
  if (!authorized.ok) return authorized;
  const figures = shifts.figures(shift);
  const payload = {
    shiftId: shift.id,
    attempt: shifts.counts(shift).length + 1,
    count: counted.count ?? null,
    countedMinor: countedMinor.value,
    expectedCashMinor: figures.expectedCashMinor,
    overShortMinor: countedMinor.value - figures.expectedCashMinor,
  };
  register.store.commit((writer) => {
    writer.record({ type: 'shift.counted', payload }, entryContext(register));
  });
  const { attempt, overShortMinor } = payload;
  return ok({
    attempt,
    countedMinor: countedMinor.value,
    overShortMinor,
    toleranceMinor: register.settings.closeToleranceMinor,
    isReasonNeeded: isReasonNeeded(register, overShortMinor),
    drawer: drawerFigures(figures),
  });
}

/** Closes the shift with the last count, unless money moved since: then the drawer is counted again. */
export function closeWithLastCount(
  register: Register,
  reason: string | undefined,
  approval: Approval = {},
): Result<ShiftClosed> {
  const shift = register.store.shifts.open();
  if (!shift) return fail({ code: 'shift-not-open' });
  const counts = register.store.shifts.counts(shift);
  const last = counts.at(-1);
  if (!last) return fail({ code: 'count-missing' });
  if (isOutdated(register, shift, last)) return fail({ code: 'count-outdated' });
  const { count, countedMinor } = last;
  const taken = { count, countedMinor, countAttempts: counts.length };
  return closeCountedShift(register, shift, taken, reason, approval);
}

/** Whether something was sold, paid or moved after a count: its drawer is not the one that was counted. */
export function isOutdated({ store }: Register, shift: Shift, counted: StoredCount): boolean {
  return store.shifts.lastMoneyEntry(shift) > counted.entry;
}

function drawerFigures(figures: ShiftFigures): DrawerFigures {
  const { floatMinor, cashTakenMinor, cashRefundedMinor, cashRefundCount } = figures;
  const { payInMinor, payOutMinor, safeDropMinor, expectedCashMinor } = figures;
  return {
    floatMinor,
    cashTakenMinor,
    cashRefundedMinor,
    cashRefundCount,
    payInMinor,
    payOutMinor,
    safeDropMinor,
    expectedCashMinor,
  };
}

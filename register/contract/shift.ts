import { z } from 'zod';
import type { Shift, StoredZ } from '../../db/shifts.ts';
import { cashMoveKinds } from '../../domain/cash-drawer.ts';
import type { ShiftClosed, ShiftFigures } from '../../domain/facts/shift-facts.ts';
import { answers } from './answer.ts';
import { approval, freeText, integer } from './fields.ts';

const count = z.array(z.strictObject({ faceMinor: integer, pieces: integer })).max(100);

export const shiftContract = {
  open: answers<Shift>().input(z.strictObject({ floatMinor: integer, confirmClock: z.boolean().optional() })),
  /** Amounts are positive; the kind says which way. */
  moveCash: answers<ShiftFigures>().input(
    z.strictObject({ kind: z.enum(cashMoveKinds), amountMinor: integer, approval }),
  ),
  openDrawer: answers<null>().input(z.strictObject({ approval })),
  readX: answers<{ shift: Shift; figures: ShiftFigures }>().input(
    z.strictObject({ approval: approval.optional() }),
  ),
  /** The count by denomination, or as one sum. */
  close: answers<ShiftClosed>().input(
    z.strictObject({
      count: count.optional(),
      countedMinor: integer.optional(),
      reason: freeText.optional(),
      approval: approval.optional(),
    }),
  ),
  readZ: answers<StoredZ>().input(z.strictObject({ zNumber: integer, approval: approval.optional() })),
};

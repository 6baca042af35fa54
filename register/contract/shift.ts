import { z } from 'zod';
import type { Shift, StoredZ } from '../../db/shifts.ts';
import { cashMoveKinds } from '../../domain/cash-drawer.ts';
import type { ShiftFigures } from '../../domain/facts/shift-facts.ts';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import { answers } from './answer.ts';
import { approval, freeText, integer, language } from './fields.ts';

interface ZAnswer {
  readonly stored: StoredZ;
  readonly document: ReceiptDocument;
}

const count = z.array(z.strictObject({ faceMinor: integer, pieces: integer })).max(100);

export const shiftContract = {
  open: answers<Shift>().input(z.strictObject({ floatMinor: integer, confirmClock: z.boolean().optional() })),
  /** Amounts are positive; the kind says which way. */
  moveCash: answers<ShiftFigures>().input(
    z.strictObject({ kind: z.enum(cashMoveKinds), amountMinor: integer, approval }),
  ),
  openDrawer: answers<null>().input(z.strictObject({ approval })),
  readX: answers<{ shift: Shift; figures: ShiftFigures; document: ReceiptDocument }>().input(
    z.strictObject({ language, approval: approval.optional() }),
  ),
  /** Counted by denomination, or as one sum. The document is the one original of the Z. */
  close: answers<ZAnswer>().input(
    z.strictObject({
      language,
      count: count.optional(),
      countedMinor: integer.optional(),
      reason: freeText.optional(),
      approval: approval.optional(),
    }),
  ),
  /** A Z once more: its document says that it is a copy. */
  readZ: answers<ZAnswer>().input(
    z.strictObject({ zNumber: integer, language, approval: approval.optional() }),
  ),
};

import { z } from 'zod';
import type { Shift, StoredZ } from '../../db/shifts.ts';
import { cashMoveKinds } from '../../domain/cash-drawer.ts';
import type { ShiftFigures } from '../../domain/facts/shift-facts.ts';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import type { CountOutcome } from '../use-cases/count-drawer.ts';
import type { CloseBlockers, ShiftRow, ShiftStatus } from '../use-cases/shift-status.ts';
import { answers, type DocumentFile } from './answer.ts';
import { approval, freeText, integer, language, nothing } from './fields.ts';

interface ZAnswer {
  readonly stored: StoredZ;
  readonly document: ReceiptDocument;
}

const count = z.array(z.strictObject({ faceMinor: integer, pieces: integer })).max(100);
const zRequest = z.strictObject({ zNumber: integer, language, approval: approval.optional() });

export const shiftContract = {
  open: answers<Shift>().input(z.strictObject({ floatMinor: integer, confirmClock: z.boolean().optional() })),
  /** The open shift with its cash movements; null where none is open. */
  status: answers<ShiftStatus | null>().input(nothing),
  /** Newest first; the next page is below the last row's `number`. */
  list: answers<ShiftRow[]>().input(
    z.strictObject({ beforeNumber: integer.optional(), limit: z.int().min(1).max(100) }),
  ),
  /** Amounts are positive; the kind says which way. Says nothing of what the drawer holds, which is counted blind. */
  moveCash: answers<ShiftStatus>().input(
    z.strictObject({ kind: z.enum(cashMoveKinds), amountMinor: integer, approval }),
  ),
  openDrawer: answers<null>().input(z.strictObject({ approval })),
  readX: answers<{ shift: Shift; figures: ShiftFigures; document: ReceiptDocument }>().input(
    z.strictObject({ language, approval: approval.optional() }),
  ),
  /** What is to be decided before the drawer is counted: held sales, and the one on the counter. */
  blockers: answers<CloseBlockers>().input(nothing),
  /** Counted by denomination, or as one sum. What the drawer must hold is told after it, never before. */
  submitCount: answers<CountOutcome>().input(
    z.strictObject({
      count: count.optional(),
      countedMinor: integer.optional(),
      approval: approval.optional(),
    }),
  ),
  /** Closes with the last count submitted. The document is the one original of the Z. */
  closeCounted: answers<ZAnswer>().input(
    z.strictObject({ language, reason: freeText.optional(), approval: approval.optional() }),
  ),
  /** Counts and closes in one step, for commands. The document is the one original of the Z. */
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
  readZ: answers<ZAnswer>().input(zRequest),
  /** The same as a PDF. */
  zPdf: answers<DocumentFile>().input(zRequest),
};

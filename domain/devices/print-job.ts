import type { CashMoveKind } from '../cash-drawer.ts';
import type { ReceiptDocument } from '../receipt/document.ts';
import type { Language } from '../text/language.ts';
import type { DeviceFault } from './device-fault.ts';

/**
 * Where a document stands on its way to paper. `queued` and `failed` are sent by themselves: of neither has a byte left the
 * till since it was last asked for. `unknown` may be on paper, or some of it, and waits for a person. `sent` is all of it
 * taken by a printer that cannot say more, `confirmed` is on paper.
 */
export type PrintState = 'queued' | 'sending' | 'confirmed' | 'sent' | 'unknown' | 'failed' | 'given-up';

/**
 * What a job prints: what the journal has is only referred to, so that a job is small beside its sale and prints the same
 * after a restart; an X is of a moment, and kept whole. `copyNo` is null for the one original.
 */
export type PrintPaper = { readonly copyNo: number | null; readonly language: Language } & (
  | { readonly kind: 'receipt'; readonly receiptNumber: string }
  | { readonly kind: 'z'; readonly zNumber: number }
  | { readonly kind: 'cash-slip'; readonly moveKind: CashMoveKind; readonly entry: number }
  | { readonly kind: 'document'; readonly document: ReceiptDocument }
);

/** A job as the queue has it. */
export interface StoredPrintJob {
  readonly id: number;
  readonly printerId: string;
  readonly paper: PrintPaper;
  readonly state: PrintState;
  /** How often it may have come out of a printer. */
  readonly sentCount: number;
  readonly fault: DeviceFault | null;
  readonly queuedAtUtcMs: number;
}

/** Jobs that wait or must be decided about, of all printers; beyond it the oldest is given up, and can be asked for again. */
export const PRINT_JOBS_MAX = 1_000;

/** Jobs that are done with are kept to be looked at, the latest so many. */
export const PRINT_JOBS_KEPT = 500;

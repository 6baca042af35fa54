import type { JournalRow } from './journal.ts';

/** What is wrong with the books, and the first entry that shows it. */
export interface VerifyFault {
  readonly kind: 'database' | 'chain' | 'signature' | 'anchor' | 'payload' | 'table' | 'reference';
  readonly epoch: number | null;
  readonly seq: number | null;
  readonly detail: string;
}

/** A fault that an entry of the journal shows. */
export function faultAt(row: JournalRow, kind: VerifyFault['kind'], detail: string): VerifyFault {
  return { kind, epoch: row.epoch, seq: row.seq, detail };
}

import type { ImportRowError } from '../../../domain/import-error.ts';

/** So many rows that were left out are told with their reasons. */
export const REJECTED_SHOWN_MAX = 200;

/** A row that was left out, and why. */
export interface RejectedRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly error: ImportRowError;
}

export interface ImportAnswer {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejectedCount: number;
  /** The first of them. */
  readonly rejected: readonly RejectedRow[];
  readonly ignoredColumns: readonly string[];
}

import type { JournalPlace } from '../../db/chain-state.ts';
import { comparePlaces } from '../../db/chain-state.ts';
import type { TailRow } from '../../db/journal-tail.ts';
import type { StoreReader } from '../../db/open-store.ts';
import type { RestoredEnd } from '../../db/restored-ends.ts';

/** How restored books are completed with what central has of them. */
export interface CompletionPlan {
  /** What comes after it is taken out, and written again behind the tail. */
  readonly end: RestoredEnd;
  /** Follows the end; empty where nothing of central's does. */
  readonly tail: readonly TailRow[];
  /** Central has entries up to this epoch: the books go on under a higher one. */
  readonly lastEpoch: number;
  /** Ids of entries that central has. */
  readonly knownIds: ReadonlySet<string>;
}

/**
 * Plans it from all that central has behind the first of the ends. What central has of entries that would be taken out is there to
 * stay, so there is no plan then. Where the books sold on elsewhere from another backup nothing follows any end: they go on by themselves,
 * above all epochs that were used meanwhile.
 */
export function planCompletion(
  { journal }: Pick<StoreReader, 'journal'>,
  ends: readonly RestoredEnd[],
  tail: readonly TailRow[],
): CompletionPlan | null {
  const last = tail.at(-1);
  if (!last) return null;
  const known = { lastEpoch: last.epoch, knownIds: new Set(tail.map(({ id }) => id)) };
  const hashes = new Set(tail.map(({ hash }) => hash.toString('hex')));
  let first: RestoredEnd | null = null;
  for (const end of ends) {
    const after = [...journal.rows(end.position + 1)];
    if (after.some(({ hash }) => hashes.has(hash.toString('hex')))) break;
    first = end;
    const rows = tail.filter((row) => isBehind(end, row));
    if (follows(end, rows)) return { end, tail: rows, ...known };
  }
  const isMet = first !== null && journal.row(first.position + 1)!.epoch <= last.epoch;
  return first && isMet ? { end: first, tail: [], ...known } : null;
}

function isBehind(end: JournalPlace, row: JournalPlace): boolean {
  return comparePlaces(row, end) > 0;
}

function follows(end: RestoredEnd, rows: readonly TailRow[]): boolean {
  return rows.length > 0 && rows.every((row, index) => row.prev_hash.equals((rows[index - 1] ?? end).hash));
}

import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { copyBooks, cutJournal, cuttableTypes } from '../../db/cut-journal.ts';
import { entryOf, type JournalRow } from '../../db/journal.ts';
import { appendTail, type TailRow } from '../../db/journal-tail.ts';
import { DATABASE_FILE, type Store, type StoreReader, type StoreWriter } from '../../db/open-store.ts';
import { keepEpoch, nextEpoch } from '../../db/restore.ts';
import { putInPlace } from '../../db/staged-books.ts';
import type { TailOwner } from '../../sync/client/restored-tail.ts';
import type { Clock } from '../register.ts';
import { beginEpoch, restoredContext } from './begin-epoch.ts';

/** Restored books that may lack what the till sent to central after their backup. */
export interface RestoredBooks extends TailOwner {
  /** Where the backup ended. */
  readonly end: { readonly position: number; readonly epoch: number; readonly seq: number };
  /** Of the entry that began the new epoch, which central has not heard of. */
  readonly startHash: Buffer;
}

/**
 * Books of a till of a chain that were restored while central did not answer, or did not know the till's key, and at which nothing
 * was done since that the journal says of the shop. Null for all others: once a shift or a sale follows the backup, what the till
 * did between the two stands at central alone.
 */
export function findRestoredBooks({ folder, chain, journal, till }: StoreReader): RestoredBooks | null {
  const identity = till.identity();
  const head = journal.head();
  const { url, caFile, acknowledged } = chain.state();
  if (!identity || !head || !chain.link() || url === null) return null;
  if ((acknowledged?.epoch ?? 0) >= head.epoch) return null;
  const start = journal.bySeq(head.epoch, 1);
  const end = start && journal.row(start.position - 1);
  if (start?.type !== 'epoch.started' || !end) return null;
  for (const { type } of journal.rows(start.position)) if (!cuttableTypes.has(type)) return null;
  return { folder, registerId: identity.registerId, url, caFile, end, startHash: start.hash };
}

/**
 * Puts books in place that have what central has of them behind their backup, and go on under an epoch of their own with what was
 * done at the till meanwhile. Nobody may have the folder's books open. False, and they are as they were, where that does not follow the
 * backup, or somebody has sold since.
 */
export function completeRestored(
  { folder, end }: RestoredBooks,
  tail: readonly TailRow[],
  clock: Clock,
): boolean {
  const path = join(folder, 'completing', DATABASE_FILE);
  const staged = copyBooks(folder, path);
  let isComplete = false;
  try {
    const cut = cutJournal(staged, end.position);
    isComplete = cut !== null && appendTail(staged, tail);
    if (cut && isComplete) goOn(staged, cut, clock);
  } finally {
    staged.close();
  }
  if (isComplete) putInPlace(folder, path);
  rmSync(dirname(path), { recursive: true, force: true });
  return isComplete;
}

function goOn(staged: Store, cut: readonly JournalRow[], clock: Clock): void {
  const { folder, journal } = staged;
  const epoch = nextEpoch(folder, journal.head()!);
  keepEpoch(folder, epoch);
  const context = restoredContext(staged, clock);
  staged.commit((writer) => {
    beginEpoch(staged, writer, { epoch, hasTail: true }, context);
    for (const row of cut) recordAgain(writer, row);
  });
}

/** As it was, at another place. The keys that the till had meanwhile have signed nothing. */
function recordAgain(writer: StoreWriter, row: JournalRow): void {
  const entry = entryOf(row);
  if (entry.type !== 'epoch.started' && entry.type !== 'key.replaced') writer.record(entry, entry);
}

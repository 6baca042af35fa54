import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { copyBooks, cutJournal } from '../../db/cut-journal.ts';
import { entryOf, type JournalRow } from '../../db/journal.ts';
import { appendTail } from '../../db/journal-tail.ts';
import { DATABASE_FILE, type Store, type StoreWriter } from '../../db/open-store.ts';
import { keepEpoch, nextEpoch } from '../../db/restore.ts';
import { snapshotFolder } from '../../db/snapshot-folder.ts';
import { putInPlace } from '../../db/staged-books.ts';
import type { CompletionPlan } from '../../sync/client/completion-plan.ts';
import { beginEpoch, restoredContext } from './begin-epoch.ts';

/**
 * Puts books in place that have what central has of them behind their backup, and go on under an epoch of their own with what was
 * done at the till meanwhile. Nobody may have the folder's books open. False where they go on without what central has, because that does
 * not follow the backup.
 */
export function completeRestored(folder: string, plan: CompletionPlan, atUtcMs: number): boolean {
  const path = join(folder, 'completing', DATABASE_FILE);
  // What is staged of a snapshot has the journal as it was, and would be put in place of this one.
  rmSync(snapshotFolder(folder), { recursive: true, force: true });
  const staged = copyBooks(folder, path);
  let isWhole = false;
  try {
    const cut = cutJournal(staged, plan.end.position);
    if (!cut) throw new Error('books were to be completed that somebody has sold with');
    isWhole = plan.tail.length > 0 && appendTail(staged, plan.tail);
    goOn(staged, cut, plan, { isWhole, atUtcMs });
  } finally {
    staged.close();
  }
  putInPlace(folder, path);
  rmSync(dirname(path), { recursive: true, force: true });
  return isWhole;
}

function goOn(
  staged: Store,
  cut: readonly JournalRow[],
  { lastEpoch, knownIds }: CompletionPlan,
  { isWhole, atUtcMs }: { readonly isWhole: boolean; readonly atUtcMs: number },
): void {
  const { folder, journal } = staged;
  const epoch = nextEpoch(folder, { epoch: Math.max(journal.head()!.epoch, lastEpoch) });
  keepEpoch(folder, epoch);
  const context = restoredContext(staged, { nowUtcMs: () => atUtcMs });
  staged.commit((writer) => {
    beginEpoch(staged, writer, { epoch, hasTail: true }, context);
    for (const row of cut) {
      const isKnown = knownIds.has(row.id);
      // An id stands at one place only, here and at central.
      if (!isKnown) recordAgain(writer, row, row.id);
      else if (!isWhole) recordAgain(writer, row, uuidv7());
    }
  });
}

/** What is said anew wherever an epoch begins. The keys that the till had meanwhile have signed nothing. */
const notAgain: ReadonlySet<string> = new Set([
  'epoch.started',
  'key.replaced',
  'catalogue.pulled',
  'members.pulled',
  'promotions.pulled',
]);

/** As it was, at another place. */
function recordAgain(writer: StoreWriter, row: JournalRow, id: string): void {
  const entry = entryOf(row);
  if (!notAgain.has(entry.type)) writer.record(entry, { ...entry, id });
}

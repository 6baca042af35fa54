import type { Database } from 'better-sqlite3';
import { hashEntry } from '../seal/entry-hash.ts';
import { entryOf, type JournalRow } from './journal.ts';
import type { Store } from './open-store.ts';
import { createProjector } from './projector.ts';
import { storeErrorOf } from './store-error.ts';

/** A row that is to follow the journal, but for where it will lie. */
export type TailRow = Omit<JournalRow, 'position'>;

/**
 * Appends entries that this till itself made after a backup, as they were, and projects them; in one transaction. False, and nothing of it
 * happened, where they do not follow the journal or do not hash to what they say. A sale of them that was still on the counter
 * in the backup is on it no more.
 */
export function appendTail(store: Store, rows: readonly TailRow[]): boolean {
  try {
    return store.commit((writer) => {
      const append = tailAppender(store.db);
      const project = createProjector(store.db);
      for (const row of rows) projectWhole(project, append(row));
      const current = store.baskets.current();
      for (const { id } of [...(current ? [current] : []), ...store.baskets.held()]) {
        if (store.sales.byId(id)) writer.baskets.remove(id);
      }
      return true;
    });
  } catch (error) {
    if (error instanceof BrokenTail) return false;
    throw error;
  }
}

/** What this program cannot read, or what does not go with the books, is no tail of them. */
function projectWhole(project: ReturnType<typeof createProjector>, row: JournalRow): void {
  try {
    project(entryOf(row));
  } catch (error) {
    // What the disk says of it is not the entry's fault.
    if (storeErrorOf(error, '') !== null) throw error;
    throw new BrokenTail();
  }
}

/** Thrown to have a commit undone. */
class BrokenTail extends Error {}

function tailAppender(db: Database): (row: TailRow) => JournalRow {
  const insert = db.prepare(
    `INSERT INTO journal (position, register, epoch, seq, id, type, schema, at_utc, utc_offset, business_date, shift,
       actor, payload, prev_hash, hash)
     VALUES (@position, @register, @epoch, @seq, @id, @type, @schema, @at_utc, @utc_offset, @business_date, @shift,
       @actor, @payload, @prev_hash, @hash)`,
  );
  const last = db.prepare<[], Pick<JournalRow, 'position' | 'epoch' | 'seq' | 'hash'>>(
    'SELECT position, epoch, seq, hash FROM journal ORDER BY position DESC LIMIT 1',
  );
  return (row) => {
    const head = last.get();
    const isNext = head !== undefined && row.epoch === head.epoch && row.seq === head.seq + 1;
    const isNewEpoch = head !== undefined && row.epoch > head.epoch && row.seq === 1;
    if (!head || !(isNext || isNewEpoch) || !row.prev_hash.equals(head.hash)) throw new BrokenTail();
    if (!hashEntry(row).equals(row.hash)) throw new BrokenTail();
    const placed = { ...row, position: head.position + 1 };
    insert.run(placed);
    return placed;
  };
}

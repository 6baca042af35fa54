import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { JournalRow } from './journal.ts';
import { DATABASE_FILE, openStoreAt, type Store } from './open-store.ts';
import { emptyLogOf } from './staged-books.ts';

/**
 * Types of entries that leave no trace in any table but in one that the same entry, written again at another place, writes over,
 * or that is cut with them. What says how the reference data was is said again by whoever cuts it.
 */
export const cuttableTypes: ReadonlySet<string> = new Set([
  'epoch.started',
  'key.replaced',
  'staff.signed-in',
  'staff.locked',
  'settings.changed',
  'catalogue.pulled',
  'members.pulled',
  'promotions.pulled',
]);

/**
 * A copy of a folder's books at `path`, to be changed beside them and put in their place. Nobody may have the books open.
 * Throws where somebody reads them.
 */
export function copyBooks(folder: string, path: string): Store {
  const books = join(folder, DATABASE_FILE);
  emptyLogOf(books);
  rmSync(dirname(path), { recursive: true, force: true });
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  copyFileSync(books, path);
  return openStoreAt(path, folder);
}

/**
 * Takes out of a copy what its journal has behind a position, and returns it; null, and nothing of it, where there is an entry
 * among it that cannot be taken out. The journal of books that a till writes is never shortened.
 */
export function cutJournal(books: Store, position: number): JournalRow[] | null {
  const { db } = books;
  const rows = [...books.journal.rows(position + 1)];
  if (rows.some(({ type }) => !cuttableTypes.has(type))) return null;
  books.commit(() => {
    withoutDeleteGuard(db, () => {
      db.prepare('DELETE FROM journal WHERE position > ?').run(position);
    });
    db.prepare('DELETE FROM till_event WHERE entry > ?').run(position);
    // What stands at those places from now on has not been counted.
    db.prepare('UPDATE insight_progress SET entry = MIN(entry, ?)').run(position);
  });
  return rows;
}

const GUARD = 'journal_refuses_delete';

function withoutDeleteGuard(db: Database, work: () => void): void {
  const guard = db
    .prepare<[string], string>(`SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?`)
    .pluck()
    .get(GUARD);
  if (guard === undefined) throw new Error('the journal can be deleted from');
  db.exec(`DROP TRIGGER ${GUARD}`);
  work();
  db.exec(guard);
}

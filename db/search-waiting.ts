import type { Database } from 'better-sqlite3';
import { searchRowId } from './search-index.ts';

/** Documents that wait to be indexed together, within one transaction. */
export interface WaitingDocuments {
  /** The words with blanks between them. */
  add(number: number, rank: number, words: string): void;
  /** Whether the document waited under this rank; it does no more. */
  remove(number: number, rank: number): boolean;
  /** Indexes them all, in the order of the index. */
  flush(): void;
}

/**
 * Keeps them in a temporary table, which is in memory: there a document takes a tenth of the room that strings in arrays do,
 * SQLite sorts them, and what is rolled back is gone from it too.
 */
export function createWaitingDocuments(db: Database, table: string): WaitingDocuments {
  const waiting = `temp.${table}_waiting`;
  db.exec(`CREATE TABLE IF NOT EXISTS ${waiting} (id INTEGER PRIMARY KEY, tokens TEXT NOT NULL) STRICT`);
  const insert = db.prepare<[number, string]>(`INSERT INTO ${waiting} (id, tokens) VALUES (?, ?)`);
  const remove = db.prepare<[number]>(`DELETE FROM ${waiting} WHERE id = ?`);
  const index = db.prepare(
    `INSERT INTO ${table} (rowid, tokens) SELECT id, tokens FROM ${waiting} ORDER BY id`,
  );
  const empty = db.prepare(`DELETE FROM ${waiting}`);
  return {
    add: (number, rank, words) => void insert.run(searchRowId(number, rank), words),
    remove: (number, rank) => remove.run(searchRowId(number, rank)).changes > 0,
    flush() {
      index.run();
      empty.run();
    },
  };
}

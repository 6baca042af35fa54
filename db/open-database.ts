import type Database from 'better-sqlite3';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaVersion } from './migrate.ts';
import { LOG_MAX_BYTES } from './store-log.ts';
import { syncPath } from './sync-file.ts';

/** The mode of every file that holds the books. */
export const OWNER_ONLY = 0o600;

/**
 * FULL, because this build's SQLite defaults to NORMAL in WAL mode, where a power cut loses the last commits. A
 * failure of checksums or pages is never written over: `cell_size_check` finds it when the page is read.
 */
export function configureWriter(db: Database.Database): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('wal_autocheckpoint = 0');
  // What an import made it grow to is given back when the log starts over.
  db.pragma(`journal_size_limit = ${LOG_MAX_BYTES}`);
  db.pragma('temp_store = MEMORY');
  db.pragma('cell_size_check = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('recursive_triggers = ON');
  // What is deleted or moved is overwritten where it stood: an erased member must not be left in a page's free space.
  db.pragma('secure_delete = ON');
  db.pragma('cache_size = -16000');
}

/** The pragma only shows the truth after a write; a store that is not durable must never sell. */
export function assertDurable(db: Database.Database): void {
  db.transaction(() => db.pragma(`application_id = ${APPLICATION_ID}`)).immediate();
  const synchronous = db.pragma('synchronous', { simple: true });
  const journalMode = db.pragma('journal_mode', { simple: true });
  if (synchronous !== 2 || journalMode !== 'wal') {
    throw new Error(
      `the database is not durable: synchronous ${String(synchronous)}, journal ${String(journalMode)}`,
    );
  }
}

/** `GTAI`: tells `file` and a curious administrator whose database this is. */
const APPLICATION_ID = 0x47544149;

/** Under its name only when it is whole: a copy that a crash cut short is no backup. */
export function backupBeforeMigration(db: Database.Database, folder: string): void {
  const copy = join(folder, `before-migration-${schemaVersion(db)}.db`);
  copyDatabase(db, `${copy}.part`);
  renameSync(`${copy}.part`, copy);
  syncPath(folder, 'folder');
}

/** Writes a consistent copy of an open database into a new file that only its owner may read, synced. */
export function copyDatabase(db: Database.Database, path: string): void {
  rmSync(path, { force: true });
  writeFileSync(path, '', { mode: OWNER_ONLY });
  db.prepare('VACUUM INTO ?').run(path);
  syncPath(path, 'file');
}

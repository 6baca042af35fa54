import Database from 'better-sqlite3';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreFailure } from './store-error.ts';

/** Held for as long as this process may write to a data folder. The operating system drops it when the process dies. */
export interface WriterLock {
  release(): void;
}

const LOCK_FILE = 'writer.lock';
const HOLDER_FILE = 'writer.pid';

/**
 * Makes this process the folder's one writer. Node has no advisory file locks, so an exclusive transaction on a small
 * SQLite file, held open, stands for one: it ends with the process however that ends, so no lock is ever stale.
 * Throws `StoreFailure` with `store-locked` and the holder's process id.
 */
export function lockWriter(folder: string): WriterLock {
  const lock = new Database(join(folder, LOCK_FILE), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    // It stays behind on release: only the lock says that there is a holder, and the next one writes its own id.
    writeFileSync(join(folder, HOLDER_FILE), String(process.pid));
  } catch (error) {
    lock.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new StoreFailure({ code: 'store-locked', pid: readHolder(folder) });
    }
    throw error;
  }
  return { release: () => void lock.close() };
}

function readHolder(folder: string): number {
  try {
    return Number.parseInt(readFileSync(join(folder, HOLDER_FILE), 'utf8'), 10) || 0;
  } catch (error) {
    // The first holder ever is between taking the lock and writing its id.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
}

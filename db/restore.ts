import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { BackupHeader } from './backup-file.ts';
import { DATABASE_FILE, openStoreAt, type Store } from './open-store.ts';
import { snapshotFolder } from './snapshot-folder.ts';
import { StoreFailure } from './store-error.ts';
import { syncPath } from './sync-file.ts';
import { lockWriter, type WriterLock } from './writer-lock.ts';

/** The highest epoch that this folder ever sold under; survives the database that is replaced. */
const EPOCH_FILE = 'epoch';
const STAGING = 'restoring';
/** More than a till is ever restored between a backup and the next. */
const UNSEEN_EPOCHS = 100;

/** A restore under way: the folder is locked, and the backup's database lies beside the one that it will replace. */
export interface Restore {
  /** Where the backup is to be unpacked. */
  readonly stagedPath: string;
  /** Opens the unpacked database for its last entries; close it before `swap`. */
  openStaged(): Store;
  /** Puts the new database in place and what was there aside; returns where, or null when there was nothing. */
  swap(epoch: number, asideName: string): string | null;
  release(): void;
}

/** The epoch that a folder goes on under after a restore: above the backup's and above any that it has seen. */
export function nextEpoch(folder: string, backup: Pick<BackupHeader, 'epoch'>): number {
  return Math.max(backup.epoch, readEpoch(folder), currentBooks(folder)?.epoch ?? 0) + 1;
}

/**
 * The same for a till of a chain. A folder that was not this till's, as on a new machine, has not seen under which epochs it sold after
 * the backup, and central would meet one for the second time: so many are left out that none is.
 */
export function nextEpochInChain(folder: string, backup: Pick<BackupHeader, 'epoch' | 'registerId'>): number {
  const books = currentBooks(folder);
  const hasSeen = books ? books.register === backup.registerId : existsSync(join(folder, EPOCH_FILE));
  return nextEpoch(folder, backup) + (hasSeen ? 0 : UNSEEN_EPOCHS - 1);
}

/**
 * Begins a restore into a folder, which nobody else may be using. What an earlier, interrupted restore left is thrown away: it
 * never got as far as the swap, which is one rename.
 */
export function beginRestore(folder: string): Restore {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock: WriterLock = lockWriter(folder);
  const staging = join(folder, STAGING);
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { mode: 0o700 });
  const stagedPath = join(staging, DATABASE_FILE);
  return {
    stagedPath,
    openStaged: () => openStoreAt(stagedPath, folder),
    swap: (epoch, asideName) => swap(folder, stagedPath, epoch, asideName),
    release() {
      rmSync(staging, { recursive: true, force: true });
      lock.release();
    },
  };
}

function swap(folder: string, stagedPath: string, epoch: number, asideName: string): string | null {
  const current = join(folder, DATABASE_FILE);
  const aside = join(folder, asideName);
  const isReplacing = existsSync(current);
  if (isReplacing) putAside(current, aside);
  keepEpoch(folder, epoch);
  // What is staged of a snapshot has the journal of the books that are replaced, and would be put in place of these.
  rmSync(snapshotFolder(folder), { recursive: true, force: true });
  renameSync(stagedPath, current);
  syncPath(folder, 'folder');
  return isReplacing ? aside : null;
}

/** Called before the swap: an epoch that is skipped is harmless, one that is used twice prints numbers twice. */
export function keepEpoch(folder: string, epoch: number): void {
  writeFileSync(join(folder, `${EPOCH_FILE}.part`), String(epoch));
  syncPath(join(folder, `${EPOCH_FILE}.part`), 'file');
  renameSync(join(folder, `${EPOCH_FILE}.part`), join(folder, EPOCH_FILE));
}

/**
 * Keeps the database that is replaced, with its log when it could not be folded in. Linked, not moved, so that at no moment the
 * folder is without a database; the log is then taken away, because SQLite would replay it into the new one.
 */
function putAside(current: string, aside: string): void {
  foldLog(current);
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  for (const suffix of ['', '-wal']) {
    if (existsSync(current + suffix)) keepCopy(current + suffix, join(aside, DATABASE_FILE + suffix));
  }
  syncPath(aside, 'folder');
  for (const suffix of ['-wal', '-shm']) rmSync(current + suffix, { force: true });
  syncPath(join(aside, '..'), 'folder');
}

function keepCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    // A file system without hard links (FAT, some network shares).
    if (!(error instanceof Error && 'code' in error)) throw error;
    copyFileSync(from, to);
    syncPath(to, 'file');
  }
}

/**
 * Folds the log in. A database that is damaged may not open; its log is then kept beside it as it is. One that somebody
 * reads keeps its log, and taking that away would cost its last sales in a power cut: such a restore is refused.
 */
function foldLog(path: string): void {
  try {
    const db = new Database(path);
    const [state] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    db.close();
    if (state?.busy === 1) throw new StoreFailure({ code: 'store-in-use' });
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
  }
}

function readEpoch(folder: string): number {
  const path = join(folder, EPOCH_FILE);
  return existsSync(path) ? Number.parseInt(readFileSync(path, 'utf8'), 10) || 0 : 0;
}

interface CurrentBooks {
  readonly register: string;
  readonly epoch: number;
}

/** Whose the database is that is there now, and its epoch; null where there is none or it cannot be read. */
function currentBooks(folder: string): CurrentBooks | null {
  const path = join(folder, DATABASE_FILE);
  if (!existsSync(path)) return null;
  try {
    const db = new Database(path, { readonly: true });
    try {
      const last = 'SELECT register, epoch FROM journal ORDER BY epoch DESC LIMIT 1';
      return db.prepare<[], CurrentBooks>(last).get() ?? null;
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof Database.SqliteError) return null;
    throw error;
  }
}

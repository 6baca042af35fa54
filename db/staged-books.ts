import Database from 'better-sqlite3';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { entryOf, type JournalRow } from './journal.ts';
import type { StoredMember } from './member-row.ts';
import { DATABASE_FILE, openStoreAt, type Store, type StoreReader } from './open-store.ts';
import { createProjector, ledgerTables } from './projector.ts';
import { StoreFailure } from './store-error.ts';
import { syncPath } from './sync-file.ts';
import { lockWriter } from './writer-lock.ts';

/**
 * Books whose reference data is another's: everything that the till itself wrote is carried over from its books, everything
 * that central decides is loaded anew. They are made beside a till that sells, and put in place of its books in a moment.
 */

/** What a snapshot of central's takes the place of, and what is made of it. */
const referenceTables = new Set([
  'article',
  'article_barcode',
  'article_popularity',
  'member',
  'member_card',
  'promotion',
  'reference_digest',
  'sweep_pending',
  'central_account',
  'central_coupon',
  'central_rule_use',
  'central_alias',
  'central_exception',
]);
const CACHE_KIB = 262_144;
const projected: ReadonlySet<string> = new Set(ledgerTables.map(({ name }) => name));

/**
 * Makes new books at `path` with all that the till wrote until now and no reference data, ready to be filled at full speed: nothing
 * of it is safe before `sealStaged`. Close the store then.
 */
export function stageBooks(live: StoreReader, path: string): Store {
  removeBooks(path);
  const staged = openStoreAt(path, live.folder);
  const { db } = staged;
  try {
    // No log, which would be written first and the books from it; none at all is what the driver's safe mode refuses.
    db.pragma('journal_mode = MEMORY');
    db.pragma('synchronous = OFF');
    // A million members with their indexes: what does not fit is written and read again, page by page.
    db.pragma(`cache_size = -${CACHE_KIB}`);
    // There is nothing yet that somebody could find again.
    db.pragma('secure_delete = OFF');
    withLive(db, join(live.folder, DATABASE_FILE), () => {
      db.transaction(() => copyTables(db, (name) => !referenceTables.has(name)))();
    });
    return staged;
  } catch (error) {
    staged.close();
    throw error;
  }
}

/** Counts for the new articles what was sold of those with their codes: it orders what a search finds. */
export function carryPopularity(staged: Store, live: StoreReader): void {
  const sold = live.db
    .prepare<[], { readonly code: string; readonly sold_count: number }>(
      'SELECT code, sold_count FROM article_popularity JOIN article ON number = article WHERE sold_count > 0',
    )
    .all();
  staged.commit((writer) => {
    writer.catalogue.countSold(new Map(sold.map(({ code, sold_count }) => [code, sold_count])));
  });
}

/** Closes books that are filled, and has them on the disk. */
export function sealStaged(staged: Store, path: string): void {
  // Leaving the mode in which nothing is kept for a rollback also ends what SQLite holds back.
  staged.db.pragma('journal_mode = DELETE');
  staged.close();
  syncPath(path, 'file');
}

/**
 * Carries over what was done since the books were staged. The till's own books must be closed, and nobody else may write
 * them. Returns the members that the till itself wrote since `appliedPosition`, whom the snapshot may not have.
 */
export function carryTail(staged: Store, livePath: string, appliedOf: () => number): StoredMember[] {
  const { db } = staged;
  return withLive(db, livePath, () => {
    const carry = db.transaction(() => {
      copyEntries(db);
      copyTables(db, (name) => !referenceTables.has(name) && isWorking(name));
      return ownMembers(db, appliedOf());
    });
    return carry.immediate();
  });
}

/** Puts closed and synced books in place of those in a folder, which nobody may have open. Throws where somebody reads them. */
export function putInPlace(folder: string, path: string): void {
  const lock = lockWriter(folder);
  try {
    const current = join(folder, DATABASE_FILE);
    emptyLogOf(current);
    syncPath(path, 'file');
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
    renameSync(path, current);
    syncPath(folder, 'folder');
    syncPath(dirname(path), 'folder');
  } finally {
    lock.release();
  }
}

/**
 * What is in the log is carried over already, but a swap that fails must leave the old books whole. Refused while somebody reads
 * them.
 */
export function emptyLogOf(path: string): void {
  const db = new Database(path);
  try {
    const [state] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    if (state?.busy !== 0) throw new StoreFailure({ code: 'store-in-use' });
  } finally {
    db.close();
  }
  for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
}

function removeBooks(path: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) {
    if (existsSync(path + suffix)) rmSync(path + suffix);
  }
}

function withLive<T>(db: Database.Database, path: string, work: () => T): T {
  db.prepare('ATTACH ? AS live').run(path);
  try {
    return work();
  } finally {
    db.exec('DETACH live');
  }
}

function copyTables(db: Database.Database, isWanted: (name: string) => boolean): void {
  for (const name of ordinaryTables(db).filter(isWanted)) {
    db.exec(`DELETE FROM main.${name}`);
    // By their key, so that they are written in the order in which they lie, and the journal without gaps.
    db.exec(`INSERT INTO main.${name} SELECT * FROM live.${name}`);
  }
}

/** Neither SQLite's own nor a search index's, nor what lies behind one. */
function ordinaryTables(db: Database.Database): string[] {
  return db
    .prepare<[], string>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`,
    )
    .pluck()
    .all();
}

/** What is neither the journal, nor made of it, nor counted from it while the till is idle. */
function isWorking(name: string): boolean {
  return name !== 'journal' && !projected.has(name) && !name.startsWith('insight_');
}

function copyEntries(db: Database.Database): void {
  const tail = db.prepare<[], JournalRow>(
    `SELECT * FROM live.journal WHERE position > (SELECT COALESCE(MAX(position), 0) FROM main.journal)
     ORDER BY position`,
  );
  const insert = db.prepare(
    `INSERT INTO main.journal (position, register, epoch, seq, id, type, schema, at_utc, utc_offset, business_date, shift,
       actor, payload, prev_hash, hash)
     VALUES (@position, @register, @epoch, @seq, @id, @type, @schema, @at_utc, @utc_offset, @business_date, @shift,
       @actor, @payload, @prev_hash, @hash)`,
  );
  const project = createProjector(db);
  for (const row of tail.all()) {
    insert.run(row);
    project(entryOf(row));
  }
}

function ownMembers(db: Database.Database, appliedPosition: number): StoredMember[] {
  const own = db.prepare<[number], StoredMember>(
    `SELECT * FROM live.member WHERE id IN (
       SELECT unhex(json_extract(payload, '$.memberId'), '-') FROM main.journal
       WHERE type IN ('member.registered', 'member.changed') AND position > ?)`,
  );
  return own.all(appliedPosition);
}

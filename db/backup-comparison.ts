import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dataKeyState } from './data-key.ts';
import { DATABASE_FILE } from './open-store.ts';

/** How an unpacked backup stands to the books that it would replace. */
export interface BackupComparison {
  /** Entries of the backup's journal. */
  readonly entries: number;
  /** What the present books hold that the backup does not; null where there are none, or they cannot be read. */
  readonly putAside: PutAside | null;
  readonly memberKey: BackupMemberKey;
  /** Its till belonged to a chain. */
  readonly isInChain: boolean;
}

/**
 * How a folder would come by the key of the members in a backup: it is there, or nobody is sealed under one; the recovery code
 * opens it; or no code was made before the backup was.
 */
export type BackupMemberKey = 'at-hand' | 'under-code' | 'out-of-reach';

export interface PutAside {
  readonly registerId: string;
  readonly entries: number;
  readonly sales: number;
  /** The moment of the last of these entries; null where there is none. */
  readonly lastAtUtcMs: number | null;
}

/** Only hashes are compared: an entry with the same hash has everything before it in common too. */
const PUT_ASIDE = `
  SELECT COUNT(*) AS entries, COUNT(*) FILTER (WHERE type = 'sale.completed') AS sales, MAX(at_utc) AS lastAtUtcMs
  FROM present.journal AS own
  WHERE NOT EXISTS (
    SELECT 1 FROM main.journal AS kept
    WHERE kept.register = own.register AND kept.epoch = own.epoch AND kept.seq = own.seq AND kept.hash = own.hash
  )`;

/** Compares the journal of an unpacked backup with the one of a data folder. Changes neither. */
export function compareBackup(unpackedPath: string, folder: string): BackupComparison {
  const db = new Database(unpackedPath, { readonly: true });
  try {
    const entries = db.prepare<[], number>('SELECT COUNT(*) FROM journal').pluck().get()!;
    return {
      entries,
      putAside: readPutAside(db, join(folder, DATABASE_FILE)),
      memberKey: memberKeyIn(db, folder),
      isInChain: isInChain(db),
    };
  } finally {
    db.close();
  }
}

/** Backups of the first versions know no chain. */
function isInChain(db: Database.Database): boolean {
  const knowsChains = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'chain_link'`).get() !== undefined;
  return knowsChains && db.prepare('SELECT 1 FROM chain_link').get() !== undefined;
}

function memberKeyIn(db: Database.Database, folder: string): BackupMemberKey {
  // Backups of the first versions know no members.
  const knowsMembers = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'data_key'`).get() !== undefined;
  const state = knowsMembers ? dataKeyState(db, folder) : 'none';
  if (state === 'none' || state === 'ready') return 'at-hand';
  if (db.prepare('SELECT 1 FROM member LIMIT 1').get() === undefined) return 'at-hand';
  const hasCode = db.prepare('SELECT 1 FROM data_key WHERE recovery IS NOT NULL').get() !== undefined;
  return hasCode ? 'under-code' : 'out-of-reach';
}

/** The present books may be what is broken: then what they hold cannot be told, and that is no reason to refuse. */
function readPutAside(db: Database.Database, presentPath: string): PutAside | null {
  if (!existsSync(presentPath)) return null;
  try {
    db.prepare('ATTACH ? AS present').run(presentPath);
    const registerId = db
      .prepare<[], string>('SELECT register FROM present.journal ORDER BY position DESC LIMIT 1')
      .pluck()
      .get();
    if (registerId === undefined) return null;
    return { registerId, ...db.prepare<[], Omit<PutAside, 'registerId'>>(PUT_ASIDE).get()! };
  } catch (error) {
    if (error instanceof Database.SqliteError) return null;
    throw error;
  }
}

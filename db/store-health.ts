import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE, type StoreReader } from './open-store.ts';
import { schemaVersion } from './migrate.ts';

/** The database as IT asks about it. Sizes in bytes. */
export interface StoreHealth {
  readonly sqliteVersion: string;
  readonly schemaVersion: number;
  /** Of the file, for every process that opens it. */
  readonly journalMode: string;
  /** What whoever sells works with: `openStore` asserts it after a write and refuses to go on otherwise. */
  readonly writerSynchronous: 'full';
  readonly databaseBytes: number;
  readonly walBytes: number;
  /** Tenders taken on sales that are not finished. */
  readonly openTenderCount: number;
}

export function storeHealth({ db, folder }: StoreReader): StoreHealth {
  const path = join(folder, DATABASE_FILE);
  const openTenders = db.prepare<[], number>(
    'SELECT COUNT(*) FROM payment WHERE sale_entry IS NULL AND reversed_entry IS NULL AND basket_id IS NOT NULL',
  );
  return {
    sqliteVersion: db.prepare<[], string>('SELECT sqlite_version()').pluck().get()!,
    schemaVersion: schemaVersion(db),
    journalMode: db.pragma('journal_mode', { simple: true }) as string,
    writerSynchronous: 'full',
    databaseBytes: statSync(path).size,
    walBytes: statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0,
    openTenderCount: openTenders.pluck().get() ?? 0,
  };
}

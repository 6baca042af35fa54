import Database from 'better-sqlite3';
import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Fact, JournalEntry } from '../domain/facts/fact.ts';
import { basketReader, basketWriter, type BasketReader, type BasketWriter } from './baskets.ts';
import { catalogueWriter, type CatalogueWriter } from './catalogue-writer.ts';
import { catalogueReader, type CatalogueReader } from './catalogue.ts';
import { chainReader, type ChainReader } from './chain-store.ts';
import { chainWriter, type ChainWriter } from './chain-writer.ts';
import { couponsNow } from './central-coupons.ts';
import type { CouponReader } from './coupon-store.ts';
import { entrySearch, type EntrySearch } from './entry-search.ts';
import { insightReader, insightWriter, type InsightReader, type InsightWriter } from './insight-store.ts';
import { journalAppender, journalReader, type EntryContext, type JournalReader } from './journal.ts';
import { loyaltyReader, type LoyaltyReader } from './loyalty-store.ts';
import { memberReader, type MemberReader } from './member-store.ts';
import { memberVault, type MemberVault } from './member-vault.ts';
import { memberWriter, type MemberWriter } from './member-writer.ts';
import { migrate, readMigrations, schemaVersion } from './migrate.ts';
import { assertDurable, backupBeforeMigration, configureWriter, OWNER_ONLY } from './open-database.ts';
import {
  printQueueReader,
  printQueueWriter,
  type PrintQueueReader,
  type PrintQueueWriter,
} from './print-queue.ts';
import { createProjector } from './projector.ts';
import {
  promotionReader,
  promotionWriter,
  type PromotionReader,
  type PromotionWriter,
} from './promotion-store.ts';
import { ruleUseReader, type RuleUseReader } from './rule-use-store.ts';
import { saleReader, type SaleReader } from './sales.ts';
import { shiftReader, type ShiftReader } from './shifts.ts';
import { sessionReader, sessionWriter, type SessionReader, type SessionWriter } from './session-store.ts';
import { credentialWriter, staffReader, type CredentialWriter, type StaffReader } from './staff-store.ts';
import { boundLog, emptyLog, foldLog, unfoldedPages } from './store-log.ts';
import { StoreFailure } from './store-error.ts';
import { countVersions, UNKNOWN_VERSIONS, type StoreVersions } from './store-versions.ts';
import { KEY_FILE } from './till-key.ts';
import { tillReader, type TillReader } from './till-store.ts';
import { lockWriter } from './writer-lock.ts';

export const DATABASE_FILE = 'guitai.db';
const READ_TIMEOUT_MS = 5_000;

/** What may be read of a data folder. */
export interface StoreReader extends StoreVersions {
  readonly folder: string;
  readonly db: Database.Database;
  readonly till: TillReader;
  readonly staff: StaffReader;
  readonly shifts: ShiftReader;
  readonly session: SessionReader;
  readonly baskets: BasketReader;
  readonly sales: SaleReader;
  readonly catalogue: CatalogueReader;
  readonly members: MemberReader;
  readonly loyalty: LoyaltyReader;
  readonly promotions: PromotionReader;
  readonly ruleUses: RuleUseReader;
  readonly coupons: CouponReader;
  /** What central said, where the till belongs to a chain. */
  readonly chain: ChainReader;
  readonly journal: JournalReader;
  readonly entries: EntrySearch;
  readonly insight: InsightReader;
  readonly printQueue: PrintQueueReader;
  close(): void;
}

/** What may be written, inside a commit only. */
export interface StoreWriter {
  /** Appends a fact to the journal and writes what it changes into the ledger. */
  record(fact: Fact, context: EntryContext): JournalEntry;
  readonly session: SessionWriter;
  readonly baskets: BasketWriter;
  readonly credentials: CredentialWriter;
  readonly catalogue: CatalogueWriter;
  readonly members: MemberWriter;
  readonly promotions: PromotionWriter;
  readonly chain: ChainWriter;
  readonly insight: InsightWriter;
  readonly printQueue: PrintQueueWriter;
}

export interface Store extends StoreReader {
  /**
   * Runs `work` in one transaction that is on the disk when this returns. Where `work` throws, or the disk fails,
   * nothing of it happened.
   */
  commit<T>(work: (writer: StoreWriter) => T): T;
  /**
   * The same for work that waits for something in between. Only for whoever has the store to themselves: until it has ended,
   * every other commit throws.
   */
  commitAlone<T>(work: (writer: StoreWriter) => Promise<T>): Promise<T>;
  /**
   * Folds the write-ahead log into the database, as far as nobody reads an older state; call it when the till is idle. It
   * waits for nobody. The log keeps its length: writing over it costs a commit a third of what making it longer does.
   */
  checkpoint(): void;
  /** How many pages of the log a checkpoint would fold in. */
  unfoldedPages(): number;
  /** Folds the log in and empties it, after an erasure: no older state of a page is left in it. Waits for no reader. */
  emptyLog(): void;
}

/**
 * Opens a data folder for writing, creating it where it is missing, and makes this process its one writer. Throws
 * `StoreFailure` when another process has it, when it is newer than this program, or when the disk refuses.
 */
export function openStore(folder: string): Store {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = lockWriter(folder);
  try {
    refuseLostBooks(folder);
    const store = openStoreAt(join(folder, DATABASE_FILE), folder);
    return {
      ...store,
      close() {
        store.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The key is made after its database is on the disk, so a key alone means that the books are gone, not that there were none. */
function refuseLostBooks(folder: string): void {
  const path = join(folder, DATABASE_FILE);
  const isEmpty = !existsSync(path) || statSync(path).size === 0;
  if (isEmpty && existsSync(join(folder, KEY_FILE))) {
    throw new StoreFailure({ code: 'store-corrupt', detail: `${DATABASE_FILE} is gone or empty` });
  }
}

/** Opens one database file for writing, for whoever holds the folder's lock. `folder` is where the till's key is. */
export function openStoreAt(path: string, folder: string): Store {
  // Before SQLite opens it: the log beside the database takes the mode that the database has then.
  if (!existsSync(path)) writeFileSync(path, '', { mode: OWNER_ONLY });
  if (process.platform !== 'win32') chmodSync(path, OWNER_ONLY);
  const db = new Database(path);
  try {
    configureWriter(db);
    migrate(db, readMigrations(), () => backupBeforeMigration(db, dirname(path)));
    assertDurable(db);
    return createStore(db, folder, () => db.close());
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens a data folder for reading beside its writer. Throws `StoreFailure` when there is none. */
export function openStoreReader(folder: string): StoreReader {
  return openStoreReaderAt(join(folder, DATABASE_FILE), folder);
}

/** Opens one database file for reading: a copy, a backup that was unpacked. `folder` is named in errors. */
export function openStoreReaderAt(path: string, folder: string): StoreReader {
  if (!existsSync(path)) throw new StoreFailure({ code: 'store-missing', folder });
  const db = new Database(path, { readonly: true, timeout: READ_TIMEOUT_MS });
  try {
    const version = schemaVersion(db);
    const known = readMigrations().length;
    if (version === 0) throw new StoreFailure({ code: 'store-missing', folder });
    if (version > known) throw new StoreFailure({ code: 'store-newer', version, known });
    if (version < known) throw new StoreFailure({ code: 'store-older', version, known });
    return {
      folder,
      db,
      ...createReaders(db, folder, memberVault(db, folder)),
      ...UNKNOWN_VERSIONS,
      close: () => db.close(),
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

function createReaders(db: Database.Database, folder: string, vault: MemberVault) {
  return {
    till: tillReader(db),
    staff: staffReader(db),
    shifts: shiftReader(db),
    session: sessionReader(db),
    baskets: basketReader(db),
    sales: saleReader(db),
    catalogue: catalogueReader(db),
    members: memberReader(db, folder, vault),
    loyalty: loyaltyReader(db),
    promotions: promotionReader(db),
    ruleUses: ruleUseReader(db),
    coupons: couponsNow(db),
    chain: chainReader(db),
    journal: journalReader(db),
    entries: entrySearch(db),
    insight: insightReader(db),
    printQueue: printQueueReader(db),
  };
}

/** `touch` is called before anything is written that what was read may depend on, besides what the writer is asked for. */
function createWriter(
  db: Database.Database,
  vault: MemberVault,
  readers: Pick<StoreReader, 'till'>,
  touch: () => void,
): StoreWriter {
  const append = journalAppender(db);
  const project = createProjector(db);
  return {
    record(fact, context) {
      const identity = readers.till.identity();
      const created =
        fact.type === 'till.created' ? { registerId: fact.payload.registerId, epoch: 1 } : identity;
      if (!created) throw new Error('the till has no identity yet');
      const epoch = fact.type === 'epoch.started' ? fact.payload.epoch : created.epoch;
      const entry = append(created.registerId, epoch, fact, context);
      project(entry);
      return entry;
    },
    session: sessionWriter(db),
    baskets: basketWriter(db),
    credentials: credentialWriter(db),
    catalogue: catalogueWriter(db),
    members: memberWriter(db, vault),
    promotions: promotionWriter(db),
    chain: chainWriter(db, touch),
    insight: insightWriter(db),
    printQueue: printQueueWriter(db),
  };
}

function createStore(db: Database.Database, folder: string, close: () => void): Store {
  const vault = memberVault(db, folder);
  const readers = createReaders(db, folder, vault);
  const { versions, step, touch, watch, remember } = countVersions(db);
  const writer = watch(createWriter(db, vault, readers, touch));
  const transaction = db.transaction((work: (writer: StoreWriter) => unknown) => work(writer));
  let commitsSinceCheck = 0;
  let isAlone = false;
  return {
    folder,
    db,
    ...readers,
    ...versions,
    shifts: { ...readers.shifts, open: remember(() => readers.shifts.open()) },
    chain: {
      ...readers.chain,
      link: remember(() => readers.chain.link()),
      isRevoked: remember(() => readers.chain.isRevoked()),
    },
    promotions: { ...readers.promotions, active: remember(() => readers.promotions.active()) },
    commit<T>(work: (writer: StoreWriter) => T): T {
      if (isAlone) throw new Error('a commit that waits has the store to itself');
      // Before the work and after it, so that what was read in a commit that failed is not taken for what is stored.
      step();
      try {
        return transaction.immediate(work) as T;
      } finally {
        step();
        // Looking at the log's length costs a call, so it is looked at now and then.
        if (++commitsSinceCheck >= 256) {
          commitsSinceCheck = 0;
          boundLog(db);
        }
      }
    },
    async commitAlone<T>(work: (writer: StoreWriter) => Promise<T>): Promise<T> {
      if (db.inTransaction) throw new Error('a commit that waits cannot begin within another');
      db.exec('BEGIN IMMEDIATE');
      isAlone = true;
      step();
      try {
        const result = await work(writer);
        db.exec('COMMIT');
        return result;
      } finally {
        isAlone = false;
        step();
        // Some of SQLite's own errors have rolled it back already.
        if (db.inTransaction) db.exec('ROLLBACK');
      }
    },
    checkpoint: () => foldLog(db),
    unfoldedPages: () => unfoldedPages(db),
    emptyLog: () => emptyLog(db),
    close,
  };
}

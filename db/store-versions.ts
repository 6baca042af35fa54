import type { Database } from 'better-sqlite3';

/** How whoever keeps what was read of a store knows that it may not be so any more. Both are null where another process writes. */
export interface StoreVersions {
  /** Another number after every commit, also one that failed. */
  revision(): number | null;
  /**
   * Another number when the ledger, members, promotions or what is counted of sales may have changed; a basket on the
   * counter is no part of these. Null inside a commit, too.
   */
  booksVersion(): number | null;
}

/** What books are written with. */
interface BooksWriter {
  readonly record: unknown;
  readonly members: unknown;
  readonly promotions: unknown;
  readonly insight: unknown;
}

/** Of a store that another process writes, nothing that was read may be kept. */
export const UNKNOWN_VERSIONS: StoreVersions = { revision: () => null, booksVersion: () => null };

/** Counts what is written through a writer. */
export function countVersions(db: Database) {
  let revision = 0;
  let booksVersion = 0;
  const versions: StoreVersions = {
    revision: () => revision,
    booksVersion: () => (db.inTransaction ? null : booksVersion),
  };
  return {
    versions,
    /** A commit begins or ends. */
    step: () => {
      revision += 1;
    },
    /** Something that books are made of is written. */
    touch: () => {
      booksVersion += 1;
    },
    /** The writer, which tells when it is asked for something that books are written with. */
    watch: <W extends BooksWriter>(writer: W): W => {
      const touch = <T>(part: T): T => {
        booksVersion += 1;
        return part;
      };
      return {
        ...writer,
        get record() {
          return touch(writer.record);
        },
        get members() {
          return touch(writer.members);
        },
        get promotions() {
          return touch(writer.promotions);
        },
        get insight() {
          return touch(writer.insight);
        },
      };
    },
    /** Keeps what was read until books are written. Inside a commit everything is read as it is. */
    remember: <T>(read: () => T): (() => T) => {
      let kept: { readonly version: number; readonly value: T } | null = null;
      return () => {
        if (db.inTransaction) return read();
        if (kept?.version !== booksVersion) kept = { version: booksVersion, value: read() };
        return kept.value;
      };
    },
  };
}

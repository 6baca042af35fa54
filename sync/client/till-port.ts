import type { EntryContext } from '../../db/journal.ts';
import type { StoreReader, StoreWriter } from '../../db/open-store.ts';
import type { FactPayloads } from '../../domain/facts/fact.ts';
import type { Result } from '../../domain/result.ts';

/** What a commit for central is given. */
export interface TillCommit {
  readonly store: StoreReader;
  readonly writer: StoreWriter;
  /** The columns of an entry made now, by the till itself. */
  readonly context: () => EntryContext;
}

/**
 * The till that a client works for. Each call is over when it returns and takes a few milliseconds, so that a scan waits for one of
 * them at most. The disk's refusals are values.
 */
export interface TillPort {
  /** By the till's own clock. */
  nowUtcMs(): number;
  /** The folder that the books lie in. */
  readonly folder: string;
  read<T>(look: (store: StoreReader) => T): Result<T>;
  /** One transaction, on the disk when this returns. */
  commit<T>(work: (commit: TillCommit) => T): Result<T>;
  /** Makes the columns of entries of the till's own, also while its books are closed for a moment. */
  entryContexts(): () => EntryContext;
  /** Of the sections that central decides, those that this till can work with: in form, and as they go with each other. */
  readSettings(given: ReadonlyMap<string, unknown>): SectionChange[];
  /** Settings, staff or the till's own codes have changed. */
  reload(): void;
  /** Nobody is in the middle of a sale: the books may be exchanged for a moment. */
  mayExchange(): boolean;
  /**
   * Closes the books, has `work` put others in their place and opens those. Where `work` throws what the disk says, the books
   * that are there then are opened.
   */
  exchange(work: () => void): Result<null>;
  /** Central has put the till out: what it knew of the chain goes, the journal stays until central has it. */
  obeyRevocation(): void;
  /** Central has all that was sold here, and the till is not its any more: its books go too. False while somebody is in the middle of a sale. */
  wipe(): boolean;
}

/** A section of the settings with a value of its form. */
export type SectionChange = FactPayloads['settings.changed'];

/** What a client tells of itself, for a log: no names, nothing personal. */
export type SyncNote = (event: string, detail?: Readonly<Record<string, string | number>>) => void;

import Database from 'better-sqlite3';

/** Checkpoints run when the till is idle; a log this long is folded in at the next commit whatever happens. */
const LOG_MAX_PAGES = 16_384;
const PAGE_BYTES = 4_096;
export const LOG_MAX_BYTES = LOG_MAX_PAGES * PAGE_BYTES;

/** Folds the write-ahead log into the database, as far as nobody reads an older state. Waits for nobody. */
export function foldLog(db: Database.Database): void {
  checkpoint(db, 'PASSIVE');
}

/** How many pages of the log are not in the database yet. */
export function unfoldedPages(db: Database.Database): number {
  const { log, checkpointed } = checkpoint(db, 'NOOP');
  return log - checkpointed;
}

/** Folds a log that has grown too long into the database. */
export function boundLog(db: Database.Database): void {
  if (checkpoint(db, 'NOOP').log > LOG_MAX_PAGES) foldLog(db);
}

/** With a reader on an older state nothing is emptied now, and a sale must not wait for it. */
export function emptyLog(db: Database.Database): void {
  const timeoutMs = db.pragma('busy_timeout', { simple: true }) as number;
  db.pragma('busy_timeout = 0');
  checkpoint(db, 'TRUNCATE');
  db.pragma(`busy_timeout = ${timeoutMs}`);
}

/** In pages. */
interface LogState {
  readonly log: number;
  readonly checkpointed: number;
}

const EMPTY_LOG: LogState = { log: 0, checkpointed: 0 };

/**
 * A passive checkpoint waits for nobody; the log is reused from its start once readers let go. Returns the log's pages, and
 * how many of them are in the database. Where the disk refuses, it is as if there were none: what was committed stays safe in the log and the next checkpoint tries again,
 * while an error here would tell the till that a sale failed which is on the disk.
 */
function checkpoint(db: Database.Database, mode: 'NOOP' | 'PASSIVE' | 'TRUNCATE'): LogState {
  try {
    const [state] = db.pragma(`wal_checkpoint(${mode})`) as LogState[];
    return state ?? EMPTY_LOG;
  } catch (error) {
    if (error instanceof Database.SqliteError) return EMPTY_LOG;
    throw error;
  }
}

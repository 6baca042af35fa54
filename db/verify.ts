import Database from 'better-sqlite3';
import type { JournalEntry } from '../domain/facts/fact.ts';
import { GENESIS_HASH, hashEntry } from '../seal/entry-hash.ts';
import { isSignedBy } from '../seal/signature.ts';
import { checkAnchor } from './anchor.ts';
import { entryOf, type JournalRow } from './journal.ts';
import { findImbalance } from './loyalty-balances.ts';
import { migrate, readMigrations } from './migrate.ts';
import type { StoreReader } from './open-store.ts';
import { createProjector, ledgerTables } from './projector.ts';
import { faultAt, type VerifyFault } from './verify-fault.ts';
import { checkReferences } from './verify-references.ts';

export interface VerifyReport {
  readonly entries: number;
  readonly headHash: string | null;
  readonly zReports: number;
  /** How often the till's key was replaced: after each, somebody should know why. */
  readonly keyReplacements: number;
  readonly rows: number;
  readonly fault: VerifyFault | null;
}

/** Called now and then with how far it is; returning false cancels. */
export type Progress = (step: string, done: number, total: number) => boolean;

/** `verify` was cancelled by its progress callback. */
export class VerifyCancelled extends Error {}

const PROGRESS_EVERY = 2_048;

/**
 * Proves the books: the database's pages, the journal's chain and signatures, that it has what central signed for, and that every
 * ledger table equals the journal replayed into an empty database. Stops at the first fault. Reads one consistent snapshot, beside a till that
 * goes on selling.
 */
export function verifyStore(store: StoreReader, progress: Progress = () => true): VerifyReport {
  const snapshot = store.db.transaction(() => verifySnapshot(store, progress));
  return snapshot.deferred();
}

function verifySnapshot(store: StoreReader, progress: Progress): VerifyReport {
  const report = {
    entries: 0,
    headHash: null as string | null,
    zReports: 0,
    keyReplacements: 0,
    rows: 0,
    fault: null as VerifyFault | null,
  };
  step(progress, 'pages', 0, 1);
  report.fault = checkPages(store.db);
  if (report.fault) return report;
  // An unnamed database lives in an unlinked file: however this ends, nothing of it is left behind.
  const replayed = new Database('');
  try {
    replayed.pragma('journal_mode = OFF');
    replayed.pragma('synchronous = OFF');
    migrate(replayed, readMigrations(), () => undefined);
    report.fault = replayJournal(store, replayed, report, progress);
    report.fault ??= checkAnchor(store);
    report.fault ??= compareTables(store.db, replayed, report, progress);
    report.fault ??= checkBalances(store);
    report.fault ??= checkReferences(store, memberProgress(store, progress));
    return report;
  } finally {
    replayed.close();
  }
}

function step(progress: Progress, name: string, done: number, total: number): void {
  if (!progress(name, done, total)) throw new VerifyCancelled();
}

function checkPages(db: Database.Database): VerifyFault | null {
  // The full check also compares every index with its table: a receipt that cannot be found is as good as lost.
  const found = db.pragma('integrity_check(1)', { simple: true }) as string;
  const detail = found.replace('*** in database main ***', '').replaceAll(/\s+/g, ' ').trim();
  return found === 'ok' ? null : { kind: 'database', epoch: null, seq: null, detail };
}

/** Walks the chain and replays each entry as it goes; the replay stays in one transaction until the end. */
function replayJournal(
  store: StoreReader,
  replayed: Database.Database,
  report: { entries: number; headHash: string | null; zReports: number; keyReplacements: number },
  progress: Progress,
): VerifyFault | null {
  const project = createProjector(replayed);
  const total = store.journal.head()?.position ?? 0;
  let previous: JournalRow | null = null;
  let publicKey: string | null = null;
  replayed.exec('BEGIN');
  for (const row of store.journal.rows(1)) {
    const fault = checkLink(previous, row) ?? replayRow(row, project);
    if (fault) return fault;
    if (row.type === 'till.created' || row.type === 'epoch.started' || row.type === 'key.replaced') {
      publicKey = (entryOf(row).payload as { publicKey: string }).publicKey;
    }
    if (row.type === 'key.replaced') report.keyReplacements += 1;
    if (row.type === 'shift.closed') {
      const signed = checkSignature(previous!, row, publicKey);
      if (signed) return signed;
      report.zReports += 1;
    }
    previous = row;
    report.entries += 1;
    if (report.entries % PROGRESS_EVERY === 0) step(progress, 'journal', report.entries, total);
  }
  replayed.exec('COMMIT');
  report.headHash = previous?.hash.toString('hex') ?? null;
  return null;
}

/** An entry must follow its predecessor without a gap, name its hash, and hash to its own. */
function checkLink(previous: JournalRow | null, row: JournalRow): VerifyFault | null {
  const position = (previous?.position ?? 0) + 1;
  if (row.position !== position) return faultAt(row, 'chain', `position ${position} is missing`);
  const expectedSeq = previous && previous.epoch === row.epoch ? previous.seq + 1 : 1;
  if (row.seq !== expectedSeq) return faultAt(row, 'chain', `seq ${expectedSeq} was expected`);
  if (previous && row.epoch < previous.epoch) return faultAt(row, 'chain', 'the epoch goes back');
  if (!row.prev_hash.equals(previous?.hash ?? GENESIS_HASH)) {
    return faultAt(row, 'chain', 'it does not name the hash of the entry before it');
  }
  return hashEntry(row).equals(row.hash) ? null : faultAt(row, 'chain', 'its content does not have its hash');
}

function replayRow(row: JournalRow, project: (entry: JournalEntry) => void): VerifyFault | null {
  try {
    project(entryOf(row));
    return null;
  } catch (error) {
    return faultAt(row, 'payload', error instanceof Error ? error.message : String(error));
  }
}

/** A Z signs the head before it, so a chain that was re-computed without the till's key shows here. */
function checkSignature(head: JournalRow, row: JournalRow, publicKey: string | null): VerifyFault | null {
  const entry = entryOf(row);
  if (entry.type !== 'shift.closed' || publicKey === null)
    return faultAt(row, 'signature', 'no key to check it with');
  const { headSeq, headHash, zNumber, figures, signature } = entry.payload;
  if (headSeq !== head.seq || headHash !== head.hash.toString('hex')) {
    return faultAt(row, 'signature', 'its Z names another head of the chain');
  }
  const signed = `${head.epoch}:${headSeq}:${headHash}:${zNumber}:${figures.grandTotalMinor}`;
  return isSignedBy(publicKey, signed, signature)
    ? null
    : faultAt(row, 'signature', 'its Z was not signed by this till');
}

type Row = readonly unknown[];

/** Compares every ledger table row by row, in the order of its key. */
function compareTables(
  db: Database.Database,
  replayed: Database.Database,
  report: { rows: number },
  progress: Progress,
): VerifyFault | null {
  const totals = ledgerTables.map(({ name }) => countRows(db, name));
  const total = totals.reduce((sum, count) => sum + count, 0);
  const onRow = () => {
    report.rows += 1;
    if (report.rows % PROGRESS_EVERY === 0) step(progress, 'tables', report.rows, total);
  };
  for (const table of ledgerTables) {
    const fault = compareTable(db, replayed, table, onRow);
    if (fault) return fault;
  }
  return null;
}

function compareTable(
  db: Database.Database,
  replayed: Database.Database,
  table: (typeof ledgerTables)[number],
  onRow: () => void,
): VerifyFault | null {
  const sql = `SELECT * FROM ${table.name} ORDER BY ${table.key}`;
  const statement = db.prepare<[], Row>(sql).raw();
  const columns = statement.columns().map(({ name }) => name);
  const entryColumn = columns.indexOf(table.entry);
  const expected = replayed.prepare<[], Row>(sql).raw().iterate();
  try {
    for (const actual of statement.iterate()) {
      const { value: wanted, done } = expected.next();
      if (done)
        return tableFault(db, table.name, [actual[entryColumn]], 'has a row that the journal does not');
      const column = differingColumn(actual, wanted);
      if (column !== -1) {
        const entries = [actual[entryColumn], wanted[entryColumn]];
        return tableFault(db, table.name, entries, `differs from the journal in ${columns[column]}`);
      }
      onRow();
    }
    const missing = expected.next();
    if (missing.done) return null;
    return tableFault(db, table.name, [missing.value[entryColumn]], 'lacks a row that the journal has');
  } finally {
    // A cursor left in the middle would keep the replay from being closed.
    expected.return?.();
  }
}

function countRows(db: Database.Database, table: string): number {
  return db.prepare<[], number>(`SELECT COUNT(*) FROM ${table}`).pluck().get() ?? 0;
}

function differingColumn(a: Row, b: Row): number {
  for (let column = 0; column < a.length; column += 1) if (a[column] !== b[column]) return column;
  return -1;
}

/** Names the first of the rows' entries that the journal has. */
function tableFault(
  db: Database.Database,
  table: string,
  entries: readonly unknown[],
  detail: string,
): VerifyFault {
  const at = db.prepare<[number], { epoch: number; seq: number }>(
    'SELECT epoch, seq FROM journal WHERE position = ?',
  );
  const positions = entries.map(Number).sort((a, b) => a - b);
  const entry = positions.map((position) => at.get(position)).find((found) => found !== undefined);
  return {
    kind: 'table',
    epoch: entry?.epoch ?? null,
    seq: entry?.seq ?? null,
    detail: `table ${table} ${detail}`,
  };
}

function memberProgress({ members }: StoreReader, progress: Progress): () => void {
  const memberCount = members.count();
  let done = 0;
  return () => {
    done += 1;
    if (done % PROGRESS_EVERY === 0) step(progress, 'members', done, memberCount);
  };
}

/** Points and coupons against what they are the sums of. */
function checkBalances(store: StoreReader): VerifyFault | null {
  const found = findImbalance(store.db);
  if (!found) return null;
  const row = store.journal.row(found.entry);
  return row
    ? faultAt(row, 'table', found.detail)
    : { kind: 'table', epoch: null, seq: null, detail: found.detail };
}

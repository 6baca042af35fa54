import type { Database } from 'better-sqlite3';
import type { DeviceFault, PrintOutcome } from '../domain/devices/device-fault.ts';
import {
  PRINT_JOBS_KEPT,
  PRINT_JOBS_MAX,
  type PrintPaper,
  type PrintState,
  type StoredPrintJob,
} from '../domain/devices/print-job.ts';
import { parseStored } from './stored-json.ts';

export interface PrintQueueReader {
  byId(id: number): StoredPrintJob | null;
  /** The oldest job that a printer is to send, or null. */
  next(printerId: string): StoredPrintJob | null;
  /** How many jobs a printer has yet to send, or is sending. */
  waitingCount(printerId: string): number;
  /** The oldest job of a printer that a person must decide about. */
  oldestUnknown(printerId: string): StoredPrintJob | null;
  /** What is not on paper for certain, in order: what waits, is being sent, failed, is not known of or was given up. */
  unsettled(limit: number): StoredPrintJob[];
  /** How many jobs are in each state, where there are any. */
  counts(): Partial<Record<PrintState, number>>;
  /** When the oldest open job was queued; null with none. */
  oldestOpenAtUtcMs(): number | null;
  /** Whether there are open jobs of printers that are not among these. */
  hasOrphans(printerIds: readonly string[]): boolean;
  /** Whether the original of a receipt was ever queued, as far as the queue remembers. */
  hasOriginal(receiptNumber: string): boolean;
}

export interface PrintQueueWriter {
  /** Puts a paper at the end of the queue; its job's id. */
  queue(printerId: string, paper: PrintPaper, nowUtcMs: number): number;
  /** Marks a job that waits as being sent, before its first byte. False where it does not wait any more. */
  begin(id: number, nowUtcMs: number): boolean;
  /** Keeps how sending a job ended. */
  end(id: number, outcome: PrintOutcome, nowUtcMs: number): void;
  /** Says that a job of which nothing was sent cannot be made: a person is asked about it, and the next ones go on. */
  holdUp(id: number, fault: DeviceFault, nowUtcMs: number): void;
  /** Takes a job out of the queue, or ends the question about it, as a person decided. */
  settle(id: number, as: 'confirmed' | 'given-up', nowUtcMs: number): void;
  /** Puts a job back to be printed once more, as the copy that its paper says it is. */
  again(id: number, paper: PrintPaper, nowUtcMs: number): void;
  /** What was being sent when the process ended may be on paper, or not. How many jobs that were. */
  recover(nowUtcMs: number): number;
  /** Queues of a copy of the books: what waited then may have been printed since, so nothing goes by itself. */
  askAboutAll(nowUtcMs: number): void;
  /** Gives the open jobs of printers that are not among these to another. How many those were. */
  reassign(printerIds: readonly string[], toPrinterId: string, nowUtcMs: number): number;
}

interface JobRow {
  readonly id: number;
  readonly printer_id: string;
  readonly paper: string;
  readonly state: PrintState;
  readonly sent_count: number;
  readonly fault: DeviceFault | null;
  readonly queued_at_utc: number;
}

export function printQueueReader(db: Database): PrintQueueReader {
  const byId = db.prepare<[number], JobRow>('SELECT * FROM print_job WHERE id = ?');
  const next = db.prepare<[string], JobRow>(
    `SELECT * FROM print_job WHERE printer_id = ? AND state IN ('queued', 'failed') ORDER BY id LIMIT 1`,
  );
  const waiting = db
    .prepare<[string], number>(
      `SELECT COUNT(*) FROM print_job WHERE printer_id = ? AND state IN ('queued', 'sending', 'failed')`,
    )
    .pluck();
  const unknown = db.prepare<[string], JobRow>(
    `SELECT * FROM print_job WHERE printer_id = ? AND state = 'unknown' ORDER BY id LIMIT 1`,
  );
  const unsettled = db.prepare<[number], JobRow>(
    `SELECT * FROM print_job WHERE state NOT IN ('confirmed', 'sent') ORDER BY id DESC LIMIT ?`,
  );
  const counts = db.prepare<[], { state: PrintState; count: number }>(
    'SELECT state, COUNT(*) AS count FROM print_job GROUP BY state',
  );
  const oldestOpen = db
    .prepare<[], number | null>(
      `SELECT MIN(queued_at_utc) FROM print_job WHERE state IN ('queued', 'sending', 'failed', 'unknown')`,
    )
    .pluck();
  const orphan = db
    .prepare<[string], number>(
      `SELECT 1 FROM print_job WHERE state IN ('queued', 'sending', 'failed', 'unknown')
         AND printer_id NOT IN (SELECT value FROM json_each(?)) LIMIT 1`,
    )
    .pluck();
  const original = db
    .prepare<[string], number>(
      `SELECT 1 FROM print_job WHERE paper ->> '$.receiptNumber' = ? AND paper ->> '$.copyNo' IS NULL LIMIT 1`,
    )
    .pluck();
  const read = (row: JobRow | undefined) => (row ? jobOf(row) : null);
  return {
    byId: (id) => read(byId.get(id)),
    next: (printerId) => read(next.get(printerId)),
    waitingCount: (printerId) => waiting.get(printerId) ?? 0,
    oldestUnknown: (printerId) => read(unknown.get(printerId)),
    unsettled: (limit) => unsettled.all(limit).map(jobOf).reverse(),
    counts: () => Object.fromEntries(counts.all().map(({ state, count }) => [state, count])),
    oldestOpenAtUtcMs: () => oldestOpen.get() ?? null,
    hasOrphans: (printerIds) => orphan.get(JSON.stringify(printerIds)) === 1,
    hasOriginal: (receiptNumber) => original.get(receiptNumber) === 1,
  };
}

function jobOf(row: JobRow): StoredPrintJob {
  return {
    id: row.id,
    printerId: row.printer_id,
    paper: parseStored(row.paper, 'a print job') as PrintPaper,
    state: row.state,
    sentCount: row.sent_count,
    fault: row.fault,
    queuedAtUtcMs: row.queued_at_utc,
  };
}

export function printQueueWriter(db: Database): PrintQueueWriter {
  const begin = db.prepare(
    `UPDATE print_job SET state = 'sending', changed_at_utc = ? WHERE id = ? AND state IN ('queued', 'failed')`,
  );
  const end = db.prepare(
    `UPDATE print_job SET state = ?, fault = ?, sent_count = sent_count + ?, changed_at_utc = ?
     WHERE id = ? AND state = 'sending'`,
  );
  const holdUp = db.prepare(
    `UPDATE print_job SET state = 'unknown', fault = ?, changed_at_utc = ? WHERE id = ? AND state IN ('queued', 'failed')`,
  );
  const settle = db.prepare('UPDATE print_job SET state = ?, changed_at_utc = ? WHERE id = ?');
  const again = db.prepare(
    `UPDATE print_job SET state = 'queued', paper = ?, fault = NULL, changed_at_utc = ? WHERE id = ?`,
  );
  const recover = db.prepare(
    `UPDATE print_job SET state = 'unknown', sent_count = sent_count + 1, fault = NULL, changed_at_utc = ?
     WHERE state = 'sending'`,
  );
  const askAboutAll = db.prepare(
    `UPDATE print_job SET state = 'unknown', sent_count = sent_count + 1, fault = NULL, changed_at_utc = ?
     WHERE state IN ('queued', 'sending', 'failed')`,
  );
  const reassign = db.prepare(
    `UPDATE print_job SET printer_id = ?, changed_at_utc = ?
     WHERE state IN ('queued', 'failed', 'unknown') AND printer_id NOT IN (SELECT value FROM json_each(?))`,
  );
  const prune = db.prepare(
    `DELETE FROM print_job WHERE state IN ('confirmed', 'sent', 'given-up')
       AND id <= (SELECT MAX(id) FROM print_job) - ${PRINT_JOBS_KEPT}`,
  );
  return {
    queue: boundedQueue(db),
    begin: (id, nowUtcMs) => begin.run(nowUtcMs, id).changes === 1,
    end(id, outcome, nowUtcMs) {
      const fault = 'fault' in outcome ? outcome.fault : null;
      end.run(outcome.kind, fault, outcome.kind === 'failed' ? 0 : 1, nowUtcMs, id);
      prune.run();
    },
    holdUp: (id, fault, nowUtcMs) => void holdUp.run(fault, nowUtcMs, id),
    settle: (id, as, nowUtcMs) => void settle.run(as, nowUtcMs, id),
    again: (id, paper, nowUtcMs) => void again.run(JSON.stringify(paper), nowUtcMs, id),
    recover: (nowUtcMs) => recover.run(nowUtcMs).changes,
    askAboutAll: (nowUtcMs) => void askAboutAll.run(nowUtcMs),
    reassign: (printerIds, toPrinterId, nowUtcMs) =>
      reassign.run(toPrinterId, nowUtcMs, JSON.stringify(printerIds)).changes,
  };
}

/** Where as many jobs are open as a queue holds, the oldest that can be is given up for the new one. */
function boundedQueue(db: Database): PrintQueueWriter['queue'] {
  const insert = db.prepare(
    `INSERT INTO print_job (printer_id, paper, state, queued_at_utc, changed_at_utc) VALUES (?, ?, 'queued', ?, ?)`,
  );
  const openCount = db
    .prepare<[], number>(
      `SELECT COUNT(*) FROM print_job WHERE state IN ('queued', 'sending', 'failed', 'unknown')`,
    )
    .pluck();
  const giveUpOldest = db.prepare(
    `UPDATE print_job SET state = 'given-up', changed_at_utc = ?
     WHERE id = (SELECT MIN(id) FROM print_job WHERE state IN ('queued', 'failed', 'unknown'))`,
  );
  return (printerId, paper, nowUtcMs) => {
    if ((openCount.get() ?? 0) >= PRINT_JOBS_MAX) giveUpOldest.run(nowUtcMs);
    return Number(insert.run(printerId, JSON.stringify(paper), nowUtcMs, nowUtcMs).lastInsertRowid);
  };
}

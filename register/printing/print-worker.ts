import { setTimeout as delay } from 'node:timers/promises';
import type { PrintQueueWriter } from '../../db/print-queue.ts';
import type { PrintOutcome } from '../../domain/devices/device-fault.ts';
import type { PrinterSettings } from '../../domain/devices/device-settings.ts';
import type { StoredPrintJob } from '../../domain/devices/print-job.ts';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Register } from '../register.ts';
import { documentOf } from './paper.ts';
import type { PrinterLine } from './printer-line.ts';
import { startWokenWork, type Rest, type WokenWork } from './woken-work.ts';

/** How long the books are left alone after the disk refused something of the queue. */
const BOOKS_PAUSE_MS = 1_000;

/** The till whose queue is worked off, and where a bug is kept. */
export interface PrintTill {
  /** Does something with the till for nobody; what the disk refuses is a value. */
  tend<T>(work: (register: Register) => Result<T>): Result<T>;
  fault(where: string, error: unknown): void;
}

export type EncodeDocument = (document: ReceiptDocument, printer: PrinterSettings) => Promise<Uint8Array>;

export interface PrintWork {
  readonly till: PrintTill;
  readonly printerId: string;
  /** The printer and those that stand in for it, in the order in which they are tried. */
  readonly lines: () => readonly PrinterLine[];
  readonly encode: EncodeDocument;
  readonly onChange: () => void;
}

/**
 * Prints the jobs of one printer, in their order. A job is marked as being sent before its first byte, and how it ended is
 * kept before the next one begins. One of which nothing was sent is tried again by itself, on whichever of its printers is
 * not being left alone; one that may be on paper waits for a person, and holds up nothing but itself.
 */
export function startPrintWorker(work: PrintWork): WokenWork {
  return startWokenWork({
    step: (stopped) => printNext(work, stopped),
    onBug(error) {
      work.till.fault('print-queue', error);
      return BOOKS_PAUSE_MS;
    },
  });
}

async function printNext(work: PrintWork, stopped: AbortSignal): Promise<Rest> {
  const found = work.till.tend((register) => ok(register.store.printQueue.next(work.printerId)));
  if (!found.ok) return BOOKS_PAUSE_MS;
  if (!found.value) return null;
  const lines = work.lines();
  const line = lines.find((each) => each.pauseMs() === 0);
  if (!line) return Math.min(...lines.map((each) => each.pauseMs()));
  const isGoingOn = await printOn(line, found.value, work, stopped);
  work.onChange();
  return isGoingOn ? 0 : BOOKS_PAUSE_MS;
}

/** False where the books refuse to say, or to keep, how the job stands. */
async function printOn(
  line: PrinterLine,
  job: StoredPrintJob,
  work: PrintWork,
  stopped: AbortSignal,
): Promise<boolean> {
  const { till } = work;
  const bytes = await encodeJob(line, job, work);
  if (!bytes.ok) return false;
  const content = bytes.value;
  if (!content) return write(till, (queue, nowUtcMs) => queue.holdUp(job.id, 'needs-attention', nowUtcMs)).ok;
  const begun = write(till, (queue, nowUtcMs) => queue.begin(job.id, nowUtcMs));
  if (!begun.ok || !begun.value) return begun.ok;
  work.onChange();
  const outcome = await line.print(content).catch((error: unknown): PrintOutcome => {
    till.fault('print', error);
    return { kind: 'unknown', fault: 'needs-attention' };
  });
  return keepOutcome(till, job.id, outcome, stopped);
}

/** Null where a bug keeps the document from being made. */
async function encodeJob(
  { settings }: PrinterLine,
  { paper }: StoredPrintJob,
  { till, encode }: PrintWork,
): Promise<Result<Uint8Array | null>> {
  try {
    const document = till.tend((register) => ok(documentOf(register, paper)));
    return document.ok ? ok(await encode(document.value, settings)) : document;
  } catch (error) {
    till.fault('print-document', error);
    return ok(null);
  }
}

/** What is known of a job in this process must not be forgotten because the disk was full for a while. */
async function keepOutcome(
  till: PrintTill,
  jobId: number,
  outcome: PrintOutcome,
  stopped: AbortSignal,
): Promise<boolean> {
  for (;;) {
    const kept = write(till, (queue, nowUtcMs) => queue.end(jobId, outcome, nowUtcMs));
    if (kept.ok || stopped.aborted) return kept.ok;
    await delay(BOOKS_PAUSE_MS, undefined, { ref: false });
  }
}

function write<T>(till: PrintTill, change: (queue: PrintQueueWriter, nowUtcMs: number) => T): Result<T> {
  return till.tend(({ store, clock }) =>
    ok(store.commit(({ printQueue }) => change(printQueue, clock.nowUtcMs()))),
  );
}

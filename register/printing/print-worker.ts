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

/** How long the books are left alone after the disk refused something of the queue. */
const BOOKS_PAUSE_MS = 1_000;

/** The till whose queue is worked off, and where a bug is kept. */
export interface PrintTill {
  /** Does something with the till for nobody; what the disk refuses is a value. */
  tend<T>(work: (register: Register) => Result<T>): Result<T>;
  fault(where: string, error: unknown): void;
}

export type EncodeDocument = (document: ReceiptDocument, printer: PrinterSettings) => Promise<Uint8Array>;

/** Prints the jobs of one printer, in their order. */
export interface PrintWorker {
  /** Something was queued, or the printer answers again. Returns at once. */
  wake(): void;
  /** Begins nothing new; resolves when what was begun is over and kept. */
  stop(): Promise<void>;
}

export interface PrintWork {
  readonly till: PrintTill;
  readonly printerId: string;
  /** The printer and those that stand in for it, in the order in which they are tried. */
  readonly lines: () => readonly PrinterLine[];
  readonly encode: EncodeDocument;
  readonly onChange: () => void;
}

/**
 * A job is marked as being sent before its first byte, and how it ended is kept before the next one begins. One of which
 * nothing was sent is tried again by itself, on whichever of its printers is not being left alone; one that may be on paper
 * waits for a person, and holds up nothing but itself.
 */
export function startPrintWorker({ till, printerId, lines, encode, onChange }: PrintWork): PrintWorker {
  const stopping = new AbortController();
  let isAwaken = false;
  let working: Promise<void> | null = null;
  let later: NodeJS.Timeout | undefined;

  function wake(): void {
    clearTimeout(later);
    isAwaken = true;
    if (working || stopping.signal.aborted) return;
    working = workOff()
      .catch((error: unknown) => {
        till.fault('print-queue', error);
        wakeIn(BOOKS_PAUSE_MS);
      })
      .finally(() => {
        working = null;
        if (isAwaken) wake();
      });
  }

  function wakeIn(pauseMs: number): void {
    clearTimeout(later);
    if (!stopping.signal.aborted) later = setTimeout(wake, pauseMs).unref();
  }

  async function workOff(): Promise<void> {
    while (!stopping.signal.aborted) {
      isAwaken = false;
      const found = till.tend((register) => ok(register.store.printQueue.next(printerId)));
      if (!found.ok) return wakeIn(BOOKS_PAUSE_MS);
      if (!found.value) return;
      const line = lines().find((each) => each.pauseMs() === 0);
      if (!line) return wakeIn(Math.min(...lines().map((each) => each.pauseMs())));
      const isGoingOn = await printOn(line, found.value);
      onChange();
      if (!isGoingOn) return wakeIn(BOOKS_PAUSE_MS);
    }
  }

  /** False where the books refuse to say, or to keep, how the job stands. */
  async function printOn(line: PrinterLine, job: StoredPrintJob): Promise<boolean> {
    const bytes = await encodeJob(line, job);
    if (!bytes.ok) return false;
    const content = bytes.value;
    if (!content) return write((queue, nowUtcMs) => queue.holdUp(job.id, 'needs-attention', nowUtcMs)).ok;
    const begun = write((queue, nowUtcMs) => queue.begin(job.id, nowUtcMs));
    if (!begun.ok || !begun.value) return begun.ok;
    onChange();
    const outcome = await line.print(content).catch((error: unknown): PrintOutcome => {
      till.fault('print', error);
      return { kind: 'unknown', fault: 'needs-attention' };
    });
    return keepOutcome(job.id, outcome);
  }

  /** Null where a bug keeps the document from being made. */
  async function encodeJob(
    { settings }: PrinterLine,
    { paper }: StoredPrintJob,
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
  async function keepOutcome(jobId: number, outcome: PrintOutcome): Promise<boolean> {
    for (;;) {
      const kept = write((queue, nowUtcMs) => queue.end(jobId, outcome, nowUtcMs));
      if (kept.ok || stopping.signal.aborted) return kept.ok;
      await delay(BOOKS_PAUSE_MS, undefined, { ref: false });
    }
  }

  function write<T>(change: (queue: PrintQueueWriter, nowUtcMs: number) => T): Result<T> {
    return till.tend(({ store, clock }) =>
      ok(store.commit(({ printQueue }) => change(printQueue, clock.nowUtcMs()))),
    );
  }

  return {
    wake,
    async stop() {
      stopping.abort();
      clearTimeout(later);
      await working;
    },
  };
}

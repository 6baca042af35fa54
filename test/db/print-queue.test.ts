import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, afterEach, describe, expect, test } from 'vitest';
import { openStore, type Store } from '../../db/open-store.ts';
import type { PrintQueueWriter } from '../../db/print-queue.ts';
import type { PrintOutcome } from '../../domain/devices/device-fault.ts';
import { PRINT_JOBS_KEPT, PRINT_JOBS_MAX, type PrintPaper } from '../../domain/devices/print-job.ts';

const scratch = mkdtempSync(join(tmpdir(), 'guitai-print-queue-'));
let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(scratch, 'till-'));
  store = openStore(folder);
});
afterEach(() => store.close());
afterAll(() => rmSync(scratch, { recursive: true }));

function receipt(number: number, copyNo: number | null = null): PrintPaper {
  return { kind: 'receipt', receiptNumber: `S-1-1-${number}`, copyNo, language: 'en' };
}

function write<T>(work: (queue: PrintQueueWriter) => T): T {
  return store.commit(({ printQueue }) => work(printQueue));
}

function queueReceipts(count: number, printerId = 'bar'): number[] {
  return write((queue) =>
    Array.from({ length: count }, (_, at) => queue.queue(printerId, receipt(at + 1), at)),
  );
}

function finish(id: number, outcome: PrintOutcome): void {
  write((queue) => {
    expect(queue.begin(id, 1)).toBe(true);
    queue.end(id, outcome, 2);
  });
}

function stateOf(id: number) {
  return store.printQueue.byId(id)?.state;
}

describe('a queue', () => {
  test('gives each printer its own jobs, the oldest first, as they were queued', () => {
    const [first, second] = queueReceipts(2) as [number, number];
    const [other] = queueReceipts(1, 'office') as [number];
    expect(store.printQueue.next('bar')).toEqual({
      id: first,
      printerId: 'bar',
      paper: receipt(1),
      state: 'queued',
      sentCount: 0,
      fault: null,
      queuedAtUtcMs: 0,
    });
    finish(first, { kind: 'confirmed' });
    expect(store.printQueue.next('bar')?.id).toBe(second);
    expect(store.printQueue.next('office')?.id).toBe(other);
    expect(store.printQueue.next('nowhere')).toBeNull();
    expect(store.printQueue.waitingCount('bar')).toBe(1);
  });

  test('keeps a job that failed at the front, and one that may be on paper out of the way', () => {
    const [first, second] = queueReceipts(2) as [number, number];
    finish(first, { kind: 'failed', fault: 'refused' });
    expect(store.printQueue.next('bar')).toMatchObject({
      id: first,
      state: 'failed',
      sentCount: 0,
      fault: 'refused',
    });
    finish(first, { kind: 'unknown', fault: 'closed' });
    expect(store.printQueue.next('bar')?.id).toBe(second);
    expect(store.printQueue.oldestUnknown('bar')).toMatchObject({ id: first, sentCount: 1, fault: 'closed' });
    expect(store.printQueue.oldestUnknown('office')).toBeNull();
  });

  test('begins a job once, and ends only what was begun', () => {
    const [id] = queueReceipts(1) as [number];
    expect(write((queue) => [queue.begin(id, 1), queue.begin(id, 1)])).toEqual([true, false]);
    write((queue) => queue.end(id, { kind: 'sent' }, 2));
    write((queue) => queue.end(id, { kind: 'unknown', fault: 'closed' }, 3));
    expect(stateOf(id)).toBe('sent');
  });

  test('asks about what was being sent when the process ended, and about nothing else', () => {
    const [sending, waiting] = queueReceipts(2) as [number, number];
    write((queue) => queue.begin(sending, 1));
    store.close();
    store = openStore(folder);
    expect(write((queue) => queue.recover(5))).toBe(1);
    expect(store.printQueue.byId(sending)).toMatchObject({ state: 'unknown', sentCount: 1, fault: null });
    expect(stateOf(waiting)).toBe('queued');
  });

  test('of a copy of the books asks about everything that waited', () => {
    const ids = queueReceipts(3) as [number, number, number];
    finish(ids[0], { kind: 'failed', fault: 'refused' });
    finish(ids[1], { kind: 'confirmed' });
    write((queue) => queue.askAboutAll(5));
    expect(ids.map(stateOf)).toEqual(['unknown', 'confirmed', 'unknown']);
    expect(store.printQueue.byId(ids[2])?.sentCount).toBe(1);
  });

  test('gives the jobs of a printer that is gone to another', () => {
    const [gone] = queueReceipts(1, 'gone') as [number];
    const [kept] = queueReceipts(1, 'office') as [number];
    expect(store.printQueue.hasOrphans(['bar', 'office'])).toBe(true);
    expect(write((queue) => queue.reassign(['bar', 'office'], 'bar', 5))).toBe(1);
    expect(store.printQueue.next('bar')?.id).toBe(gone);
    expect(store.printQueue.next('office')?.id).toBe(kept);
    expect(store.printQueue.hasOrphans(['bar', 'office'])).toBe(false);
  });

  test('knows whether the original of a receipt was ever queued', () => {
    write((queue) => queue.queue('bar', receipt(7, 1), 0));
    expect(store.printQueue.hasOriginal('S-1-1-7')).toBe(false);
    write((queue) => queue.queue('bar', receipt(7), 0));
    expect(store.printQueue.hasOriginal('S-1-1-7')).toBe(true);
  });
});

describe('what a queue holds', () => {
  test(`is ${PRINT_JOBS_MAX} open jobs; the oldest is given up for one more, and still told of`, () => {
    const ids = queueReceipts(PRINT_JOBS_MAX);
    write((queue) => queue.begin(ids[0]!, 1));
    queueReceipts(1);
    expect(ids.slice(0, 3).map(stateOf)).toEqual(['sending', 'given-up', 'queued']);
    const told = store.printQueue.unsettled(PRINT_JOBS_MAX + 10);
    expect(told).toHaveLength(PRINT_JOBS_MAX + 1);
    expect(told.map(({ id }) => id)).toEqual(told.map(({ id }) => id).toSorted((a, b) => a - b));
  });

  test(`is the latest ${PRINT_JOBS_KEPT} jobs that are done with, and all that are not`, () => {
    const ids = queueReceipts(PRINT_JOBS_KEPT + 20);
    for (const id of ids.slice(2)) finish(id, { kind: 'confirmed' });
    expect(stateOf(ids[0]!)).toBe('queued');
    expect(stateOf(ids[2]!)).toBeUndefined();
    expect(store.printQueue.counts()).toEqual({ queued: 2, confirmed: PRINT_JOBS_KEPT });
  });
});

test('whatever happens to a job, it is sent once more only where nothing of it left, or a person said so', () => {
  const step = fc.constantFrom(
    'begin',
    'failed',
    'unknown',
    'sent',
    'confirmed',
    'restart',
    'again',
    'given-up',
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const id = write((queue) => queue.queue('law', receipt(1), 0));
      let mayBeOnPaper = false;
      let isSending = false;
      let isResent = false;
      for (const each of steps) {
        write((queue) => {
          if (each === 'begin') {
            const begins = queue.begin(id, 1);
            isResent ||= begins && mayBeOnPaper;
            isSending ||= begins;
          } else if (each === 'restart') {
            queue.recover(1);
            mayBeOnPaper ||= isSending;
            isSending = false;
          } else if (each === 'again') {
            if (isSending) return;
            queue.again(id, receipt(1, 1), 1);
            mayBeOnPaper = false;
          } else if (each === 'given-up') {
            if (isSending) return;
            queue.settle(id, 'given-up', 1);
            mayBeOnPaper = true;
          } else {
            queue.end(
              id,
              each === 'failed' || each === 'unknown' ? { kind: each, fault: 'closed' } : { kind: each },
              1,
            );
            if (isSending && each !== 'failed') mayBeOnPaper = true;
            isSending = false;
          }
        });
      }
      expect(isResent).toBe(false);
    }),
    { numRuns: process.env['GUITAI_LONG'] === '1' ? 1_000 : 60 },
  );
});

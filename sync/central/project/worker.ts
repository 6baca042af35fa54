import { setTimeout } from 'node:timers/promises';
import { refreshDue } from './accounts.ts';
import { ContentFault, passOver, projectBatch, type Projecting } from './project-batch.ts';

/** Entries of one transaction: what takes a few tenths of a second. */
const BATCH_ENTRIES = 1_000;
/** Members of one look at what time changed. */
const DUE_MEMBERS = 500;
/** How long a worker that found nothing waits until it looks again. */
const IDLE_MS = 200;
const DUE_EVERY_MS = 15_000;
/** After a fault: the database may be gone for a moment. */
const FAULT_PAUSE_MS = 2_000;

export type FaultHandler = (error: unknown) => void;

export interface Worker {
  /** Ends after the batch that runs. */
  stop(): Promise<void>;
}

/**
 * Brings entries into accounts for as long as the program runs, and looks after what time changes. Any number of them may run,
 * in any number of programs. What goes wrong is told to `onFault`, and the work goes on.
 */
export function startWorker(projecting: Projecting, onFault: FaultHandler): Worker {
  const stopping = new AbortController();
  const running = run(projecting, stopping.signal, onFault);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function run(projecting: Projecting, signal: AbortSignal, onFault: FaultHandler): Promise<void> {
  let lookedAtMs = -Infinity;
  while (!signal.aborted) {
    let pauseMs = 0;
    try {
      const count = await projectSome(projecting, onFault);
      if (performance.now() - lookedAtMs >= DUE_EVERY_MS) {
        const refreshed = await refreshSome(projecting);
        if (refreshed < DUE_MEMBERS) lookedAtMs = performance.now();
      } else if (count === 0) pauseMs = IDLE_MS;
    } catch (error) {
      onFault(error);
      pauseMs = FAULT_PAUSE_MS;
    }
    if (pauseMs > 0) await pause(pauseMs, signal);
  }
}

/** All that there is to project now. Returns how many entries it were. */
export async function projectAll(
  projecting: Projecting,
  onFault: FaultHandler = () => undefined,
): Promise<number> {
  let sum = 0;
  for (;;) {
    const count = await projectSome(projecting, onFault);
    if (count === 0) return sum;
    sum += count;
  }
}

/** What time alone changed by now. */
export async function refreshSome({ transact, nowUtcMs }: Projecting): Promise<number> {
  return transact((client) => refreshDue(client, nowUtcMs(), DUE_MEMBERS));
}

/** One batch; where an entry breaks it, its registers one by one, until the entry is found and passed over. */
async function projectSome(projecting: Projecting, onFault: FaultHandler): Promise<number> {
  try {
    return await projectBatch(projecting, BATCH_ENTRIES);
  } catch (error) {
    if (!(error instanceof ContentFault)) throw error;
    onFault(error);
    let count = 0;
    for (const register of error.registers) count += await isolate(projecting, register, onFault);
    return count;
  }
}

async function isolate(projecting: Projecting, register: string, onFault: FaultHandler): Promise<number> {
  let entriesMax = BATCH_ENTRIES;
  for (;;) {
    try {
      return await projectBatch(projecting, entriesMax, register);
    } catch (error) {
      if (!(error instanceof ContentFault)) throw error;
      if (entriesMax === 1) {
        onFault(error);
        await passOver(projecting, register);
        return 1;
      }
      entriesMax = Math.floor(entriesMax / 2);
    }
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

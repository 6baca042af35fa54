import { setTimeout } from 'node:timers/promises';
import type { Central } from '../central.ts';
import { buildSnapshot } from './build-snapshot.ts';

/** How long one that was replaced is still handed out to a register that has begun to take it. */
const KEPT_MS = 6 * 60 * 60_000;
const FIRST_AFTER_MS = 5_000;

export interface SnapshotSchedule {
  stop(): Promise<void>;
}

/**
 * Builds a snapshot every so often where something changed, and forgets those that nobody takes any more. Any number of
 * servers may; one of them builds at a time.
 */
export function scheduleSnapshots(
  central: Central,
  everyMs: number,
  onFault: (error: unknown) => void,
): SnapshotSchedule {
  const stopping = new AbortController();
  const running = run(central, everyMs, stopping.signal, onFault);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function run(
  central: Central,
  everyMs: number,
  signal: AbortSignal,
  onFault: (error: unknown) => void,
): Promise<void> {
  await pause(Math.min(FIRST_AFTER_MS, everyMs), signal);
  while (!signal.aborted) {
    try {
      await buildSnapshot(central);
      await forgetReplaced(central);
    } catch (error) {
      onFault(error);
    }
    await pause(everyMs, signal);
  }
}

/** Forgets snapshots that were replaced so long ago that whoever began with one has it or begins again. */
export async function forgetReplaced({ pool, nowUtcMs }: Central): Promise<void> {
  await pool.query(
    `DELETE FROM snapshot WHERE EXISTS (
       SELECT FROM snapshot AS newer WHERE newer.id > snapshot.id
         AND newer.done_at_utc_ms < $1)`,
    [nowUtcMs() - KEPT_MS],
  );
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

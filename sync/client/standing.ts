import type { SyncFault } from '../../domain/chain/sync-fault.ts';
import { CLOCK_WRONG_MS } from '../protocol/limits.ts';
import type { Contact } from './contact.ts';
import type { NextTurn } from './loop.ts';
import { retryDelay } from './retry.ts';
import { nameFault, type AnyFault } from './sync-fault.ts';
import type { SyncTimes } from './sync-times.ts';
import type { SyncNote, TillPort } from './till-port.ts';

/** The two things that are done with central, each of which may fail by itself. */
export type Direction = 'push' | 'pull';

/** How it goes with central: what failed, how often in a row, and when it went well. */
export interface Standing {
  fault(): SyncFault | null;
  pulledAtUtcMs(): number | null;
  pulled(): void;
  succeeded(of: Direction): void;
  /** Notes a failure, and says when to try again. */
  failed(of: Direction, error: AnyFault): NextTurn;
}

/** How often times that only people read are written. */
const KEEP_TIMES_MS = 60_000;

export function watchStanding(
  till: TillPort,
  contact: Contact,
  times: SyncTimes,
  {
    chance,
    note,
    tell,
  }: { readonly chance: () => number; readonly note: SyncNote; readonly tell: () => void },
): Standing {
  const faults: Record<Direction, AnyFault | null> = { push: null, pull: null };
  const failures: Record<Direction, number> = { push: 0, pull: 0 };
  let pulledAtUtcMs: number | null = null;
  let keptAtMs = Number.NEGATIVE_INFINITY;

  function fault(): SyncFault | null {
    const found = faults.push ?? faults.pull;
    if (found) return nameFault(found);
    return Math.abs(contact.clockAheadMs() ?? 0) > CLOCK_WRONG_MS ? 'clock' : null;
  }

  /** Writes what people and `doctor` read: at once where something else is wrong than before, else now and then. */
  function keepTimes(isDue: boolean): void {
    const nowMs = performance.now();
    if (!isDue && nowMs - keptAtMs < KEEP_TIMES_MS) return;
    keptAtMs = nowMs;
    const clockAheadMs = contact.clockAheadMs();
    const contactedAtUtcMs = contact.contactedAtUtcMs();
    till.commit(({ writer }) => {
      writer.chain.saveState({
        fault: fault(),
        ...(contactedAtUtcMs !== null && { contactedAtUtcMs }),
        ...(clockAheadMs !== null && { clockAheadMs }),
        ...(pulledAtUtcMs !== null && { pulledAtUtcMs }),
      });
    });
  }

  return {
    fault,
    pulledAtUtcMs: () => pulledAtUtcMs,
    pulled() {
      pulledAtUtcMs = till.nowUtcMs();
    },
    succeeded(of) {
      failures[of] = 0;
      const hadFault = faults[of] !== null;
      faults[of] = null;
      keepTimes(hadFault);
      tell();
    },
    failed(of, error) {
      failures[of] += 1;
      // No turn comes any more.
      if (error.kind === 'stopped') return { inMs: 0, mayWake: false };
      const isNew = faults[of]?.kind !== error.kind;
      faults[of] = error;
      if (isNew) {
        note(`sync-${of}-failed`, { kind: error.kind, detail: 'detail' in error ? error.detail : '' });
        keepTimes(true);
      }
      tell();
      const maxMs = of === 'pull' ? Math.min(times.pace.maxMs, times.pullRetryMaxMs) : times.pace.maxMs;
      const atLeastMs = error.kind === 'busy' ? error.retryAfterMs : 0;
      const inMs = 1 + retryDelay({ ...times.pace, maxMs }, failures[of], chance(), atLeastMs);
      return { inMs, mayWake: false };
    },
  };
}

import type { DayComparison } from './compare-day.ts';
import type { NextTurn } from './loop.ts';
import type { Pusher } from './push.ts';
import type { Standing } from './standing.ts';
import type { SyncNote, TillPort } from './till-port.ts';

/** While nothing is to be sent. Whoever makes an entry wakes the loop; this is for entries that nobody told of. */
const IDLE_MS = 60_000;
/** A sale that is being paid is soon over. */
const LATER_MS = 1_000;

interface PushParts {
  readonly till: TillPort;
  readonly pusher: Pusher;
  readonly days: DayComparison;
  readonly standing: Standing;
  readonly note: SyncNote;
  readonly tell: () => void;
  /** A day is with central as it is here: the time to compare all else. */
  readonly onDayEqual: () => void;
}

/** Sends what there is; when all is sent, compares the days that were closed, or, of a till that was put out, takes its books. */
export function createPushTurn({ till, pusher, days, standing, note, tell, onDayEqual }: PushParts) {
  let isWiped = false;

  /** That a day cannot be compared now is no fault of sending. */
  async function compareDay(): Promise<void> {
    const compared = await days.compare();
    if (!compared.ok || compared.value === null) return;
    note('sync-day', { ...compared.value });
    if (compared.value.status === 'equal') onDayEqual();
    tell();
  }

  return async (): Promise<NextTurn> => {
    if (isWiped) return { inMs: IDLE_MS, mayWake: false };
    const step = await pusher.step();
    if (!step.ok) return standing.failed('push', step.error);
    if (step.value) {
      standing.succeeded('push');
      return { inMs: 0, mayWake: true };
    }
    const revoked = till.read(({ chain }) => chain.state().isRevoked);
    if (revoked.ok && revoked.value) {
      isWiped = till.wipe();
      return { inMs: isWiped ? IDLE_MS : LATER_MS, mayWake: !isWiped };
    }
    await compareDay();
    return { inMs: IDLE_MS, mayWake: true };
  };
}

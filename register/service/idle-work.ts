import type { Register } from '../register.ts';
import type { GuardedTill } from './guarded-till.ts';
import type { ServiceLog } from './service-log.ts';

/** Work that waits until nobody uses the till, and is done in slices: a call that comes waits for one of them at most. */
export interface IdleWork {
  start(): void;
  stop(): void;
}

/** Calls that came meanwhile go first. */
const PAUSE_MS = 5;

/** `workSlice` takes a few milliseconds and says whether more is left. `name` is what a bug in it is logged under. */
export function createIdleWork(
  name: string,
  till: GuardedTill,
  log: ServiceLog,
  workSlice: (register: Register) => boolean,
): IdleWork {
  let next: NodeJS.Timeout | undefined;

  function start(): void {
    try {
      till.tend((register) => {
        if (workSlice(register)) next = setTimeout(start, PAUSE_MS).unref();
      });
    } catch (error) {
      // Selling does not need it, and must not end for a bug in it.
      log.fault(name, error);
    }
  }

  return { start, stop: () => clearTimeout(next) };
}

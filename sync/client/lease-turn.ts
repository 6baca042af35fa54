import { canonicalJson } from '../../domain/facts/canonical-json.ts';
import type { Contact } from './contact.ts';
import type { LeaseAsker } from './leases.ts';
import type { NextTurn } from './loop.ts';
import { retryDelay } from './retry.ts';
import type { AnyFault } from './sync-fault.ts';
import type { SyncTimes } from './sync-times.ts';
import type { SyncNote, TillPort } from './till-port.ts';

/** A sale that is being paid is soon over. */
const LATER_MS = 1_000;
/** Whoever reaches central, or hears of another policy, wakes the loop. */
const IDLE_MS = 60_000;

interface LeaseParts {
  readonly till: TillPort;
  readonly contact: Contact;
  readonly asker: LeaseAsker;
  readonly times: SyncTimes;
  readonly chance: () => number;
  readonly note: SyncNote;
}

/**
 * Asks, round after round, what of members is kept for the till: in pages, once after it was started whatever the policy is,
 * because it may have gone while something was kept.
 */
export function createLeaseTurn({ till, contact, asker, times, chance, note }: LeaseParts) {
  let after: string | null = null;
  let dueAtMs = 0;
  let askedPolicy: string | null = null;
  let isSettled = true;
  let hasPageUnsettled = false;
  let failures = 0;

  /** In how many milliseconds a page is to be asked for, or this is to be asked again. */
  function waitMs({ policy, hasLeases, waiting }: LeaseState): number {
    if (after !== null || policy !== askedPolicy) return 0;
    if (isSettled && !hasLeases) return IDLE_MS;
    const leftMs = Math.max(0, Math.ceil(dueAtMs - performance.now()));
    // What was given up is not counted before all that was done with it is sent.
    return leftMs === 0 && !isSettled && waiting > 0 ? times.leasesSettleMs : Math.min(IDLE_MS, leftMs);
  }

  function failed(error: AnyFault): NextTurn {
    failures += 1;
    if (error.kind !== 'stopped' && failures === 1) {
      note('sync-leases-failed', { kind: error.kind, detail: 'detail' in error ? error.detail : '' });
    }
    const atLeastMs = error.kind === 'busy' ? error.retryAfterMs : 0;
    return { inMs: 1 + retryDelay(times.pace, failures, chance(), atLeastMs), mayWake: false };
  }

  function ended(policy: string): NextTurn {
    askedPolicy = policy;
    isSettled = !hasPageUnsettled;
    hasPageUnsettled = false;
    // A tenth sooner or later, so that tills which started together do not ask together for ever.
    const inMs = isSettled ? Math.round(times.leasesEveryMs * (0.9 + 0.2 * chance())) : times.leasesSettleMs;
    dueAtMs = performance.now() + inMs;
    return { inMs, mayWake: true };
  }

  async function turn(): Promise<NextTurn> {
    const seen = contact.presence() === 'online' ? lookAt(till) : null;
    if (!seen) return { inMs: IDLE_MS, mayWake: true };
    const inMs = waitMs(seen);
    if (inMs > 0) return { inMs, mayWake: true };
    const page = await asker.askPage(after);
    if (!page.ok) return failed(page.error);
    failures = 0;
    if (page.value.kind === 'later') return { inMs: LATER_MS, mayWake: false };
    hasPageUnsettled ||= !page.value.isSettled;
    after = page.value.next;
    return after === null ? ended(seen.policy) : { inMs: 0, mayWake: true };
  }

  return {
    turn,
    /** Has the next turn begin a round, or go on with the one that was broken off. */
    hurry: () => void (dueAtMs = 0),
  };
}

/** What decides whether a page is to be asked for. */
interface LeaseState {
  readonly policy: string;
  readonly hasLeases: boolean;
  /** Entries that central does not have. */
  readonly waiting: number;
}

/** Null while nothing may be asked. */
function lookAt(till: TillPort): LeaseState | null {
  const read = till.read(({ chain }): LeaseState | null => {
    if (!chain.link() || chain.isRevoked()) return null;
    const { points, coupons } = chain.policy();
    const isLeased = points.kind === 'leased' || coupons.kind === 'leased';
    const hasLeases = isLeased || chain.firstLeaseEnd() !== null;
    return { policy: canonicalJson({ points, coupons }), hasLeases, waiting: chain.waiting().entries };
  });
  return read.ok ? read.value : null;
}

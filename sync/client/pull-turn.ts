import type { Contact } from './contact.ts';
import type { NextTurn } from './loop.ts';
import type { Puller } from './pull.ts';
import type { SnapshotTaker } from './snapshot.ts';
import type { Standing } from './standing.ts';
import type { AnyFault } from './sync-fault.ts';
import type { SyncTimes } from './sync-times.ts';
import type { SyncNote, TillPort } from './till-port.ts';

/** A till that has left, or was put out, has only to send. */
const NO_MEMBER_MS = 60_000;
/** A sale that is being paid is soon over. */
const LATER_MS = 1_000;
/** Between two looks whether the books may be exchanged. */
const EXCHANGE_LOOK_MS = 250;

interface PullParts {
  readonly till: TillPort;
  readonly contact: Contact;
  readonly puller: Puller;
  readonly snapshots: SnapshotTaker;
  readonly standing: Standing;
  readonly times: SyncTimes;
  readonly chance: () => number;
  readonly note: SyncNote;
  readonly tell: () => void;
  /** What was taken over made entries. */
  readonly onPulled: () => void;
}

/** Fetches what central decided, page by page, or takes a snapshot of all of it. */
export function createPullTurn(parts: PullParts) {
  const { till, contact, puller, snapshots, standing, times, chance, note, tell, onPulled } = parts;

  async function takeSnapshot(): Promise<NextTurn> {
    const taken = await snapshots.take(tell);
    if (!taken.ok) {
      if (taken.error.kind === 'revoked') contact.noteRevoked();
      if (!hasNoSnapshot(taken.error)) return standing.failed('pull', taken.error);
      puller.beginWithoutSnapshot();
      return { inMs: 0, mayWake: true };
    }
    if (taken.value === 'waiting') return { inMs: EXCHANGE_LOOK_MS, mayWake: false };
    note('sync-snapshot-taken');
    standing.succeeded('pull');
    return { inMs: 0, mayWake: true };
  }

  return async (): Promise<NextTurn> => {
    const link = till.read(({ chain }) => chain.link());
    if (!link.ok || !link.value) return { inMs: NO_MEMBER_MS, mayWake: true };
    const step = await puller.step();
    if (!step.ok) return standing.failed('pull', step.error);
    if (step.value === 'later') return { inMs: LATER_MS, mayWake: true };
    if (step.value === 'snapshot') return takeSnapshot();
    standing.pulled();
    standing.succeeded('pull');
    onPulled();
    if (step.value === 'more') return { inMs: 0, mayWake: true };
    // A fifth sooner or later, so that tills which started together do not ask together for ever.
    return { inMs: Math.round(times.pullEveryMs * (0.8 + 0.4 * chance())), mayWake: true };
  };
}

/** Of a central that has made none yet, or makes none. */
function hasNoSnapshot(fault: AnyFault): boolean {
  return (
    (fault.kind === 'refused' && fault.code === 'not-found') ||
    (fault.kind === 'malformed' && fault.detail === 'status 404')
  );
}

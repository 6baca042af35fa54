import type { SyncFault } from '../../domain/chain/sync-fault.ts';
import type { Result } from '../../domain/result.ts';
import { openCentral } from './central.ts';
import { createCompletion, type CompleteBooks, type Completion } from './completion.ts';
import { createDayComparison, type ComparedDay } from './compare-day.ts';
import { watchContact, type Presence } from './contact.ts';
import { askForCounter, type CounterQuestions } from './counter-questions.ts';
import { createScopeComparison, type CompareDigests } from './compare-scopes.ts';
import type { DigestComparison } from './digests.ts';
import { createLeaseTurn } from './lease-turn.ts';
import { createLeaseAsker } from './leases.ts';
import { startLoop, type NextTurn } from './loop.ts';
import { createPullTurn } from './pull-turn.ts';
import { createPuller } from './pull.ts';
import { createPushTurn } from './push-turn.ts';
import { createPusher } from './push.ts';
import type { SnapshotProgress, SnapshotTaker } from './snapshot.ts';
import { watchStanding } from './standing.ts';
import type { AnyFault } from './sync-fault.ts';
import { usualTimes, type SyncTimes } from './sync-times.ts';
import type { SyncNote, TillPort } from './till-port.ts';
import { openTransport } from './transport.ts';

export interface SyncOptions {
  readonly till: TillPort;
  readonly url: URL;
  /** PEM; null for the authorities that Node knows. */
  readonly ca: string | null;
  readonly registerId: string;
  /** Signs with the till's key, base64; null where it is gone. */
  readonly sign: (text: string) => string | null;
  readonly compareDigests: CompareDigests;
  readonly snapshots: SnapshotTaker;
  readonly completeBooks: CompleteBooks;
  readonly note: SyncNote;
  /** Keeps what was thrown: selling does not need what it broke, and must not end for it. */
  readonly onBug: (thrown: unknown) => void;
  readonly times?: SyncTimes;
  /** From 0 up to 1. */
  readonly chance?: () => number;
}

/** How the client stands, besides what the store knows. */
export interface SyncView {
  readonly presence: Presence;
  readonly contactedAtUtcMs: number | null;
  readonly pulledAtUtcMs: number | null;
  readonly clockAheadMs: number | null;
  readonly fault: SyncFault | null;
  readonly snapshot: SnapshotProgress | null;
  readonly day: ComparedDay | null;
}

/** A till's end of the wire while it runs. It holds no truth: what it must know again is in the store. */
export interface SyncClient extends CounterQuestions {
  view(): SyncView;
  /** Tells whenever the view may be another. Returns how to stop. */
  onChange(tell: () => void): () => void;
  /** Something is in the journal that central does not have. Never waits. */
  journalGrew(): void;
  /** Sends and fetches what there is, as far as it can be done now. */
  syncNow(): Promise<void>;
  checkDigests(): Promise<Result<DigestComparison, AnyFault>>;
  /** Resolves once books that were restored are complete, or cannot be completed for now. */
  booksTried(): Promise<void>;
  /** Ends what is under way, within a moment. */
  stop(): Promise<void>;
}

/** Whoever completes the books wakes what waits for that. */
const COMPLETION_LOOK_MS = 60_000;

/** Starts to keep a till in step with its chain. Nothing that it does is ever waited for by a sale. */
export function startSyncClient(options: SyncOptions): SyncClient {
  const { till, note, snapshots, onBug, times = usualTimes } = options;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const each of listeners) each();
  };
  const contact = openContact(options, times, {
    tell,
    cameBack() {
      void pushing.hurry();
      leases.hurry();
      void leasing.hurry();
    },
    revoked: () => void pushing.hurry(),
  });
  const { central } = contact;
  const turns = { note, tell, chance: options.chance ?? Math.random };
  const standing = watchStanding(till, contact, times, turns);
  const days = createDayComparison(till, central);
  const completion = createCompletion({
    ...options,
    central,
    standing,
    onOver() {
      pulling.wake();
      leasing.wake();
    },
  });

  const scopesCompared = createScopeComparison({
    till,
    central,
    note,
    compare: options.compareDigests,
    onDiffering: () => void pulling.hurry(),
  });

  const parts = { ...turns, till, contact, standing, times, snapshots, days };
  const pusher = createPusher(till, central);
  const onPulledAll = () => void scopesCompared.pulled().catch(onBug);
  const puller = createPuller(till, central, note, onPulledAll);
  const onDayEqual = () => {
    scopesCompared.dayClosed();
    void pulling.hurry();
  };
  const leases = createLeaseTurn({ ...parts, asker: createLeaseAsker(till, contact) });
  const onPulled = () => {
    pushing.wake();
    leasing.wake();
  };
  const push = createPushTurn({ ...parts, pusher, onDayEqual });
  const begin = (turn: () => Promise<NextTurn>) => startLoop(guarded(turn, onBug, times));
  const pulling = begin(after(completion, createPullTurn({ ...parts, puller, onPulled })));
  const leasing = begin(after(completion, leases.turn));
  const pushing = begin(async () => (await completion.turn()) ?? push());
  return {
    view: () => ({
      presence: contact.presence(),
      contactedAtUtcMs: contact.contactedAtUtcMs(),
      pulledAtUtcMs: standing.pulledAtUtcMs(),
      clockAheadMs: contact.clockAheadMs(),
      fault: standing.fault(),
      snapshot: snapshots.progress(),
      day: days.last(),
    }),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    journalGrew: () => pushing.wake(),
    ...askForCounter(contact, times.holdTimeoutMs),
    async syncNow() {
      await Promise.all([pushing.hurry(), pulling.hurry()]);
    },
    async checkDigests() {
      await pulling.hurry();
      return scopesCompared.check();
    },
    booksTried: () => completion.tried,
    async stop() {
      snapshots.stop();
      completion.stop();
      central.close();
      await Promise.all([pushing.stop(), pulling.stop(), leasing.stop()]);
    },
  };
}

interface ContactEvents {
  readonly tell: () => void;
  readonly cameBack: () => void;
  readonly revoked: () => void;
}

function openContact(options: SyncOptions, times: SyncTimes, events: ContactEvents) {
  const { till, registerId, sign, note, snapshots } = options;
  const transport = openTransport({ ...options, progressTimeoutMs: times.progressTimeoutMs });
  const onTime = (...time: [number, number]) => contact.noteTime(...time);
  const contact = watchContact(till, openCentral(transport, { registerId, sign, onTime }), {
    cameBack() {
      note('sync-online');
      events.cameBack();
      events.tell();
    },
    wentAway() {
      note('sync-offline');
      events.tell();
    },
    revoked() {
      const known = till.read(({ chain }) => chain.state().isRevoked);
      if (!known.ok || known.value) return;
      note('sync-revoked');
      // First, so that nobody writes what is being removed.
      snapshots.stop();
      till.obeyRevocation();
      events.revoked();
      events.tell();
    },
  });
  return contact;
}

/** What makes entries, or names places of the journal, waits until that is complete. */
function after(completion: Completion, turn: () => Promise<NextTurn>) {
  return async (): Promise<NextTurn> =>
    completion.isOver() ? turn() : { inMs: COMPLETION_LOOK_MS, mayWake: true };
}

/** A bug is tried again as late as a failure is at last. */
function guarded(turn: () => Promise<NextTurn>, onBug: SyncOptions['onBug'], { pace }: SyncTimes) {
  return async (): Promise<NextTurn> => {
    try {
      return await turn();
    } catch (error) {
      onBug(error);
      return { inMs: pace.maxMs, mayWake: false };
    }
  };
}

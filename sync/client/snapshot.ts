import { readFileSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chainStateReader } from '../../db/chain-state.ts';
import { DATABASE_FILE, openStoreAt, type Store, type StoreReader } from '../../db/open-store.ts';
import { snapshotFolder } from '../../db/snapshot-folder.ts';
import { carryTail, emptyLogOf, putInPlace } from '../../db/staged-books.ts';
import { signWithTillKey } from '../../db/till-key.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { PROGRESS_TIMEOUT_MS } from '../protocol/limits.ts';
import { recordOffice } from './apply-changes.ts';
import type { CentralFault } from './central-fault.ts';
import { openCentral, type Central } from './central.ts';
import { findManifest, forgetSnapshot, takeChunk } from './snapshot-chunks.ts';
import {
  countChanges,
  forgetLoaded,
  hasManyMembers,
  loadSnapshot,
  readLoaded,
  stagedBooksPath,
  type LoadedSnapshot,
} from './snapshot-load.ts';
import { ownMember } from './stored-change.ts';
import type { SealedFault } from './sync-fault.ts';
import type { TillPort } from './till-port.ts';
import { openTransport, parseCentralUrl } from './transport.ts';

/** A snapshot that central has thrown away meanwhile is begun afresh, so often. */
const RESTARTS_MAX = 3;
/** Each waits as much longer than the one before: half a minute in all. */
const REMOVAL_TRIES = 10;
const REMOVAL_RETRY_MS = 500;

/** How far it is, in changes, of so many. */
export interface SnapshotProgress {
  readonly done: number;
  readonly total: number;
}

export type SnapshotFault = CentralFault | { readonly kind: 'disk' } | SealedFault;

/** Takes a snapshot: everything of central's anew, while the till sells from what it has. */
export interface SnapshotTaker {
  /**
   * Goes on with one. `waiting`: all is there, and is put in place once nobody is in the middle of a sale. A till that has departed
   * meanwhile keeps nothing of it.
   */
  take(onProgress: () => void): Promise<Result<'taken' | 'waiting', SnapshotFault>>;
  /** Null while none is on its way. */
  progress(): SnapshotProgress | null;
  /** Ends what is under way; nothing is put in place any more. */
  stop(): void;
}

/** Prepares a snapshot beside the books: in the program of another process, or in a test's own. */
export type PrepareSnapshot = (
  report: (progress: SnapshotProgress) => void,
  signal: AbortSignal,
) => Promise<Result<null, SnapshotFault>>;

export function createSnapshotTaker(till: TillPort, prepare: PrepareSnapshot): SnapshotTaker {
  const stopping = new AbortController();
  let progress: SnapshotProgress | null = null;

  function prepareAnew(onProgress: () => void): ReturnType<PrepareSnapshot> {
    const report = (made: SnapshotProgress): void => {
      progress = made;
      onProgress();
    };
    report(progress ?? { done: 0, total: 0 });
    return prepare(report, stopping.signal);
  }

  return {
    async take(onProgress) {
      const folder = snapshotFolder(till.folder);
      const prepared = readLoaded(folder) ? ok(null) : await prepareAnew(onProgress);
      if (hasDeparted(till)) {
        await removeWhatCame(folder);
        return ok('waiting');
      }
      if (!prepared.ok) return prepared;
      const loaded = readLoaded(folder);
      if (!loaded) return fail({ kind: 'disk' });
      if (stopping.signal.aborted || !till.mayExchange()) return ok('waiting');
      const exchanged = exchange(till, folder, loaded);
      progress = null;
      return exchanged.ok ? ok('taken') : fail({ kind: 'disk' });
    },
    progress: () => (stopping.signal.aborted ? null : progress),
    stop: () => stopping.abort(),
  };
}

/** The till has left its chain since the snapshot was begun, or was put out. */
function hasDeparted(till: TillPort): boolean {
  const link = till.read(({ chain }) => chain.link());
  return link.ok && link.value === null;
}

/**
 * Removed when the till departed, but for what somebody had open then, or wrote meanwhile: nobody does any more, though a process that
 * was ended may take a moment to let go of its files.
 */
async function removeWhatCame(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: REMOVAL_TRIES, retryDelay: REMOVAL_RETRY_MS });
}

/**
 * Fetches and loads a snapshot for the till of a store that somebody else writes. The whole work of a process of its own, which
 * `onLarge` tells that it will take a while.
 */
export async function prepareSnapshot(
  live: StoreReader,
  report: (progress: SnapshotProgress) => void,
  onLarge: () => void = () => undefined,
): Promise<Result<null, SnapshotFault>> {
  const { url: address, caFile } = live.chain.state();
  const identity = live.till.identity();
  const url = address === null ? null : parseCentralUrl(address);
  if (!url || !identity) return fail({ kind: 'unreachable', detail: 'no address', isSlow: false });
  const ca = caFile === null ? null : readFileSync(caFile, 'utf8');
  const transport = openTransport({ url, ca, progressTimeoutMs: PROGRESS_TIMEOUT_MS });
  const sign = (text: string) => signWithTillKey(live.folder, text);
  const central = openCentral(transport, { registerId: identity.registerId, sign });
  try {
    const folder = snapshotFolder(live.folder);
    for (let restarts = 0; ; restarts += 1) {
      const prepared = await fetchAndLoad(live, central, folder, report, onLarge);
      if (prepared.ok || !isGone(prepared.error) || restarts >= RESTARTS_MAX) return prepared;
      forgetSnapshot(folder);
    }
  } finally {
    central.close();
  }
}

/** Central has thrown it away meanwhile. */
function isGone(fault: SnapshotFault): boolean {
  return fault.kind === 'refused' && fault.code === 'not-found';
}

async function fetchAndLoad(
  live: StoreReader,
  central: Central,
  folder: string,
  report: (progress: SnapshotProgress) => void,
  onLarge: () => void,
): Promise<Result<null, SnapshotFault>> {
  const found = await findManifest(central, folder);
  if (!found.ok) return found;
  const manifest = found.value;
  // Some of them come without what finds them, and nobody waits for thousands to be loaded in vain.
  const hasMembers = (manifest.counts.member ?? 0) > 0;
  if (hasMembers && live.members.keyState() !== 'ready') return fail({ kind: 'sealed' });
  if (hasManyMembers(manifest)) onLarge();
  const total = countChanges(manifest);
  const take = (number: number) => takeChunk(central, folder, manifest, number);
  return loadSnapshot(live, folder, manifest, take, (done) => report({ done, total }));
}

/** Puts what is loaded in place of the books, with all that was done since it was loaded. */
function exchange(till: TillPort, folder: string, loaded: LoadedSnapshot): Result<null> {
  const path = stagedBooksPath(folder);
  const context = till.entryContexts();
  const exchanged = till.exchange(() => {
    // Whoever reads the books now keeps them for a while: nothing is touched then.
    emptyLogOf(join(till.folder, DATABASE_FILE));
    // From here to the end the staged books have entries that the till's own may never have.
    forgetLoaded(folder);
    const staged = openStoreAt(path, till.folder);
    try {
      finishStaged(till, staged, loaded, context);
    } finally {
      staged.close();
    }
    putInPlace(till.folder, path);
    rmSync(folder, { recursive: true, force: true });
  });
  if (exchanged.ok) till.reload();
  return exchanged;
}

/** The books are whole with the last commit here; until then they are thrown away with whatever fails. */
function finishStaged(
  till: TillPort,
  staged: Store,
  loaded: LoadedSnapshot,
  context: ReturnType<TillPort['entryContexts']>,
): void {
  const policy = staged.chain.policy();
  const { positionOf } = chainStateReader(staged.db);
  const own = carryTail(staged, join(till.folder, DATABASE_FILE), () => positionOf(loaded.applied));
  staged.commit((writer) => {
    if (own.length > 0) {
      const members = writer.members.begin();
      for (const row of own) members.put(ownMember(row));
      members.finish();
    }
    writer.chain.savePolicy(policy);
    recordOffice(
      till,
      { store: staged, writer, context },
      {
        settings: new Map(loaded.settings),
        staff: new Map(loaded.staff),
      },
    );
    const { snapshotId, cursor } = loaded;
    const payload = {
      snapshotId,
      cursor,
      articleDigest: staged.catalogue.storedDigest(),
      memberDigest: staged.members.storedDigest(),
      promotionDigest: staged.promotions.storedDigest(),
    };
    writer.record({ type: 'snapshot.taken', payload }, context());
    writer.chain.saveState({ cursor, applied: loaded.applied, pulledAtUtcMs: till.nowUtcMs() });
  });
  staged.checkpoint();
}

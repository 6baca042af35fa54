import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { openStoreReader, type StoreReader } from '../../../db/open-store.ts';
import { verifyStore } from '../../../db/verify.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { defaultShop, openTill } from '../../../register/open-till.ts';
import type { Register } from '../../../register/register.ts';
import { keepInStep, type ChainSync } from '../../../register/service/chain-sync.ts';
import { openServiceLog } from '../../../register/service/service-log.ts';
import { keepTill, type TillKeeper } from '../../../register/service/till-keeper.ts';
import { prepareSnapshot, type PrepareSnapshot } from '../../../sync/client/snapshot.ts';
import type { CompareDigests } from '../../../sync/client/compare-scopes.ts';
import { compareDigests } from '../../../sync/client/digests.ts';
import { usualTimes, type SyncTimes } from '../../../sync/client/sync-times.ts';
import { okOf, setSection } from '../../register/till.ts';

/** Milliseconds where a shop has seconds. */
export const hasty: SyncTimes = {
  ...usualTimes,
  pullEveryMs: 40,
  pace: { firstMs: 10, maxMs: 200 },
  pullRetryMaxMs: 100,
  progressTimeoutMs: 1_500,
  holdTimeoutMs: 400,
};

/** A till as the service keeps it, in step with a chain once it has joined. */
export interface JoinedTill {
  readonly folder: string;
  readonly keeper: TillKeeper;
  readonly sync: ChainSync;
  /** Does something at the counter, for whoever is signed in or nobody. */
  do<T>(work: (register: Register) => Result<T>): T;
  read<T>(look: (register: Register) => T): T;
  /** Waits until something is so. */
  until(what: string, isSo: (register: Register) => boolean, timeoutMs?: number): Promise<void>;
  verify(): void;
  /** Ends the service of the till, as a machine that is switched off does, and starts it again. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** Opens the till of the tests under a keeper of its own. Nothing of it is in a chain yet. */
export function startTill(
  times: SyncTimes = hasty,
  snapshotsOf: (folder: string) => PrepareSnapshot = ownSnapshots,
): JoinedTill {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-joined-'));
  // One that has no staff is whoever's that sets it up; each has an id and a key of its own.
  const fresh = okOf(openTill(folder, { shop: defaultShop }));
  setSection(fresh, 'departments', [
    { code: 'general', name: 'General', taxCode: fresh.settings.defaultTaxCode, minimumAge: null },
  ]);
  fresh.store.close();
  let running = start(folder, times, snapshotsOf);
  const read = <T>(look: (register: Register) => T): T => {
    const found = running.keeper.tend((register) => ok(look(register)));
    if (!found.ok) throw new Error(found.error.code);
    return found.value;
  };
  return {
    folder,
    get keeper() {
      return running.keeper;
    },
    get sync() {
      return running.sync;
    },
    do(work) {
      const done = running.keeper.runSignedOut('counter', work);
      if (!done.ok) throw new Error(JSON.stringify(done.error));
      return done.value;
    },
    read,
    async until(what, isSo, timeoutMs = 15_000) {
      await expect.poll(() => read(isSo), { message: what, timeout: timeoutMs, interval: 10 }).toBe(true);
    },
    verify: () => expect(read(({ store }) => verifyStore(store).fault)).toBeNull(),
    async restart(meanwhile) {
      await running.stop();
      await meanwhile?.();
      running = start(folder, times, snapshotsOf);
    },
    async stop() {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function start(folder: string, times: SyncTimes, snapshotsOf: (folder: string) => PrepareSnapshot) {
  const log = openServiceLog(folder);
  const kept = keepTill(folder, log, { checkpointAfterMs: 2_000 });
  if (!kept.ok) throw new Error(kept.error.code);
  const keeper = kept.value;
  const closing = new AbortController();
  const sync = keepInStep({
    keeper,
    folder,
    log,
    closing: closing.signal,
    times,
    prepare: snapshotsOf(folder),
    compareDigests: ownComparison(folder),
  });
  return {
    keeper,
    sync,
    async stop() {
      closing.abort();
      await sync.stop();
      keeper.close();
    },
  };
}

/** In this process: what a process of its own does is tested with the service. */
function ownSnapshots(folder: string): PrepareSnapshot {
  return (report) => beside(folder, (live) => prepareSnapshot(live, report));
}

function ownComparison(folder: string): CompareDigests {
  return (scopes) => beside(folder, (live) => compareDigests(live, scopes));
}

async function beside<T>(folder: string, work: (live: StoreReader) => Promise<T>): Promise<T> {
  const live = openStoreReader(folder);
  try {
    return await work(live);
  } finally {
    live.close();
  }
}

import { readFileSync } from 'node:fs';
import { signWithTillKey } from '../../db/till-key.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { parseCentralUrl } from '../../sync/client/transport.ts';
import { createSnapshotTaker, type PrepareSnapshot } from '../../sync/client/snapshot.ts';
import { startSyncClient, type SyncClient, type SyncOptions } from '../../sync/client/sync-client.ts';
import type { SyncTimes } from '../../sync/client/sync-times.ts';
import { enrolTill, explainFault } from '../enrol-till.ts';
import { enrolByFile } from './enrol-by-file.ts';
import { leaveChain } from '../use-cases/join-chain.ts';
import { prepareSnapshotBeside, readDigestsBeside } from './books-task.ts';
import type { ServiceLog } from './service-log.ts';
import type { ServiceSync } from './service-sync.ts';
import { syncPort } from './sync-port.ts';
import { aloneStatus, readSyncStatus } from './sync-status.ts';
import type { TillKeeper } from './till-keeper.ts';

/** The till's way to its chain, kept for as long as the service runs. */
export interface ChainSync extends ServiceSync {
  stop(): Promise<void>;
}

/** What a client is made of. */
interface Books {
  readonly keeper: TillKeeper;
  readonly folder: string;
  readonly log: ServiceLog;
  readonly closing: AbortSignal;
  /** Where they are not the usual ones. */
  readonly times?: SyncTimes | undefined;
  readonly prepare?: PrepareSnapshot | undefined;
  readonly readDigests?: SyncOptions['readDigests'] | undefined;
}

/** Keeps a till in step with its chain from when it belongs to one until it does not. */
export function keepInStep(books: Books): ChainSync {
  const { keeper } = books;
  const listeners = new Set<() => void>();
  let client: SyncClient | null = startClient(books);
  watch(client);
  keeper.onGrowth(() => client?.journalGrew());

  const unattended = enrolByFile(books, async (input) => {
    const joined = await enrolTill((work) => keeper.run('command', work), input);
    if (joined.ok) await begin();
    return joined;
  });

  function tell(): void {
    for (const each of listeners) each();
  }

  /** The till has just joined, perhaps another chain than before. */
  async function begin(): Promise<void> {
    await client?.stop();
    client = startClient(books);
    watch(client);
  }

  function watch(started: SyncClient | null): void {
    started?.onChange(tell);
    tell();
  }

  async function endClient(): Promise<void> {
    const ended = client;
    client = null;
    await ended?.stop();
    tell();
  }

  return {
    status() {
      const read = keeper.tend(({ store }) => ok(readSyncStatus(store, client?.view() ?? null)));
      return read.ok ? read.value : aloneStatus;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async enrol(caller, input, approval) {
      const joined = await enrolTill((work) => keeper.run(caller, work), input, approval);
      if (joined.ok) await begin();
      return joined;
    },
    async leave(caller, approval) {
      // What was sold a moment ago is on its way, and what is fetched meanwhile makes entries too.
      await client?.syncNow();
      await client?.syncNow();
      const left = keeper.run(caller, (register) => leaveChain(register, approval));
      if (!left.ok) return left;
      // Where central is there, it is told that the till has left.
      await client?.syncNow();
      await endClient();
      return left;
    },
    async syncNow() {
      await client?.syncNow();
    },
    async checkDigests() {
      if (!client) return fail({ code: 'chain-none' });
      const compared = await client.checkDigests();
      if (!compared.ok) {
        const { error } = compared;
        if (error.kind === 'disk' || error.kind === 'fork') return fail({ code: 'central-busy' });
        return fail(explainFault(error, readUrl(keeper) ?? ''));
      }
      const { isCurrent, equal, differing } = compared.value;
      return ok({ atUtcMs: Date.now(), isCurrent, equal, differing });
    },
    hold: (request) => client?.hold(request) ?? Promise.resolve({ kind: 'offline' }),
    release: (saleId) => client?.release(saleId),
    fetchReceipt: (...asked) => client?.fetchReceipt(...asked) ?? Promise.resolve({ kind: 'offline' }),
    async stop() {
      unattended.stop();
      await client?.stop();
    },
  };
}

function readUrl(keeper: TillKeeper): string | null {
  const read = keeper.tend(({ store }) => ok(store.chain.state().url));
  return read.ok ? read.value : null;
}

/** Null for a till that stands alone, or was put out and has nothing left to send. */
function startClient({
  keeper,
  folder,
  log,
  closing,
  times,
  prepare = (report, signal) => prepareSnapshotBeside(folder, report, AbortSignal.any([signal, closing])),
  readDigests = () => readDigestsBeside(folder, closing),
}: Books): SyncClient | null {
  const known = keeper.tend(({ store, identity }) => {
    const { chain } = store;
    const { url, caFile, isRevoked } = chain.state();
    const belongs = chain.link() !== null || (isRevoked && chain.waiting().entries > 0);
    return ok(belongs && url !== null ? { url: parseCentralUrl(url), caFile, identity } : null);
  });
  if (!known.ok || !known.value?.url) return null;
  const { url, caFile, identity } = known.value;
  const ca = readCa(caFile, log);
  if (!ca.ok) return null;
  const till = syncPort(keeper, folder);
  return startSyncClient({
    till,
    url,
    ca: ca.value,
    registerId: identity.registerId,
    sign: (text) => signWithTillKey(folder, text),
    readDigests,
    snapshots: createSnapshotTaker(till, prepare),
    note: (event, detail) => log.note(event, detail),
    onBug: (thrown) => void log.fault('sync', thrown),
    ...(times && { times }),
  });
}

/** Without the file that central's certificate must go back to, nobody is trusted. */
function readCa(caFile: string | null, log: ServiceLog): Result<string | null, null> {
  if (caFile === null) return ok(null);
  try {
    return ok(readFileSync(caFile, 'utf8'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    log.note('sync-ca-unreadable', { code: String(error.code) });
    return fail(null);
  }
}

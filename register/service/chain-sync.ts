import { fail, ok, type Result } from '../../domain/result.ts';
import type { SyncFault } from '../../domain/chain/sync-fault.ts';
import type { SyncClient } from '../../sync/client/sync-client.ts';
import type { DigestCheck } from '../contract/sync.ts';
import { enrolTill, explainFault } from '../enrol-till.ts';
import { leaveChain } from '../use-cases/join-chain.ts';
import type { ClientParts } from './chain-client.ts';
import { enrolByFile } from './enrol-by-file.ts';
import type { ServiceSync } from './service-sync.ts';
import { aloneStatus, readSyncStatus, unstartedView } from './sync-status.ts';
import { createTaskQueue } from './task-queue.ts';
import type { TillKeeper } from './till-keeper.ts';

const OFFLINE = { kind: 'offline' } as const;

/** The till's way to its chain, kept for as long as the service runs. */
export interface ChainSync extends ServiceSync {
  stop(): Promise<void>;
}

/**
 * Keeps a till in step with its chain from when it belongs to one until it does not. What talks to central is loaded for a till
 * of a chain only, and after the counter can be used; who asks for it before waits.
 */
export function keepInStep(parts: ClientParts): ChainSync {
  const { keeper } = parts;
  const listeners = new Set<() => void>();
  let client: SyncClient | null = null;
  /** Why there is none, where one was to be started. */
  let unstarted: SyncFault | null = null;
  let started = start();
  const entering = createTaskQueue();
  keeper.onGrowth(() => client?.journalGrew());

  const unattended = enrolByFile(parts, (input) =>
    enter(() => enrolTill((work) => keeper.run('command', work), input)),
  );

  function tell(): void {
    for (const each of listeners) each();
  }

  async function start(): Promise<void> {
    const begun = await unbroken(startClient(parts));
    unstarted = begun && !begun.ok ? begun.error : null;
    client = begun?.ok ? begun.value : null;
    client?.onChange(tell);
    tell();
  }

  /** Selling does not need what this broke. */
  async function unbroken<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      return await work;
    } catch (error) {
      void parts.log.fault('sync', error);
      return undefined;
    }
  }

  /**
   * Joins a chain, or has it know the till by another key. Books that were restored before are completed with it, so that nobody sells
   * in between.
   */
  function enter(join: () => Promise<Result<null>>): Promise<Result<null>> {
    return entering(async () => {
      await started;
      await endClient();
      const joined = await join();
      started = start();
      await started;
      await client?.booksTried();
      return joined;
    });
  }

  async function atCounter<T>(ask: (client: SyncClient) => Promise<T>): Promise<T | typeof OFFLINE> {
    return (await running((link) => link && ask(link))) ?? OFFLINE;
  }

  async function running<T>(work: (client: SyncClient | null) => T): Promise<Awaited<T>> {
    await started;
    return await work(client);
  }

  async function endClient(): Promise<void> {
    const ended = client;
    client = null;
    unstarted = null;
    await ended?.stop();
    tell();
  }

  return {
    status() {
      const view = client?.view() ?? (unstarted && unstartedView(unstarted));
      const read = keeper.tend(({ store }) => ok(readSyncStatus(store, view)));
      return read.ok ? read.value : aloneStatus;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    enrol: (caller, input, approval) =>
      enter(() => enrolTill((work) => keeper.run(caller, work), input, approval)),
    async leave(caller, approval) {
      // What was sold a moment ago is on its way, and what is fetched meanwhile makes entries too.
      await running((link) => link?.syncNow());
      await running((link) => link?.syncNow());
      const left = keeper.run(caller, (register) => leaveChain(register, approval));
      if (!left.ok) return left;
      // Where central is there, it is told that the till has left.
      await running((link) => link?.syncNow());
      await endClient();
      return left;
    },
    syncNow: () => running((link) => link?.syncNow()),
    async checkDigests() {
      const compared = await running((link) => link?.checkDigests());
      return compared ? digestCheckOf(compared, keeper) : fail({ code: 'chain-none' });
    },
    hold: (request) => atCounter((link) => link.hold(request)),
    release: (saleId) => void running((link) => link?.release(saleId)),
    fetchReceipt: (...asked) => atCounter((link) => link.fetchReceipt(...asked)),
    async stop() {
      unattended.stop();
      await running((link) => link?.stop());
    },
  };
}

function digestCheckOf(
  compared: Awaited<ReturnType<SyncClient['checkDigests']>>,
  keeper: TillKeeper,
): Result<DigestCheck> {
  if (!compared.ok) {
    const { error } = compared;
    if (error.kind === 'disk' || error.kind === 'fork') return fail({ code: 'central-busy' });
    if (error.kind === 'sealed') return fail({ code: 'members-sealed' });
    return fail(explainFault(error, readUrl(keeper) ?? ''));
  }
  const { equal, differing, later } = compared.value;
  return ok({ atUtcMs: Date.now(), isCurrent: later.length === 0, equal, differing });
}

function readUrl(keeper: TillKeeper): string | null {
  const read = keeper.tend(({ store }) => ok(store.chain.state().url));
  return read.ok ? read.value : null;
}

/** Null for a till that stands alone, or was put out and has nothing left to send. `doctor` reads why none could be started. */
async function startClient(parts: ClientParts): Promise<Result<SyncClient, SyncFault> | null> {
  const known = parts.keeper.tend(({ store, identity: { registerId } }) => {
    const { chain } = store;
    const { url, caFile, isRevoked } = chain.state();
    const belongs = chain.link() !== null || (isRevoked && chain.waiting().entries > 0);
    return ok(belongs && url !== null ? { url, caFile, registerId } : null);
  });
  if (!known.ok || !known.value) return null;
  const { openChainClient } = await import('./chain-client.ts');
  if (parts.closing.aborted) return null;
  const opened = openChainClient(parts, known.value);
  if (!opened.ok) {
    const { error: fault } = opened;
    parts.keeper.tend(({ store }) => ok(store.commit(({ chain }) => chain.saveState({ fault }))));
  }
  return opened;
}

import { ok, type Result } from '../../domain/result.ts';
import { guardStore } from '../guard-store.ts';
import { scheduleBackups } from './backup-schedule.ts';
import { createCallHandler } from './call-handler.ts';
import { openDevices } from './devices.ts';
import type { PrinterPace } from './print-bench.ts';
import type { ParentChannel } from './parent-channel.ts';
import { serveParentProcess } from './process-host.ts';
import type { CallContext } from './procedures.ts';
import type { RestoreRequest } from './restore-run.ts';
import { removeServiceFile, writeServiceFile, type ServiceAddress } from './service-file.ts';
import { keepInStep } from './chain-sync.ts';
import { openServiceLog, type ServiceLog } from './service-log.ts';
import { createTaskQueue } from './task-queue.ts';
import { keepTill, type Caller, type KeeperOptions } from './till-keeper.ts';
import { openWebSocketHost } from './web-socket-host.ts';

/** The register service of one data folder, in this process. */
export interface Service {
  readonly address: ServiceAddress;
  readonly log: ServiceLog;
  /** Resolves once a restore was accepted: no call is served from then on, and whoever runs the service restores. */
  readonly restoreAsked: Promise<RestoreRequest>;
  /** Ends every connection and whatever works on the books, folds in the write-ahead log and lets go of the folder. */
  stop(): Promise<void>;
}

/** What a service may be started with. */
export interface ServiceOptions extends KeeperOptions {
  /** Where it is not the usual one. */
  readonly printerPace?: PrinterPace | undefined;
}

/** How long the answer that a restore was accepted may take to leave, before its connection ends. */
const ANSWER_MS = 100;

/** Opens the till of a data folder, setting it up where the folder is new, and serves it until it is stopped. */
export async function startService(
  folder: string,
  options: ServiceOptions,
  parent: ParentChannel | null,
): Promise<Result<Service>> {
  const log = openServiceLog(folder);
  const kept = keepTill(folder, log, options);
  if (!kept.ok) return kept;
  const keeper = kept.value;
  const closing = new AbortController();
  const handler = createCallHandler();
  const books = { keeper, log, folder, closing: closing.signal, queueBooks: createTaskQueue() };
  const backups = scheduleBackups(books);
  const devices = openDevices(keeper, log, options.printerPace);
  const sync = keepInStep(books);
  const restoreAsked = Promise.withResolvers<RestoreRequest>();
  const beginRestore = (request: RestoreRequest): void => {
    keeper.retire({ code: 'till-restoring' });
    setTimeout(() => restoreAsked.resolve(request), ANSWER_MS);
  };
  const shared = {
    ...books,
    backups,
    devices,
    sync,
    queuePapers: createTaskQueue(),
    beginRestore,
  };
  const connect = (caller: Caller, send: (frame: string) => void) =>
    handler.connect({ ...shared, caller } satisfies CallContext, send);
  const host = await openWebSocketHost(connect);
  const address = { pid: process.pid, port: host.port, tokens: host.tokens };
  const written = guardStore(folder, () => writeServiceFile(folder, address));
  const stop = async () => {
    closing.abort();
    backups.stop();
    await sync.stop();
    await host.close();
    await devices.stop();
    // What reads the books would keep their log from being folded in.
    await Promise.all([shared.queueBooks(noTask), shared.queuePapers(noTask)]);
    removeServiceFile(folder);
    keeper.close();
    log.note('stopped');
  };
  if (!written.ok) {
    await stop();
    return written;
  }
  if (parent) serveParentProcess(parent, connect);
  log.note('started', { port: host.port });
  return ok({ address, log, restoreAsked: restoreAsked.promise, stop });
}

/** Its turn comes when all tasks before it are over. */
const noTask = () => Promise.resolve();

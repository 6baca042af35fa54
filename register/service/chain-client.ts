import { readFileSync } from 'node:fs';
import { signWithTillKey } from '../../db/till-key.ts';
import type { SyncFault } from '../../domain/chain/sync-fault.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { createSnapshotTaker, type PrepareSnapshot } from '../../sync/client/snapshot.ts';
import type { CompareDigests } from '../../sync/client/compare-scopes.ts';
import { startSyncClient, type SyncClient } from '../../sync/client/sync-client.ts';
import type { SyncTimes } from '../../sync/client/sync-times.ts';
import { parseCentralUrl } from '../../sync/client/transport.ts';
import { completeRestored } from '../use-cases/complete-restored.ts';
import { compareDigestsBeside, prepareSnapshotBeside } from './books-task.ts';
import type { ServiceLog } from './service-log.ts';
import { syncPort } from './sync-port.ts';
import type { TillKeeper } from './till-keeper.ts';

/** What a client is made of. */
export interface ClientParts {
  readonly keeper: TillKeeper;
  readonly folder: string;
  readonly log: ServiceLog;
  readonly closing: AbortSignal;
  /** Where they are not the usual ones. */
  readonly times?: SyncTimes | undefined;
  readonly prepare?: PrepareSnapshot | undefined;
  readonly compareDigests?: CompareDigests | undefined;
}

/** Where central is, and as whom the till is known there. */
export interface CentralPlace {
  readonly url: string;
  readonly caFile: string | null;
  readonly registerId: string;
}

/** Starts what keeps a till in step. Refused where the address is none, or the file that central is trusted by cannot be read. */
export function openChainClient(
  {
    keeper,
    folder,
    log,
    closing,
    times,
    prepare = (report, signal) => prepareSnapshotBeside(folder, report, AbortSignal.any([signal, closing])),
    compareDigests = (scopes) => compareDigestsBeside(folder, scopes, closing),
  }: ClientParts,
  { url: address, caFile, registerId }: CentralPlace,
): Result<SyncClient, SyncFault> {
  const url = parseCentralUrl(address);
  if (!url) return fail('unreachable');
  const ca = readCa(caFile, log);
  if (!ca.ok) return ca;
  const till = syncPort(keeper, folder);
  const client = startSyncClient({
    till,
    url,
    ca: ca.value,
    registerId,
    sign: (text) => signWithTillKey(folder, text),
    compareDigests,
    snapshots: createSnapshotTaker(till, prepare),
    completeBooks: (plan, atUtcMs) => completeRestored(folder, plan, atUtcMs),
    note: (event, detail) => log.note(event, detail),
    onBug: (thrown) => void log.fault('sync', thrown),
    ...(times && { times }),
  });
  return ok(client);
}

/** Without the file that central's certificate must go back to, nobody is trusted. */
function readCa(caFile: string | null, log: ServiceLog): Result<string | null, SyncFault> {
  if (caFile === null) return ok(null);
  try {
    return ok(readFileSync(caFile, 'utf8'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    log.note('sync-ca-unreadable', { code: String(error.code) });
    return fail('certificate');
  }
}

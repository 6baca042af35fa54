import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BackupFault, unpackBackup, writeBackup, type BackupHeader } from '../../db/backup-file.ts';
import { noteBackup } from '../../db/last-backup.ts';
import { DATABASE_FILE, openStoreReader, type Store, type StoreReader } from '../../db/open-store.ts';
import { beginRestore, nextEpoch, nextEpochInChain, type Restore } from '../../db/restore.ts';
import { guardStore } from '../guard-store.ts';
import { storeErrorOf } from '../../db/store-error.ts';
import { verifyStore, type Progress } from '../../db/verify.ts';
import type { RegisterError } from '../../domain/errors.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { RestoredTail } from '../../sync/client/restored-tail.ts';
import type { Clock } from '../register.ts';
import { beginEpoch, restoredContext } from './begin-epoch.ts';
import { eraseAgain } from './erase-member.ts';
import { keyForRestore, placeRestoredKey, type RestoreKey } from './restore-key.ts';

/** Copies a till to one file while it sells. An existing file is never written over. */
export async function backUp(store: StoreReader, path: string, clock: Clock): Promise<Result<BackupHeader>> {
  if (existsSync(path)) return fail({ code: 'file-exists', file: path });
  try {
    const header = await writeBackup(store, path, clock.nowUtcMs());
    const { createdAtUtcMs: atUtcMs, epoch, headSeq } = header;
    noteBackup(store.folder, { atUtcMs, epoch, headSeq });
    return ok(header);
  } catch (error) {
    return fail(fileFailure(error, path));
  }
}

export interface RestoreSummary {
  readonly header: BackupHeader;
  readonly epoch: number;
  /** Where what was there before is kept. */
  readonly aside: string | null;
  /** What was done since the backup, of a till that belongs to a chain. */
  readonly tail: RestoredTail;
}

/**
 * Restores a backup into a data folder: unpacks and verifies it first, so that a bad one changes nothing; begins a new
 * epoch in it; puts it in place with one rename, and keeps what was there aside.
 */
export async function restore(
  folder: string,
  path: string,
  clock: Clock,
  progress?: Progress,
  key: RestoreKey = {},
): Promise<Result<RestoreSummary>> {
  const begun = guardStore(folder, () => beginRestore(folder));
  if (!begun.ok) return begun;
  const restoring = begun.value;
  try {
    const header = await unpackBackup(path, restoring.stagedPath);
    const started = await verifyAndStart(restoring, folder, header, clock, progress, key);
    if ('fault' in started) {
      return fail({ code: 'backup-invalid', file: path, reason: 'books-broken', cause: started.fault });
    }
    if ('refused' in started) return fail(started.refused);
    const { epoch, memberKey } = started;
    const asideName = `before-restore-${new Date(clock.nowUtcMs()).toISOString().replace(/[:.]/g, '-')}`;
    const aside = restoring.swap(epoch, asideName);
    // Killed before this the till asks for the code once more; before the swap it would lose what is there now.
    if (memberKey) placeRestoredKey(folder, memberKey, join(folder, asideName));
    return ok({ header, epoch, aside, tail: started.tail });
  } catch (error) {
    return fail(fileFailure(error, path));
  } finally {
    restoring.release();
  }
}

/**
 * Brings the unpacked database up to date, proves it, completes it with what central has, and appends the last entry of the
 * restored journal: numbers go on under a new epoch, and the key is this folder's.
 */
async function verifyAndStart(
  restoring: Restore,
  folder: string,
  header: BackupHeader,
  clock: Clock,
  progress: Progress | undefined,
  key: RestoreKey,
): Promise<
  | { readonly epoch: number; readonly memberKey: Buffer | null; readonly tail: RestoredTail }
  | { readonly fault: string }
  | { readonly refused: RegisterError }
> {
  const store = restoring.openStaged();
  try {
    const { fault } = verifyStore(store, progress);
    if (fault) return { fault: fault.detail };
    const memberKey = keyForRestore(store, key);
    if (!memberKey.ok) return { refused: memberKey.error };
    const tail = await completeBeside(folder, store);
    const head = store.journal.head();
    const next = store.chain.link() ? nextEpochInChain(folder, header) : nextEpoch(folder, header);
    const epoch = Math.max(next, (head?.epoch ?? 0) + 1);
    const context = restoredContext(store, clock);
    store.commit((writer) => {
      // Whoever was at the counter when the backup was made is not there now.
      writer.session.clear();
      // What waited for a printer then may have been printed since.
      writer.printQueue.askAboutAll(clock.nowUtcMs());
      beginEpoch(store, writer, { epoch, hasTail: tail.fetchedCount > 0 }, context);
    });
    eraseAgain(store, folder, context);
    store.checkpoint();
    return { epoch, memberKey: memberKey.value, tail };
  } finally {
    store.close();
  }
}

/** With what the books that are replaced have to send, where they can still be read. */
async function completeBeside(folder: string, restored: Store): Promise<RestoredTail> {
  const replaced = guardStore(folder, () => (hasBooks(folder) ? openStoreReader(folder) : null));
  const reader = replaced.ok ? replaced.value : null;
  try {
    const { completeFromCentral } = await import('../../sync/client/restored-tail.ts');
    return await completeFromCentral(restored, reader);
  } finally {
    reader?.close();
  }
}

function hasBooks(folder: string): boolean {
  return existsSync(join(folder, DATABASE_FILE));
}

/** What a failure while a backup is written or read means for the person who asked. A bug is thrown on. */
export function fileFailure(error: unknown, file: string) {
  if (error instanceof BackupFault) {
    return { code: 'backup-invalid', file, reason: error.reason, cause: error.said } as const;
  }
  // What SQLite says of a full or failing disk is said of the file: it is the backup's disk that was written to.
  const known = storeErrorOf(error, dirname(file));
  if (known) return known;
  if (error instanceof Error && 'code' in error && 'syscall' in error) {
    return { code: 'file-unwritable', file, detail: String(error.code) } as const;
  }
  throw error;
}

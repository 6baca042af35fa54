import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BackupFault, readBackupHeader, unpackBackup, type BackupHeader } from '../../db/backup-file.ts';
import type { StoreReader } from '../../db/open-store.ts';
import type { BackupReason } from '../../domain/errors.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { guardStore } from '../guard-store.ts';
import type { Clock } from '../register.ts';
import { backUp, fileFailure } from './back-up.ts';

const BACKUPS_FOLDER = 'backups';
/** A fortnight of closes, or two days and a half of a till that is backed up every four hours. */
const BACKUPS_MAX = 14;
const KEPT_NAME = /^guitai-.*\.backup$/;

/** A backup in the till's own folder. Each was unpacked and checked against its checksum when it was written. */
export interface KeptBackup {
  readonly path: string;
  readonly bytes: number;
  /** What it says of itself; null where it cannot be read by now, and `fault` says why. */
  readonly header: BackupHeader | null;
  readonly fault: BackupReason | null;
}

/**
 * Writes a backup into the till's own folder and unpacks it again: a copy that was never read back is a hope. One that
 * does not come out as it went in is removed. The oldest beyond 14 go.
 */
export async function keepBackup(store: StoreReader, clock: Clock): Promise<Result<KeptBackup>> {
  const folder = join(store.folder, BACKUPS_FOLDER);
  const made = guardStore(store.folder, () => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  if (!made.ok) return made;
  const path = join(folder, backupName(store, clock.nowUtcMs()));
  const written = await backUp(store, path, clock);
  if (!written.ok) return written;
  const unpacked = `${path}.check`;
  try {
    const header = await unpackBackup(path, unpacked);
    for (const old of listBackups(store.folder).slice(BACKUPS_MAX)) rmSync(old.path, { force: true });
    return ok({ path, bytes: statSync(path).size, header, fault: null });
  } catch (error) {
    rmSync(path, { force: true });
    return fail(fileFailure(error, path));
  } finally {
    rmSync(unpacked, { force: true });
  }
}

/** The backups in a data folder's own backups folder, newest first. */
export function listBackups(dataFolder: string): KeptBackup[] {
  const folder = join(dataFolder, BACKUPS_FOLDER);
  if (!statSync(folder, { throwIfNoEntry: false })) return [];
  return readdirSync(folder)
    .filter((name) => KEPT_NAME.test(name))
    .sort()
    .reverse()
    .map((name) => describeBackup(join(folder, name)));
}

function describeBackup(path: string): KeptBackup {
  const bytes = statSync(path).size;
  try {
    return { path, bytes, header: readBackupHeader(path), fault: null };
  } catch (error) {
    if (!(error instanceof BackupFault)) throw error;
    return { path, bytes, header: null, fault: error.reason };
  }
}

/** Sorts by the moment at which it was written. */
function backupName(store: StoreReader, atUtcMs: number): string {
  return `guitai-${new Date(atUtcMs).toISOString().replaceAll(/[-:.]/g, '')}-${store.till.identity()?.tillCode ?? ''}.backup`;
}

import { rmSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { compareBackup, type BackupMemberKey } from '../../db/backup-comparison.ts';
import { readBackupHeader, unpackBackup, type BackupHeader } from '../../db/backup-file.ts';
import { readMigrations } from '../../db/migrate.ts';
import { nextEpoch, nextEpochInChain } from '../../db/restore.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { fileFailure } from './back-up.ts';

/** What restoring a backup would do. */
export interface BackupInspection {
  readonly path: string;
  readonly bytes: number;
  readonly header: BackupHeader;
  /** Entries of its journal. */
  readonly entries: number;
  /** Under which the till would go on. */
  readonly epoch: number;
  /** Whether it is of another till than this one; null where this one's books cannot be read. */
  readonly isOtherTill: boolean | null;
  /** What this till recorded that the backup does not hold; null where its books cannot be read. */
  readonly putAside: {
    readonly entries: number;
    readonly sales: number;
    readonly lastAtUtcMs: number | null;
  } | null;
  readonly memberKey: BackupMemberKey;
}

/** Unpacked here, read, and taken away again; what an inspection that was killed leaves is written over by the next. */
const INSPECTED_FILE = 'inspected.db.part';

/**
 * Unpacks a backup beside the till that sells, checks it against its checksum and compares it with the till's books.
 * Changes nothing. That its own books hold is proved when it is restored.
 */
export async function inspectBackup(folder: string, path: string): Promise<Result<BackupInspection>> {
  const unpacked = join(folder, INSPECTED_FILE);
  try {
    const header = await unpackBackup(path, unpacked);
    const { entries, putAside, memberKey, isInChain } = compareBackup(unpacked, folder);
    return ok({
      path,
      bytes: statSync(path).size,
      header,
      entries,
      epoch: (isInChain ? nextEpochInChain : nextEpoch)(folder, header),
      isOtherTill: putAside && putAside.registerId !== header.registerId,
      putAside: putAside && {
        entries: putAside.entries,
        sales: putAside.sales,
        lastAtUtcMs: putAside.lastAtUtcMs,
      },
      memberKey,
    });
  } catch (error) {
    return fail(fileFailure(error, path));
  } finally {
    rmSync(unpacked, { force: true });
  }
}

/** What a backup says of itself, read at once; refused where it is none, or of a newer version of the program. */
export function readBackup(path: string): Result<BackupHeader> {
  if (!isAbsolute(path)) {
    return fail({ code: 'backup-invalid', file: path, reason: 'missing', cause: '' });
  }
  try {
    const header = readBackupHeader(path);
    const known = readMigrations().length;
    const version = header.schemaVersion;
    return version > known ? fail({ code: 'store-newer', version, known }) : ok(header);
  } catch (error) {
    return fail(fileFailure(error, path));
  }
}

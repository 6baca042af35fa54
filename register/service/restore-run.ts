import type { BackupHeader } from '../../db/backup-file.ts';
import type { Result } from '../../domain/result.ts';
import { nextEpoch } from '../../db/restore.ts';
import { systemClock } from '../register.ts';
import { restore, type RestoreSummary } from '../use-cases/back-up.ts';
import type { RestoreKey } from '../use-cases/restore-key.ts';
import { writeRestoreNote, type RestoreNote, type RestoreOutcome } from '../use-cases/restore-note.ts';
import type { ServiceLog } from './service-log.ts';

/** A backup that is to be put in place of the books. */
export interface RestoreRequest extends RestoreKey {
  readonly path: string;
  readonly header: BackupHeader;
}

/**
 * Restores a backup into a folder that this process has let go of, and keeps a note of how that ended for the service
 * that is started next. Killed at any moment it leaves the old till or the new one, and a note that tells which.
 */
export async function runRestore(
  folder: string,
  { path, header, ...key }: RestoreRequest,
  log: ServiceLog,
): Promise<void> {
  const note: RestoreNote = {
    file: path,
    beganAtUtcMs: systemClock.nowUtcMs(),
    backupAtUtcMs: header.createdAtUtcMs,
    epoch: nextEpoch(folder, header),
    outcome: { state: 'begun' },
  };
  log.note('restore-begun', { epoch: note.epoch });
  writeRestoreNote(folder, note);
  const outcome = outcomeOf(await restore(folder, path, systemClock, undefined, key));
  writeRestoreNote(folder, { ...note, outcome });
  log.note('restore-ended', { state: outcome.state });
}

function outcomeOf(result: Result<RestoreSummary>): RestoreOutcome {
  return result.ok ? { state: 'done', aside: result.value.aside } : { state: 'failed', error: result.error };
}

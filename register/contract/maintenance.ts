import { type } from '@orpc/contract';
import { z } from 'zod';
import type { BackupHeader } from '../../db/backup-file.ts';
import type { VerifyReport } from '../../db/verify.ts';
import type { Diagnosis } from '../diagnosis.ts';
import type { BackupInspection } from '../use-cases/inspect-backup.ts';
import type { KeptBackup } from '../use-cases/keep-backup.ts';
import { answers, streams, type TaskEvent } from './answer.ts';
import { approval, nothing, path } from './fields.ts';

export type VerifyEvent = TaskEvent<string, VerifyReport>;

/** A file that the service wrote into its data folder. */
export interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
}

/** Long work over the books. It runs in processes of its own, so that selling never waits for it. */
export const maintenanceContract = {
  /** Proves the books. Ending the iteration cancels it; a second call takes the place of the first. */
  verify: streams(type<VerifyEvent>()).input(nothing),
  /** How the till and its machine are: no names, no sales. */
  doctor: answers<Diagnosis>().input(nothing),
  /** The same with the end of the service's log as one file, to be sent to whoever helps. */
  exportDiagnostics: answers<WrittenFile>().input(nothing),
  /** Writes a backup to a new file on this machine, by its full path. */
  backUp: answers<BackupHeader>().input(z.strictObject({ path, approval: approval.optional() })),
  /** Writes one into the till's own backups folder, unpacks it again to check it, and lets the oldest go. */
  backUpNow: answers<KeptBackup>().input(z.strictObject({ approval: approval.optional() })),
  /** The backups of that folder, newest first. */
  backups: answers<KeptBackup[]>().input(nothing),
  /** What restoring a backup would do, by its full path on this machine. Changes nothing. */
  inspectBackup: answers<BackupInspection>().input(z.strictObject({ path })),
  /**
   * Puts a backup in place of the till's books, and keeps those aside. The answer says that it begins: the service then
   * ends every connection, restores and is started again, with nobody signed in. `till.status` tells how it ended. The
   * recovery code opens the members of another machine's backup; or they stay sealed.
   */
  restore: answers<null>().input(
    z.strictObject({
      path,
      recoveryCode: z.string().max(200).optional(),
      isWithoutMemberData: z.boolean().optional(),
      approval: approval.optional(),
    }),
  ),
  /** Takes `lastRestore` out of `till.status`, once somebody has read it. */
  acknowledgeRestore: answers<null>().input(nothing),
};

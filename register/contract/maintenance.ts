import { type } from '@orpc/contract';
import { z } from 'zod';
import type { BackupHeader } from '../../db/backup-file.ts';
import type { VerifyReport } from '../../db/verify.ts';
import { answers, streams, type TaskEvent } from './answer.ts';
import { approval, nothing, path } from './fields.ts';

export type VerifyEvent = TaskEvent<string, VerifyReport>;

/** Long work over the books. It runs in processes of its own, so that selling never waits for it. */
export const maintenanceContract = {
  /** Proves the books. Ending the iteration cancels it; a second call takes the place of the first. */
  verify: streams(type<VerifyEvent>()).input(nothing),
  /** Writes a backup to a new file on this machine, by its full path. */
  backUp: answers<BackupHeader>().input(z.strictObject({ path, approval: approval.optional() })),
};

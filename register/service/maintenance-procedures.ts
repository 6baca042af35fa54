import { isAbsolute } from 'node:path';
import type { VerifyReport } from '../../db/verify.ts';
import { fail, ok } from '../../domain/result.ts';
import type { VerifyEvent } from '../contract/maintenance.ts';
import { diagnose } from '../diagnosis.ts';
import { exportDiagnostics } from '../export/diagnostics-file.ts';
import { guardStore } from '../guard-store.ts';
import { allowRestore } from '../use-cases/allow-restore.ts';
import { authorize } from '../use-cases/authorize.ts';
import { readBackup } from '../use-cases/inspect-backup.ts';
import { listBackups } from '../use-cases/keep-backup.ts';
import { forgetLastRestore } from '../use-cases/restore-note.ts';
import { backUpBooks, inspectBackupBeside, keepBackupOfBooks, verifyBooks } from './books-task.ts';
import { answer, answerSignedOut, guardTask, procedures, type CallContext } from './procedures.ts';
import { streamTask } from './task-stream.ts';

const { maintenance } = procedures;

/** How long a backup may take, its wait included: a stick that hangs must not hold its process for ever. */
const BACKUP_TIMEOUT_MS = 30 * 60_000;

export const maintenanceProcedures = {
  verify: maintenance.verify.handler(({ context, signal }) => streamVerify(context, signal)),
  backUp: maintenance.backUp.handler(async ({ context, input: { path, approval } }) => {
    const { keeper, caller, folder, log, closing, queueBooks } = context;
    const allowed = keeper.run(caller, (register) => authorize(register, 'maintain', {}, approval));
    if (!allowed.ok) return allowed;
    if (!isAbsolute(path)) return fail({ code: 'file-unwritable', file: path, detail: 'ENOENT' });
    const signal = AbortSignal.any([closing, AbortSignal.timeout(BACKUP_TIMEOUT_MS)]);
    return guardTask(log, 'maintenance.backUp', () => queueBooks(() => backUpBooks(folder, path, signal)));
  }),
  backUpNow: maintenance.backUpNow.handler(async ({ context, input: { approval } }) => {
    const { keeper, caller, folder, log, closing, queueBooks } = context;
    const allowed = keeper.run(caller, (register) => authorize(register, 'maintain', {}, approval));
    if (!allowed.ok) return allowed;
    const signal = AbortSignal.any([closing, AbortSignal.timeout(BACKUP_TIMEOUT_MS)]);
    return guardTask(log, 'maintenance.backUpNow', () => queueBooks(() => keepBackupOfBooks(folder, signal)));
  }),
  backups: maintenance.backups.handler(
    answer(({ store }) => guardStore(store.folder, () => listBackups(store.folder))),
  ),
  inspectBackup: maintenance.inspectBackup.handler(async ({ context, input: { path } }) => {
    const { keeper, caller, folder, log, closing, queueBooks } = context;
    const allowed = keeper.run(caller, (register) => authorize(register, 'maintain'));
    if (!allowed.ok) return allowed;
    const backup = readBackup(path);
    if (!backup.ok) return backup;
    const signal = AbortSignal.any([closing, AbortSignal.timeout(BACKUP_TIMEOUT_MS)]);
    return guardTask(log, 'maintenance.inspectBackup', () =>
      queueBooks(() => inspectBackupBeside(folder, path, signal)),
    );
  }),
  restore: maintenance.restore.handler(({ context, input: { path, approval, ...key } }) => {
    const allowed = context.keeper.run(context.caller, (register) => allowRestore(register, approval));
    if (!allowed.ok) return allowed;
    const backup = readBackup(path);
    if (!backup.ok) return backup;
    context.log.note('restore-accepted', { by: allowed.value.approvedBy });
    context.beginRestore({ path, header: backup.value, ...key });
    return ok(null);
  }),
  acknowledgeRestore: maintenance.acknowledgeRestore.handler(
    answerSignedOut(({ store }) =>
      guardStore(store.folder, () => {
        forgetLastRestore(store.folder);
        return null;
      }),
    ),
  ),
  doctor: maintenance.doctor.handler(
    answer((register) => {
      const allowed = authorize(register, 'maintain');
      return allowed.ok ? ok(diagnose(register.store.folder, register.clock)) : allowed;
    }),
  ),
  exportDiagnostics: maintenance.exportDiagnostics.handler(
    answer((register) => {
      const allowed = authorize(register, 'maintain');
      return allowed.ok ? exportDiagnostics(register.store.folder, register.clock) : allowed;
    }),
  ),
};

/** Whoever stops reading, loses the connection or stops the service ends the process that verifies. */
async function* streamVerify(
  { keeper, caller, folder, log, closing, queueBooks }: CallContext,
  aborted: AbortSignal | undefined,
): AsyncGenerator<VerifyEvent, void> {
  const allowed = keeper.run(caller, (register) => authorize(register, 'maintain'));
  if (!allowed.ok) {
    yield { state: 'ended', result: allowed };
    return;
  }
  const leaving = new AbortController();
  const signal = AbortSignal.any([leaving.signal, closing, ...(aborted ? [aborted] : [])]);
  try {
    yield* streamTask<string, VerifyReport>((report) =>
      guardTask(log, 'maintenance.verify', () => queueBooks(() => verifyBooks(folder, report, signal))),
    );
  } finally {
    leaving.abort();
  }
}

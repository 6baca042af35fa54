import type { BackupHeader } from '../../db/backup-file.ts';
import type { VerifyReport } from '../../db/verify.ts';
import type { RegisterError } from '../../domain/errors.ts';
import { fail, type Result } from '../../domain/result.ts';
import type { DocumentFile } from '../contract/answer.ts';
import type { ExportRequest } from '../contract/report.ts';
import type { ExportSummary } from '../export/export-file.ts';
import type { PaperRequest } from '../receipt/receipt-file.ts';
import type { BackupInspection } from '../use-cases/inspect-backup.ts';
import type { KeptBackup } from '../use-cases/keep-backup.ts';
import type { CentralFault } from '../../sync/client/central-fault.ts';
import type { ComparedScope, DigestComparison } from '../../sync/client/digests.ts';
import type { PullFault } from '../../sync/client/pull.ts';
import type { SnapshotFault, SnapshotProgress } from '../../sync/client/snapshot.ts';
import { startBooks } from './books-start.ts';
import type { Report } from './task-stream.ts';

/** What a process that works on the books says. */
export type BooksMessage =
  | { readonly kind: 'progress'; readonly step: string; readonly done: number; readonly total: number }
  | { readonly kind: 'result'; readonly result: Result<unknown> };

/** Proves the books of a data folder. Aborting ends it; nothing is written. */
export function verifyBooks(
  folder: string,
  report: Report<string>,
  signal: AbortSignal,
): Promise<Result<VerifyReport>> {
  return runProcess(['verify', folder], signal, report) as Promise<Result<VerifyReport>>;
}

/** Writes a backup of a data folder to a new file. */
export function backUpBooks(
  folder: string,
  path: string,
  signal: AbortSignal,
): Promise<Result<BackupHeader>> {
  return runProcess(['backup', folder, path], signal, () => undefined) as Promise<Result<BackupHeader>>;
}

/** Writes a backup of a data folder into its own backups folder, and checks it. */
export function keepBackupOfBooks(folder: string, signal: AbortSignal): Promise<Result<KeptBackup>> {
  return runProcess(['keep-backup', folder], signal, () => undefined) as Promise<Result<KeptBackup>>;
}

/** Unpacks a backup and says what restoring it would do. */
export function inspectBackupBeside(
  folder: string,
  path: string,
  signal: AbortSignal,
): Promise<Result<BackupInspection>> {
  return runProcess(['inspect', folder, path], signal, () => undefined) as Promise<Result<BackupInspection>>;
}

/** Writes a table of a data folder into its exports folder. Aborting ends it; nothing whole is written. */
export function exportBooks(
  folder: string,
  request: ExportRequest,
  report: Report<'write'>,
  signal: AbortSignal,
): Promise<Result<ExportSummary>> {
  const words = ['csv', folder, JSON.stringify(request)];
  const written = runProcess(words, signal, (_, done, total) => report('write', done, total));
  return written as Promise<Result<ExportSummary>>;
}

/** Makes the PDF of a receipt or a Z. */
export function makePaper(
  folder: string,
  request: PaperRequest,
  signal: AbortSignal,
): Promise<Result<DocumentFile>> {
  const words = ['pdf', folder, JSON.stringify(request)];
  return runProcess(words, signal, () => undefined) as Promise<Result<DocumentFile>>;
}

/** Compares the reference data of a till that belongs to a chain with central's. */
export async function compareDigestsBeside(
  folder: string,
  scopes: readonly ComparedScope[],
  signal: AbortSignal,
): Promise<Result<DigestComparison, PullFault>> {
  const words = ['digests', folder, JSON.stringify(scopes)];
  const compared = (await runProcess(words, signal, () => undefined)) as Result<
    Result<DigestComparison, CentralFault>
  >;
  return compared.ok ? compared.value : fail(endOf(compared.error));
}

/** Fetches a snapshot of central's and loads it beside the books of a till. */
export async function prepareSnapshotBeside(
  folder: string,
  report: (progress: SnapshotProgress) => void,
  signal: AbortSignal,
): Promise<Result<null, SnapshotFault>> {
  const prepared = (await runProcess(['snapshot', folder], signal, (_, done, total) =>
    report({ done, total }),
  )) as Result<Result<null, SnapshotFault>>;
  if (prepared.ok) return prepared.value;
  return fail(endOf(prepared.error));
}

/** Of what talks to central: it was ended, or the books could not be read. */
function endOf({ code }: RegisterError): { readonly kind: 'stopped' | 'disk' } {
  return { kind: code === 'cancelled' ? 'stopped' : 'disk' };
}

/** Runs a task in a process of its own, at a lower priority, which reads beside the till that goes on selling. */
function runProcess(
  words: readonly string[],
  signal: AbortSignal,
  report: Report<string>,
): Promise<Result<unknown>> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return resolve(fail({ code: 'cancelled' }));
    const books = startBooks(words);
    const stop = () => books.stop();
    signal.addEventListener('abort', stop, { once: true });
    let result: Result<unknown> | null = null;
    books.onMessage((message) => {
      const said = message as BooksMessage;
      if (said.kind === 'result') {
        result = said.result;
        books.release();
      } else report(said.step, said.done, said.total);
    });
    books.onEnd((how) => {
      signal.removeEventListener('abort', stop);
      if (result) resolve(result);
      else if (signal.aborted) resolve(fail({ code: 'cancelled' }));
      else reject(new Error(`${words[0]} ended with ${how} and no result`));
    });
  });
}

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BackupHeader } from '../../db/backup-file.ts';
import type { VerifyReport } from '../../db/verify.ts';
import { fail, type Result } from '../../domain/result.ts';
import type { Report } from './task-stream.ts';

/** What a process that works on the books says. */
export type BooksMessage =
  | { readonly kind: 'progress'; readonly step: string; readonly done: number; readonly total: number }
  | { readonly kind: 'result'; readonly result: Result<unknown> };

const PROGRAM = fileURLToPath(new URL('./books-process.ts', import.meta.url));

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

/** Runs a task in a process of its own, at a lower priority, which reads beside the till that goes on selling. */
function runProcess(
  words: readonly string[],
  signal: AbortSignal,
  report: Report<string>,
): Promise<Result<unknown>> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return resolve(fail({ code: 'cancelled' }));
    const child = fork(PROGRAM, words, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const stop = () => void child.kill();
    signal.addEventListener('abort', stop, { once: true });
    let result: Result<unknown> | null = null;
    child.on('message', (message) => {
      const said = message as BooksMessage;
      if (said.kind === 'result') result = said.result;
      else report(said.step, said.done, said.total);
    });
    child.once('error', reject);
    child.once('exit', (exitCode, signalName) => {
      signal.removeEventListener('abort', stop);
      if (result) resolve(result);
      else if (signal.aborted) resolve(fail({ code: 'cancelled' }));
      else reject(new Error(`${words[0]} ended with ${exitCode ?? signalName} and no result`));
    });
  });
}

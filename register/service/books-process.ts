import { constants, setPriority } from 'node:os';
import type { StoreReader } from '../../db/open-store.ts';
import { storeErrorOf } from '../../db/store-error.ts';
import { verifyStore } from '../../db/verify.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { openTillReader } from '../open-till.ts';
import { systemClock } from '../register.ts';
import { backUp } from '../use-cases/back-up.ts';
import type { BooksMessage } from './books-task.ts';

// The program of the processes that `books-task.ts` starts: verify FOLDER, or backup FOLDER FILE.

const [, , task, folder = '', file = ''] = process.argv;
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
const result = await runOnBooks((store) =>
  task === 'backup' ? backUp(store, file, systemClock) : verify(store),
);
say({ kind: 'result', result }, () => process.disconnect());

async function runOnBooks(work: (store: StoreReader) => Promise<Result<unknown>>): Promise<Result<unknown>> {
  const opened = openTillReader(folder);
  if (!opened.ok) return opened;
  try {
    return await work(opened.value);
  } catch (error) {
    const known = storeErrorOf(error, folder);
    if (!known) throw error;
    return fail(known);
  } finally {
    opened.value.close();
  }
}

async function verify(store: StoreReader): Promise<Result<unknown>> {
  const report = verifyStore(store, (step, done, total) => {
    say({ kind: 'progress', step, done, total });
    // Nobody is left to hear the result once the service is gone.
    return process.connected;
  });
  return ok(report);
}

function say(message: BooksMessage, onSent?: () => void): void {
  process.send?.(message, undefined, undefined, onSent);
}

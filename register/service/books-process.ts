import { constants, setPriority } from 'node:os';
import type { StoreReader } from '../../db/open-store.ts';
import { storeErrorOf } from '../../db/store-error.ts';
import { verifyStore } from '../../db/verify.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { compareDigests, type ComparedScope } from '../../sync/client/digests.ts';
import { prepareSnapshot } from '../../sync/client/snapshot.ts';
import { openTillReader } from '../open-till.ts';
import type { ExportRequest } from '../contract/report.ts';
import { exportCsv } from '../export/export-csv.ts';
import type { PaperRequest } from '../receipt/receipt-file.ts';
import { systemClock, viewTill } from '../register.ts';
import { backUp } from '../use-cases/back-up.ts';
import { inspectBackup } from '../use-cases/inspect-backup.ts';
import { keepBackup } from '../use-cases/keep-backup.ts';
import { findBooksParent } from './books-parent.ts';
import { giveWay } from './give-way.ts';
import type { BooksMessage } from './books-task.ts';

// The program of the processes that `books-start.ts` starts: verify FOLDER, backup FOLDER FILE, keep-backup FOLDER,
// inspect FOLDER FILE, digests FOLDER SCOPES, snapshot FOLDER, or csv or pdf FOLDER REQUEST, both JSON.

const parent = await findBooksParent();
type Task = (store: StoreReader, word: string) => Promise<Result<unknown>>;

const tasks: Readonly<Record<string, Task>> = {
  verify: async (store) => ok(verifyStore(store, report)),
  backup: (store, file) => backUp(store, file, systemClock),
  'keep-backup': (store) => keepBackup(store, systemClock),
  csv: async (store, request) =>
    exportCsv(viewTill(store), JSON.parse(request) as ExportRequest, (done, total) => {
      report('write', done, total);
    }),
  pdf: makePdf,
  digests: async (store, scopes) =>
    ok(await compareDigests(store, JSON.parse(scopes) as readonly ComparedScope[])),
  snapshot: async (store) =>
    ok(await prepareSnapshot(store, ({ done, total }) => void report('snapshot', done, total), giveWay)),
};

// Only what makes papers loads what sets them.
async function makePdf(store: StoreReader, request: string): Promise<Result<unknown>> {
  const { makeReceiptFile } = await import('../receipt/receipt-file.ts');
  return makeReceiptFile(store, JSON.parse(request) as PaperRequest);
}

const [, , name = '', folder = '', word = ''] = process.argv;
// Under Electron nobody else does.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
const result = name === 'inspect' ? await inspectBackup(folder, word) : await runOnBooks(findTask());
parent.sayLast({ kind: 'result', result } satisfies BooksMessage);

function findTask(): (store: StoreReader) => Promise<Result<unknown>> {
  const task = tasks[name];
  if (!task) throw new Error(`there is no task ${name}`);
  return (store) => task(store, word);
}

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

/** False once the service is gone: nobody is left to hear the result. */
function report(step: string, done: number, total: number): boolean {
  parent.say({ kind: 'progress', step, done, total } satisfies BooksMessage);
  return parent.isThere();
}

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { verifyStore } from '../../db/verify.ts';
import { openTill } from '../../register/open-till.ts';
import type { Register } from '../../register/register.ts';
import { closeShift } from '../../register/use-cases/close-shift.ts';
import { readX } from '../../register/use-cases/shifts.ts';
import { soak } from '../../register/use-cases/soak.ts';
import type { FolderCheck } from './fault-trials.ts';
import type { Program } from './recorded-run.ts';

/** Whether the full counts are asked for. */
export const isLongRun = process.env['GUITAI_LONG'] === '1';

/** A test that starts many processes on a busy machine needs more than the usual time. */
export const TRIALS_TIMEOUT_MS = isLongRun ? 3_600_000 : 180_000;

const commandLine = join(import.meta.dirname, '..', '..', 'register', 'cli', 'main.ts');

/** A command of the real command line on a data folder, under this Node. */
export function commandOf(...words: readonly string[]): Program {
  return (folder) => [process.execPath, commandLine, ...words, '--language', 'en', '--data', folder];
}

/** The real command line ringing `count` varied sales; with `preload`, a module of this folder is loaded before it. */
export function soakProgram(count: number, seed: number, preload?: string): Program {
  const before =
    preload === undefined ? [] : ['--import', pathToFileURL(join(import.meta.dirname, preload)).href];
  const words = ['soak', '--count', String(count), '--seed', String(seed), '--language', 'en'];
  return (folder, acknowledgements) => [
    process.execPath,
    ...before,
    commandLine,
    ...words,
    '--ack',
    acknowledgements,
    '--data',
    folder,
  ];
}

/** What a run of the command line said on stderr beside how far it was. */
function complaintsIn(stderr: string): string[] {
  return stderr.split('\n').filter((line) => line !== '' && !/^\S+ \d+ % \(\d+\/\d+\)$/.test(line));
}

/** How a run failed to do what it was asked without a complaint, or null. */
export function failureOf(run: { readonly exitCode: number | null; readonly stderr: string }): string | null {
  const isDone = run.exitCode === 0 && complaintsIn(run.stderr).length === 0;
  return isDone ? null : `exit code ${run.exitCode}: ${run.stderr}`;
}

/** Whether somebody at the till is told in one line what to do; a bug that asks for a report is not that. */
export function isOneSentence(stderr: string): boolean {
  const [complaint = '', ...more] = complaintsIn(stderr);
  return more.length === 0 && /^[A-Z“].*\.$/.test(complaint) && !complaint.includes('GUITAI_DEBUG');
}

/** Opens a till as the next start would: every acknowledged receipt is there once, and the books are whole. */
export function checkTill(folder: string, acknowledged: readonly string[]): FolderCheck {
  return withTill(folder, (register) => checkBooks(register, acknowledged));
}

/** As `checkTill`, and then the till rings a few sales and closes the day, after which all that must hold again. */
export function checkTillSelling(folder: string, acknowledged: readonly string[]): FolderCheck {
  return withTill(folder, (register) => {
    const found = checkBooks(register, acknowledged);
    if (found.damage !== undefined || found.lost.length > 0) return found;
    const refused = sellOn(register, join(folder, '..', 'acknowledged-later'));
    return refused === null ? checkBooks(register, acknowledged) : { lost: [], damage: refused };
  });
}

function withTill(folder: string, check: (register: Register) => FolderCheck): FolderCheck {
  const opened = openTill(folder);
  if (!opened.ok) return { lost: [], damage: `the till does not open: ${JSON.stringify(opened.error)}` };
  try {
    return check(opened.value);
  } finally {
    opened.value.store.close();
  }
}

function checkBooks({ store }: Register, acknowledged: readonly string[]): FolderCheck {
  const { fault } = verifyStore(store);
  const lost = acknowledged.filter((receipt) => store.sales.byReceipt(receipt) === null);
  if (fault) return { lost, damage: `the books are not whole: ${JSON.stringify(fault)}` };
  const isDoubled = new Set(acknowledged).size !== acknowledged.length;
  return isDoubled ? { lost, damage: 'a receipt number was acknowledged twice' } : { lost };
}

const SALES_AFTERWARDS = 3;

/** Null when it sold and closed the shift; else what refused. */
function sellOn(register: Register, ackPath: string): string | null {
  const sold = soak(register, { count: SALES_AFTERWARDS, ackPath, seed: 1 });
  if (!sold.ok) return `the till does not sell: ${JSON.stringify(sold.error)}`;
  const counted = readX(register);
  if (!counted.ok) return `the till does not count: ${JSON.stringify(counted.error)}`;
  const closed = closeShift(register, { countedMinor: counted.value.figures.expectedCashMinor });
  return closed.ok ? null : `the till does not close: ${JSON.stringify(closed.error)}`;
}

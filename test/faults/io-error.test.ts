import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeIf } from '../skip.ts';
import type { DiskOperation } from './disk-log.ts';
import { buildShim, type Fault } from './disk-shim.ts';
import { tryCuts } from './fault-trials.ts';
import { createRandom, seedOfRun } from './random.ts';
import { recordRun, type Program, type Recording } from './recorded-run.ts';
import {
  checkTillSelling,
  failureOf,
  isLongRun,
  isOneSentence,
  soakProgram,
  TRIALS_TIMEOUT_MS,
} from './till-trials.ts';

/** A new till from its first file on. */
const SHORT_SALES = 4;
const STUBBORN_SALES = 12;
const CUTS_A_TRIAL = 2;

const workFolder = mkdtempSync(join(tmpdir(), 'guitai-io-error-'));
const built = buildShim(workFolder);
const shim = built.ok ? built.value : '';
const seed = seedOfRun();

afterAll(() => rmSync(workFolder, { recursive: true, force: true }));

type FaultKind = Omit<Fault, 'at'>;

/** How disks fail. Those of a class take turns over its operations. */
const faultKinds: Readonly<Record<'open' | 'write' | 'sync' | 'truncate' | 'unlink', readonly FaultKind[]>> =
  {
    open: [
      { classes: ['open'], errno: 'EACCES' },
      { classes: ['open'], errno: 'EIO', count: 1 },
      { classes: ['open'], errno: 'EROFS' },
    ],
    write: [
      { classes: ['write'], errno: 'EIO' },
      { classes: ['write'], errno: 'ENOSPC', shortWrite: true },
      { classes: ['write'], errno: 'EIO', count: 1 },
      { classes: ['write'], errno: 'ENOSPC' },
    ],
    sync: [
      { classes: ['sync'], errno: 'EIO', count: 1 },
      { classes: ['sync'], errno: 'EIO' },
    ],
    truncate: [
      { classes: ['truncate'], errno: 'EIO' },
      { classes: ['truncate'], errno: 'EIO', count: 1 },
    ],
    unlink: [
      { classes: ['unlink'], errno: 'EIO' },
      { classes: ['unlink'], errno: 'EIO', count: 1 },
    ],
  };

type FaultClass = keyof typeof faultKinds;

function classOf(operation: DiskOperation): FaultClass | null {
  switch (operation.kind) {
    case 'create':
    case 'open':
      return 'open';
    case 'write':
    case 'unlink':
      return operation.kind;
    case 'sync':
    case 'sync-folder':
      return 'sync';
    case 'resize':
      return 'truncate';
    default:
      return null;
  }
}

/** For every operation of a class from index `start` on, in order, one fault that hits it. */
function faultsAt(operations: readonly DiskOperation[], wanted: FaultClass, start = 0): Fault[] {
  const kinds = faultKinds[wanted];
  const hits = operations.flatMap((operation, index) => (classOf(operation) === wanted ? [index] : []));
  const faults = hits.map((_, index) => ({ ...kinds[index % kinds.length]!, at: index + 1 }));
  return faults.filter((_, index) => hits[index]! >= start);
}

/** Takes `count` of a list, evenly spread from a random start. */
function spread<T>(list: readonly T[], count: number): T[] {
  if (count >= list.length) return [...list];
  const start = createRandom(seed).below(list.length);
  const at = (index: number) => (start + Math.floor((index * list.length) / count)) % list.length;
  return Array.from({ length: count }, (_, index) => list[at(index)]!);
}

/** What nobody at the till could act on in how a run into a fault ended, or null; one that ends well sold `salesMin`. */
function findBadEnd(run: Recording, salesMin: number): string | null {
  const isHit = run.operations.some(({ kind }) => kind === 'fail');
  if (run.exitCode === 0) {
    // What fails after the last sale, in closing, is made good by the next start.
    const isDone = run.acknowledged.length >= salesMin && failureOf(run) === null;
    return isDone ? null : `it ended well after ${run.acknowledged.length} sales, saying "${run.stderr}"`;
  }
  if (run.exitCode === 1 && isHit && isOneSentence(run.stderr)) return null;
  return `it ended with ${run.exitCode ?? run.signal}, saying "${run.stderr}"`;
}

/** What a run into a fault lost or damaged: in the folder that it left, and where the power failed at that moment; or null. */
async function findBadRemains(run: Recording): Promise<string | null> {
  const after = run.operations.length;
  const cuts = Array.from({ length: CUTS_A_TRIAL }, (_, index) => ({ after, seed: seed + after + index }));
  const { failures } = await tryCuts(
    run.operations,
    cuts,
    join(workFolder, 'after-cut', 'data'),
    checkTillSelling,
  );
  const left = checkTillSelling(run.folder, run.acknowledged);
  const isWhole = failures.length === 0 && left.lost.length === 0 && left.damage === undefined;
  return isWhole ? null : JSON.stringify({ left, failures });
}

/** Runs the till into each of the faults, on a new folder, and collects what was wrong with what it did and left. */
async function tryFaults(
  what: string,
  program: Program,
  faults: readonly Fault[],
  salesMin: number,
): Promise<string[]> {
  const started = performance.now();
  const failures: string[] = [];
  let acknowledgements = 0;
  for (const fault of faults) {
    const runFolder = join(workFolder, 'run');
    rmSync(runFolder, { recursive: true, force: true });
    const run = await recordRun(program, shim, runFolder, fault);
    acknowledgements += run.acknowledged.length;
    const bad = findBadEnd(run, salesMin) ?? (await findBadRemains(run));
    if (bad !== null) failures.push(`${JSON.stringify(fault)}: ${bad}`);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.info(
    `${what}: ${faults.length} faults, ${acknowledgements} acknowledgements, ${failures.length} faults with a failure, ` +
      `${seconds} s, GUITAI_SEED=${seed}`,
  );
  return failures;
}

describeIf(built.ok, built.ok ? '' : built.error)('a disk that fails', () => {
  const shortRun = soakProgram(SHORT_SALES, seed);
  let whole: Recording;
  beforeAll(async () => {
    whole = await recordRun(shortRun, shim, join(workFolder, 'whole'));
    const failure = failureOf(whole);
    if (failure !== null) throw new Error(failure);
  });

  test.for([
    ['write', 8],
    ['sync', 5],
    ['open', 3],
    ['truncate', 1],
    ['unlink', 2],
  ] as const)(
    'at a %s of a short run: one sentence, nothing acknowledged that is not durable, and the next start sells on',
    { timeout: TRIALS_TIMEOUT_MS },
    async ([wanted, count]) => {
      const all = faultsAt(whole.operations, wanted);
      const faults = isLongRun ? all : spread(all, count);
      expect(faults.length).toBeGreaterThan(0);
      expect(await tryFaults(`failing ${wanted}s`, shortRun, faults, whole.acknowledged.length)).toEqual([]);
    },
  );

  test(
    'once, under a till that stays open and tries again, costs no sale and no Z',
    { timeout: TRIALS_TIMEOUT_MS },
    async () => {
      const script = join(import.meta.dirname, 'stubborn-soak.ts');
      const program: Program = (folder, acknowledgements) => [
        process.execPath,
        script,
        folder,
        acknowledgements,
        String(STUBBORN_SALES),
      ];
      const { operations, ...run } = await recordRun(program, shim, join(workFolder, 'stubborn'));
      expect(failureOf(run)).toBeNull();
      const lastSale = operations.findLastIndex(({ kind }) => kind === 'acknowledge');
      const failing = (wanted: FaultClass, start: number, end: number, count: number): Fault[] => {
        const faults = faultsAt(operations.slice(0, end), wanted, start);
        return spread(faults, isLongRun ? 60 : count).map((fault) => ({ ...fault, errno: 'EIO', count: 1 }));
      };
      const firstSale = operations.findIndex(({ kind }) => kind === 'acknowledge');
      const faults = [
        ...failing('sync', firstSale, lastSale, 3),
        ...failing('write', firstSale, lastSale, 2),
        // The close of the shift and then of the till: commits, and the log folded into the database.
        ...failing('sync', lastSale, operations.length, 3),
        ...failing('write', lastSale, operations.length, 2),
        ...failing('truncate', lastSale, operations.length, 1),
      ];
      expect(await tryFaults('failing once under a till that goes on', program, faults, 1)).toEqual([]);
    },
  );
});

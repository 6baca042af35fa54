import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DiskOperation } from './disk-log.ts';
import { imagesAfter, writeImage, type BaseFolder, type Cut } from './power-cut.ts';
import { createRandom } from './random.ts';
import { acknowledgedLines, runProgram, type Program } from './recorded-run.ts';

/** What a data folder still holds after a fault: acknowledgements without their fact, and what else is wrong. */
export type FolderCheck = { readonly lost: readonly string[]; readonly damage?: string };

/** Opens a data folder as the next start would, and compares it with what had been acknowledged. */
type CheckFolder = (folder: string, acknowledged: readonly string[]) => FolderCheck | Promise<FolderCheck>;

type TrialFailure = FolderCheck & { readonly trial: string };

type TrialResult = {
  readonly trials: number;
  /** Over all trials: how many acknowledgements had been given, and how many of them were lost. */
  readonly acknowledgements: number;
  readonly lost: number;
  readonly seconds: number;
  readonly failures: readonly TrialFailure[];
};

/** Cuts the power at every one of `cuts` (ascending), each into a fresh folder `scratch`, and checks what is left. */
export async function tryCuts(
  operations: readonly DiskOperation[],
  cuts: readonly Cut[],
  scratch: string,
  checkFolder: CheckFolder,
  base?: BaseFolder,
): Promise<TrialResult> {
  const tally = startTally();
  let index = 0;
  for (const image of imagesAfter(operations, cuts, base)) {
    const cut = cuts[index++];
    rmSync(scratch, { recursive: true, force: true });
    writeImage(image, scratch);
    const acknowledged = acknowledgedLines(image.acknowledged);
    const trial = `cut after operation ${cut?.after} of ${operations.length} with seed ${cut?.seed}`;
    await tally.add(trial, scratch, acknowledged, checkFolder);
  }
  rmSync(scratch, { recursive: true, force: true });
  return tally.result();
}

type KillPlan = {
  readonly program: Program;
  readonly kills: number;
  /** The same data folder is continued for so many kills, so that recovered folders are recovered again. */
  readonly killsPerFolder: number;
  /** A kill comes at a random moment of the program's first so many milliseconds. */
  readonly longestRunMs: number;
  readonly seed: number;
  readonly scratch: string;
  readonly checkFolder: CheckFolder;
};

/** Starts the program, kills it (SIGKILL) at a random moment, checks its folder, and starts it again on that. */
export async function tryKills(plan: KillPlan): Promise<TrialResult> {
  const random = createRandom(plan.seed);
  const tally = startTally();
  const folder = join(plan.scratch, 'data');
  const acknowledgements = join(plan.scratch, 'acknowledged');
  for (let kill = 0; kill < plan.kills; kill++) {
    if (kill % plan.killsPerFolder === 0) {
      rmSync(plan.scratch, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
    }
    const [command, ...args] = plan.program(folder, acknowledgements);
    const afterMs = 1 + random.below(plan.longestRunMs);
    const outcome = await runProgram(command, args, {}, afterMs);
    const trial = `kill ${kill} after ${afterMs} ms`;
    if (outcome.signal !== 'SIGKILL' && outcome.exitCode !== 0) {
      tally.fail(trial, `exit ${outcome.exitCode ?? outcome.signal}: ${outcome.stderr}`);
    }
    const given = existsSync(acknowledgements) ? readFileSync(acknowledgements) : Buffer.alloc(0);
    await tally.add(trial, folder, acknowledgedLines(given), plan.checkFolder);
  }
  rmSync(plan.scratch, { recursive: true, force: true });
  return tally.result();
}

/** One line of figures for the test's output. */
export function describeTrials(what: string, result: TrialResult, seed: number): string {
  return (
    `${result.trials} ${what}, ${result.acknowledgements} acknowledgements, ${result.lost} lost, ` +
    `${result.failures.length} ${what} with a failure, ${result.seconds.toFixed(1)} s, GUITAI_SEED=${seed}`
  );
}

function startTally() {
  const started = performance.now();
  const failures: TrialFailure[] = [];
  let [trials, acknowledgements, lost] = [0, 0, 0];
  return {
    async add(trial: string, folder: string, acknowledged: readonly string[], checkFolder: CheckFolder) {
      const check = await checkOrDamage(folder, acknowledged, checkFolder);
      trials++;
      acknowledgements += acknowledged.length;
      lost += check.lost.length;
      if (check.lost.length > 0 || check.damage !== undefined) failures.push({ trial, ...check });
    },
    fail(trial: string, damage: string) {
      failures.push({ trial, lost: [], damage });
    },
    result(): TrialResult {
      return { trials, acknowledgements, lost, seconds: (performance.now() - started) / 1000, failures };
    },
  };
}

/** A check that throws has found damage that it did not foresee; the trial that led there must be named with it. */
async function checkOrDamage(
  folder: string,
  acknowledged: readonly string[],
  checkFolder: CheckFolder,
): Promise<FolderCheck> {
  try {
    return await checkFolder(folder, acknowledged);
  } catch (error) {
    return { lost: [], damage: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

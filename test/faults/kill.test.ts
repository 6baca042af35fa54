import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { describeTrials, tryKills } from './fault-trials.ts';
import { seedOfRun } from './random.ts';
import { runProgram } from './recorded-run.ts';
import { checkTill, failureOf, isLongRun, soakProgram, TRIALS_TIMEOUT_MS } from './till-trials.ts';

const KILLS = isLongRun ? 1_000 : 12;
/** Runs that follow each other on one folder, so that what a recovery left is recovered again. */
const KILLS_A_FOLDER = isLongRun ? 20 : 4;
/** More than any run rings before it is killed. */
const SALES = 100_000;

const workFolder = mkdtempSync(join(tmpdir(), 'guitai-kill-'));
const seed = seedOfRun();

afterAll(() => rmSync(workFolder, { recursive: true, force: true }));

/** How long this machine, as busy as it is, needs from the start of the program past its first sales. */
async function measureRunMs(): Promise<number> {
  const started = performance.now();
  const [command, ...args] = soakProgram(20, seed)(
    join(workFolder, 'measured'),
    join(workFolder, 'measured.ack'),
  );
  expect(failureOf(await runProgram(command, args))).toBeNull();
  return performance.now() - started;
}

test(
  'a till that is killed at random moments keeps every acknowledged sale, and its books stay whole',
  { timeout: TRIALS_TIMEOUT_MS },
  async () => {
    const runMs = await measureRunMs();
    const result = await tryKills({
      program: soakProgram(SALES, seed),
      kills: KILLS,
      killsPerFolder: KILLS_A_FOLDER,
      longestRunMs: Math.ceil(runMs * 1.5),
      seed,
      scratch: join(workFolder, 'killed'),
      checkFolder: checkTill,
    });
    console.info(`kill -9: ${describeTrials('kills', result, seed)}`);
    expect(result.failures).toEqual([]);
    expect(result.acknowledgements).toBeGreaterThan(0);
  },
);

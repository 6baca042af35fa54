import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeIf } from '../skip.ts';
import { buildShim } from './disk-shim.ts';
import { describeTrials, tryCuts, type FolderCheck } from './fault-trials.ts';
import { chooseCuts, imagesAfter, writeImage } from './power-cut.ts';
import { seedOfRun } from './random.ts';
import { acknowledgedLines, filesNotRecorded, recordRun, type Recording } from './recorded-run.ts';
import {
  checkTill,
  checkTillSelling,
  failureOf,
  isLongRun,
  soakProgram,
  TRIALS_TIMEOUT_MS,
} from './till-trials.ts';

/** A new till from its first file on, past the close of a shift, which folds the log into the database. */
const SALES = 210;
const CUTS = isLongRun ? 2_000 : 100;
/** Selling on takes longer than looking, so every so many cuts only. */
const CUTS_A_SALE = 4;
const CANARY_CUTS = isLongRun ? 200 : 20;
const RECOVERIES = isLongRun ? 20 : 2;
const CUTS_A_RECOVERY = isLongRun ? 20 : 6;

const workFolder = mkdtempSync(join(tmpdir(), 'guitai-power-cut-'));
const built = buildShim(workFolder);
const shim = built.ok ? built.value : '';
const seed = seedOfRun();
const scratch = join(workFolder, 'after-cut', 'data');

afterAll(() => rmSync(workFolder, { recursive: true, force: true }));

describeIf(built.ok, built.ok ? '' : built.error)('a power cut', () => {
  let recording: Recording;
  beforeAll(async () => {
    recording = await recordRun(soakProgram(SALES, seed), shim, join(workFolder, 'sold'));
  });

  test('is simulated from a recording that missed nothing', () => {
    expect(failureOf(recording)).toBeNull();
    expect(filesNotRecorded(recording.operations, recording.folder)).toEqual([]);
    expect(recording.acknowledged.length).toBeGreaterThan(SALES / 2);
  });

  test(
    'at any moment loses no acknowledged sale, and the next start sells on',
    { timeout: TRIALS_TIMEOUT_MS },
    async () => {
      const cuts = chooseCuts(recording.operations.length, CUTS, seed);
      let checks = 0;
      const check = (folder: string, acknowledged: readonly string[]): FolderCheck =>
        (checks++ % CUTS_A_SALE === 0 ? checkTillSelling : checkTill)(folder, acknowledged);
      const result = await tryCuts(recording.operations, cuts, scratch, check);
      console.info(`power cuts: ${describeTrials('cuts', result, seed)}`);
      expect(result.failures).toEqual([]);
      expect(result.acknowledgements).toBeGreaterThan(CUTS);
    },
  );

  test('while recovering from a power cut loses nothing either', { timeout: TRIALS_TIMEOUT_MS }, async () => {
    const firstCuts = chooseCuts(recording.operations.length, RECOVERIES, seed + 1);
    for (const image of imagesAfter(recording.operations, firstCuts)) {
      const runFolder = join(workFolder, 'recovered');
      rmSync(runFolder, { recursive: true, force: true });
      writeImage(image, join(runFolder, 'data'));
      const earlier = acknowledgedLines(image.acknowledged);
      const recovery = await recordRun(soakProgram(2, seed), shim, runFolder);
      expect(failureOf(recovery)).toBeNull();
      const cuts = chooseCuts(recovery.operations.length, CUTS_A_RECOVERY, seed);
      const check = (folder: string, acknowledged: readonly string[]): FolderCheck =>
        checkTillSelling(folder, [...earlier, ...acknowledged]);
      const result = await tryCuts(recovery.operations, cuts, scratch, check, image.files);
      expect(result.failures).toEqual([]);
      console.info(`power cuts while recovering: ${describeTrials('cuts', result, seed)}`);
    }
  });

  test(
    'loses acknowledged sales of a till that does not sync its commits, so the loss would be seen',
    { timeout: TRIALS_TIMEOUT_MS },
    async () => {
      const program = soakProgram(SALES, seed, 'weaken-durability.ts');
      const weak = await recordRun(program, shim, join(workFolder, 'weak'));
      expect(failureOf(weak)).toBeNull();
      const cuts = chooseCuts(weak.operations.length, CANARY_CUTS, seed);
      const result = await tryCuts(weak.operations, cuts, scratch, checkTill);
      console.info(`canary on synchronous=NORMAL: ${describeTrials('cuts', result, seed)}`);
      expect(result.lost).toBeGreaterThan(0);
    },
  );
});

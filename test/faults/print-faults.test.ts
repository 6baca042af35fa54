import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFailed, onTestFinished, test } from 'vitest';
import { printerFaults } from '../../hardware/simulator/printer-faults.ts';
import { openPrintingLane, type PrintTrial } from './printing-lane.ts';
import { createRandom, seedOfRun, type Random } from './random.ts';
import { isLongRun, TRIALS_TIMEOUT_MS } from './till-trials.ts';

const TRIALS = isLongRun ? 1_000 : 100;
/** Tills that sell side by side, each with its own printer: most of a trial is waiting. */
const LANES = 4;
/** So many sales before everything is compared. */
const TRIALS_A_CHECK = 10;
/** The blocks of a receipt of a few lines, which is about 5 KB with its drawn rows; over them all, evenly. */
const BLOCK_BYTES = 64;
const BLOCKS = 80;
/** One trial in so many kills the service, at a moment from its payment being sent until well after it is printed. */
const KILL_EVERY = 4;
const KILL_WITHIN_MS = 300;

const scratch = mkdtempSync(join(tmpdir(), 'guitai-print-faults-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Half of the trials break off after each block in turn; the others fail in the other ways. */
function planTrials(random: Random): PrintTrial[] {
  const others = [null, ...printerFaults];
  return Array.from({ length: TRIALS }, (_, at) => {
    const breaksOff = at % 2 === 0;
    const fault = breaksOff
      ? (['resets', 'closes-early'] as const)[random.below(4) === 0 ? 1 : 0]
      : others[random.below(others.length)]!;
    const block = breaksOff ? Math.floor((at * BLOCKS) / TRIALS) : random.below(BLOCKS);
    const isKilled = random.below(KILL_EVERY) === 0;
    return {
      fault,
      afterBytes: block * BLOCK_BYTES,
      killAfterMs: isKilled ? random.below(KILL_WITHIN_MS) : null,
    };
  });
}

test(
  'whatever a printer does to a receipt, and whenever the till is killed, no sale and no receipt is lost or passed off twice',
  { timeout: TRIALS_TIMEOUT_MS * 2 },
  async () => {
    const seed = seedOfRun();
    onTestFailed(() => console.info(`GUITAI_SEED=${seed}`));
    const random = createRandom(seed);
    const trials = planTrials(random);
    const startedAtMs = performance.now();
    const lanes = await Promise.all(
      Array.from({ length: LANES }, async (_, lane) => {
        const opened = await openPrintingLane(join(scratch, `till-${lane}`), createRandom(seed + lane));
        onTestFinished(() => opened.kill());
        const faults: string[] = [];
        const mine = trials.filter((_trial, at) => at % LANES === lane);
        for (let from = 0; from < mine.length; from += TRIALS_A_CHECK) {
          const round = mine.slice(from, from + TRIALS_A_CHECK);
          for (const trial of round) await opened.run(trial);
          const found = await opened.check();
          faults.push(...found.map((fault) => `${fault}, after ${JSON.stringify(round)}`));
        }
        return { faults: [...faults, ...(await opened.close())], ...opened.figures() };
      }),
    );
    const sum = (of: (lane: (typeof lanes)[number]) => number) =>
      lanes.reduce((total, lane) => total + of(lane), 0);
    const seconds = ((performance.now() - startedAtMs) / 1_000).toFixed(1);
    console.info(
      `printing: ${TRIALS} trials, ${sum(({ sales }) => sales)} sales, ${sum(({ kills }) => kills)} kills, ` +
        `${sum(({ asked }) => asked)} receipts asked about, ${sum(({ kicks }) => kicks)} drawer kicks, ${seconds} s, ` +
        `GUITAI_SEED=${seed}`,
    );
    expect(lanes.flatMap(({ faults }) => faults)).toEqual([]);
    expect(sum(({ sales }) => sales)).toBe(TRIALS);
    expect(sum(({ kills }) => kills)).toBeGreaterThan(0);
    expect(sum(({ asked }) => asked)).toBeGreaterThan(TRIALS / 10);
  },
);

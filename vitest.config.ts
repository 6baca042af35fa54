import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { closingReporter } from './scripts/closing-reporter.ts';

const long = process.env['GUITAI_LONG'] === '1';
const timeoutMs = long ? 3_600_000 : 30_000;
/** A run draws the same cases as the one before, so that what fails fails again; a long run looks further each time. */
const seed = process.env['GUITAI_SEED'] ?? String(long ? Date.now() % 2 ** 31 : 1);
/** Much of what is tested waits: for a disk, a device, a process. Two share even a single core well. */
const maxWorkers = Math.max(2, availableParallelism());
/** Where `npm run guitai` keeps compiled code too, for all the programs that tests start: a third of what a start takes. */
const env = {
  GUITAI_SEED: seed,
  NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules', '.cache', 'compile'),
};
/**
 * A whole program starts and is ended in each test, on machines that do other things too: one that fails is tried once more,
 * and the end of the run names it.
 */
const endToEnd = {
  retry: 1,
  globalSetup: 'test/e2e/global-setup.ts',
  env,
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 15_000 } },
  pool: 'forks',
} as const;
const timed = [
  'test/sync/load/limits.test.ts',
  'test/e2e/paying.test.ts',
  'test/e2e/wedge-page/wedge.test.ts',
  'test/electron/service.test.ts',
  'test/electron/utility-process.test.ts',
];

export default defineConfig({
  test: {
    reporters: ['default', closingReporter(process.env['GUITAI_TEST_COUNTS'], seed)],
    projects: [
      {
        test: {
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/electron/**', ...timed],
          setupFiles: 'test/seed-laws.ts',
          env,
          testTimeout: timeoutMs,
          hookTimeout: timeoutMs,
          pool: 'forks',
          maxWorkers,
        },
      },
      {
        // After the others and two files at a time: a hand's pace leaves a processor idle, four browsers do not.
        test: {
          ...endToEnd,
          name: 'whole',
          include: ['test/e2e/**/*.test.ts', 'test/electron/**/*.test.ts'],
          exclude: timed,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // Last and alone: what must be back within seconds is measured, and keys come at the pace of a scanner.
        test: {
          ...endToEnd,
          name: 'timed',
          include: timed,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});

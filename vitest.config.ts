import { defineConfig } from 'vitest/config';
import { closingReporter } from './scripts/closing-reporter.ts';

const long = process.env['GUITAI_LONG'] === '1';
const timeoutMs = long ? 3_600_000 : 30_000;
/** A whole program starts and is ended in each, on machines that do other things too. */
const endToEndTimeoutMs = 120_000;

export default defineConfig({
  test: {
    reporters: ['default', closingReporter(process.env['GUITAI_TEST_COUNTS'])],
    projects: [
      {
        test: {
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**'],
          testTimeout: timeoutMs,
          hookTimeout: timeoutMs,
          pool: 'forks',
        },
      },
      {
        // After the others and one file at a time: they measure nothing, but a machine that is busy has no use for two.
        test: {
          name: 'whole',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: 'test/e2e/global-setup.ts',
          testTimeout: endToEndTimeoutMs,
          hookTimeout: endToEndTimeoutMs,
          expect: { poll: { timeout: 15_000 } },
          pool: 'forks',
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

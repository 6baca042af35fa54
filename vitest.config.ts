import { defineConfig } from 'vitest/config';
import { closingReporter } from './scripts/closing-reporter.ts';

const long = process.env['GUITAI_LONG'] === '1';
const timeoutMs = long ? 3_600_000 : 30_000;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    pool: 'forks',
    reporters: ['default', closingReporter(process.env['GUITAI_TEST_COUNTS'])],
  },
});

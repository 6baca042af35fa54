import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import type { Spread } from '../../bench/sampling.ts';
import { describeIf } from '../../skip.ts';

const run = promisify(execFile);
const isLong = process.env['GUITAI_LONG'] === '1';
const MILLION = '1000000';
const TIMEOUT_MS = 1_200_000;

/** The figures that a program of this folder measures. */
async function measure<Figures>(program: string, ...words: string[]): Promise<Figures> {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, program), ...words]);
  process.stderr.write(stdout);
  return JSON.parse(stdout) as Figures;
}

interface ColdStart {
  readonly secondsToFreshRegister: number;
  readonly killedAt: { readonly done: number; readonly total: number } | null;
  readonly scanIdleMs: Spread;
  readonly scanMeanwhileMs: Spread;
  readonly longestStillMs: number;
}

interface Ingest {
  readonly ingestedPerSecond: number;
  readonly lagMaxSeconds: number;
}

const why = 'each takes minutes and the whole machine: npm run test:long';
describeIf(isLong, why)('on this machine, with PostgreSQL and all else on it', () => {
  vi.setConfig({ testTimeout: TIMEOUT_MS });

  test('a million members are at a fresh register within a minute, and a scan takes at most twice as long meanwhile', async () => {
    const figures = await measure<ColdStart>('measure-cold-start.ts', MILLION);
    expect(figures.secondsToFreshRegister).toBeLessThanOrEqual(60);
    expect(figures.scanMeanwhileMs.p99).toBeLessThanOrEqual(2 * figures.scanIdleMs.p99);
    expect(figures.longestStillMs, 'how long the progress stands still').toBeLessThan(5_000);
  });

  test('a register that is killed while it takes a million members has them in the end', async () => {
    const { killedAt } = await measure<ColdStart>('measure-cold-start.ts', MILLION, '--kill');
    expect(killedAt).not.toBeNull();
  });

  test('central takes 2,000 entries a second, and its accounts are at most 5 s behind', async () => {
    const figures = await measure<Ingest>('measure-ingest.ts', '200', '200', '2500');
    expect(figures.ingestedPerSecond).toBeGreaterThanOrEqual(2_000);
    expect(figures.lagMaxSeconds).toBeLessThanOrEqual(5);
  });
});

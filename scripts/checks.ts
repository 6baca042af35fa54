import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestCounts } from './closing-reporter.ts';
import { findLayerViolations } from './layers.ts';

// Runs the checks of the house and the tests, all of them even when one fails, and closes with one line that counts
// both: each check counts as one.

interface Step {
  readonly name: string;
  readonly run: () => Promise<TestCounts>;
}

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const passed: TestCounts = { passed: 1, failed: 0, skipped: 0 };
const failed: TestCounts = { passed: 0, failed: 1, skipped: 0 };

const checks: readonly Step[] = [
  tool('types', ['typescript/bin/tsc', '-p', '.']),
  tool('types of the screens', ['typescript/bin/tsc', '-p', 'renderer']),
  tool('types of central’s page', ['typescript/bin/tsc', '-p', 'sync/central/page']),
  tool('types of the desktop program', ['typescript/bin/tsc', '-p', 'test/e2e']),
  tool('lint', ['oxlint/bin/oxlint', '--type-aware']),
  tool('format', ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']),
  { name: 'layers', run: checkLayers },
  tool('dead code', ['knip/bin/knip.js', '--no-progress']),
];

const [mode, ...filters] = process.argv.slice(2);
if (mode === 'check') await runSteps(checks);
else if (mode === 'test') await runSteps([...checks, tests(filters, {})]);
else if (mode === 'test:long') await runSteps([tests(filters, { GUITAI_LONG: '1' })]);
else throw new Error(`scripts/checks.ts knows check, test and test:long, not ${mode}`);

async function runSteps(steps: readonly Step[]): Promise<void> {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const failures: string[] = [];
  for (const step of steps) {
    process.stdout.write(`${step.name} ...\n`);
    const startMs = performance.now();
    const counts = await step.run();
    const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
    process.stdout.write(`${step.name}: ${counts.failed === 0 ? 'passed' : 'FAILED'} in ${seconds} s\n\n`);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    if (counts.failed > 0) failures.push(step.name);
  }
  if (failures.length > 0) process.stdout.write(`Failed: ${failures.join(', ')}\n`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

function tool(name: string, [program, ...args]: readonly [string, ...string[]]): Step {
  return { name, run: async () => ((await runTool(program, args, {})) === 0 ? passed : failed) };
}

async function checkLayers(): Promise<TestCounts> {
  const violations = await findLayerViolations(root);
  for (const violation of violations) process.stdout.write(`  ${violation}\n`);
  return violations.length === 0 ? passed : failed;
}

function tests(only: readonly string[], env: Readonly<Record<string, string>>): Step {
  return {
    name: 'tests',
    run: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'guitai-tests-'));
      try {
        const countsFile = join(folder, 'counts.json');
        const exitCode = await runTool('vitest/vitest.mjs', ['run', ...only], {
          ...env,
          GUITAI_TEST_COUNTS: countsFile,
        });
        return readCounts(countsFile, exitCode);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/** A run that failed without a failed test (no test found, a crash of the runner) counts as one failure. */
function readCounts(countsFile: string, exitCode: number): TestCounts {
  const counts = readIfThere(countsFile);
  if (counts === undefined) return failed;
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function readIfThere(countsFile: string): TestCounts | undefined {
  try {
    return JSON.parse(readFileSync(countsFile, 'utf8')) as TestCounts;
  } catch {
    return undefined; // The runner died before it could write them.
  }
}

function runTool(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  return new Promise((settle, refuse) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', program), ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.once('error', refuse);
    child.once('exit', (code) => settle(code ?? 1));
  });
}

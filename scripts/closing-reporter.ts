import { writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestCase, TestModule, TestSuite } from 'vitest/node';

/** What a run of the tests came to. Unhandled errors and files that could not be loaded count as failed. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Ends a run by its seed, what passed only at the second try and what was skipped and why, and leaves the counts as JSON in `countsFile` when one is named. */
export function closingReporter(countsFile: string | undefined, seed: string): Reporter {
  return {
    onTestRunEnd(modules, unhandledErrors) {
      process.stdout.write(`\nGUITAI_SEED=${seed} draws the same cases again.\n`);
      const shaky = listShaky(modules);
      if (shaky.length > 0) process.stdout.write(`\nPassed at the second try:\n${shaky.join('\n')}\n`);
      const skipped = listSkipped(modules);
      if (skipped.length > 0) process.stdout.write(`\nSkipped:\n${skipped.join('\n')}\n`);
      if (countsFile) writeFileSync(countsFile, JSON.stringify(countTests(modules, unhandledErrors)));
    },
  };
}

function countTests(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): TestCounts {
  const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
  for (const module of modules) {
    counts.failed += module.errors().length;
    for (const suite of module.children.allSuites()) counts.failed += suite.errors().length;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      // A test that never came to its end, as when its process died, has not passed.
      counts[state === 'pending' ? 'failed' : state] += 1;
    }
  }
  return counts;
}

function listShaky(modules: readonly TestModule[]): readonly string[] {
  return modules.flatMap((module) =>
    [...module.children.allTests('passed')]
      .filter((test) => test.diagnostic()?.flaky)
      .map((test) => `  ${module.relativeModuleId}: ${test.fullName}`),
  );
}

/** One line for each reason in each file, with the number of tests that it kept from running. */
function listSkipped(modules: readonly TestModule[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const module of modules) {
    for (const test of module.children.allTests('skipped')) {
      const place = `${module.relativeModuleId}: ${findReason(test)}`;
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
  }
  return [...counts].map(([place, count]) => `  ${count} in ${place}`);
}

function findReason(test: TestCase): string {
  const result = test.result();
  if (result.state === 'skipped' && result.note) return result.note;
  for (let task: TestCase | TestSuite | TestModule = test; task.type !== 'module'; task = task.parent) {
    const { skipReason } = task.meta();
    if (skipReason) return skipReason;
  }
  return 'no reason given';
}

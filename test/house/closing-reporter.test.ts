import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { plantFiles } from './planted.ts';

const root = resolve(import.meta.dirname, '../..');

test('a run of the tests counts what could not be loaded as failed, names what passed at the second try and why it skipped', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'guitai-closing-')));
  try {
    plantFiles(folder, {
      'package.json': '{ "type": "module" }',
      'test/mixed.test.ts': `
        import { expect, test } from 'vitest';
        import { describeIf } from './skip.ts';
        test('passes', () => expect(1).toBe(1));
        test('fails', () => expect(1).toBe(2));
        test('skips', (context) => context.skip('the moon is not full'));
        test.skip('is silent', () => undefined);
        describeIf(false, 'no printer here')('printing', () => {
          test('one', () => expect(1).toBe(2));
          test('two', () => expect(1).toBe(2));
        });
        describeIf(true, 'never said')('showing', () => test('shows', () => expect(1).toBe(1)));`,
      'test/broken.test.ts': `throw new Error('cannot be loaded');`,
      'test/e2e/shaky.test.ts': `
        import { expect, test } from 'vitest';
        let tries = 0;
        test('is late once', () => expect((tries += 1)).toBe(2));
        test('is late always', () => expect(1).toBe(2));`,
      'test/e2e/global-setup.ts': 'export default () => undefined;',
      'scripts/placeholder': '',
    });
    const own = ['vitest.config.ts', 'test/seed-laws.ts', 'test/skip.ts', 'scripts/closing-reporter.ts'];
    for (const file of own) {
      copyFileSync(join(root, file), join(folder, file));
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');

    const counts = join(folder, 'counts.json');
    const { stdout, status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, GUITAI_TEST_COUNTS: counts, GUITAI_SEED: '7' },
    });
    expect(status).toBe(1);
    expect(JSON.parse(readFileSync(counts, 'utf8'))).toEqual({ passed: 3, failed: 3, skipped: 4 });
    expect(stdout.slice(stdout.indexOf('\nGUITAI_SEED')).trim().split('\n')).toEqual([
      'GUITAI_SEED=7 draws the same cases again.',
      '',
      'Passed at the second try:',
      '  test/e2e/shaky.test.ts: is late once',
      '',
      'Skipped:',
      '  1 in test/mixed.test.ts: the moon is not full',
      '  1 in test/mixed.test.ts: no reason given',
      '  2 in test/mixed.test.ts: no printer here',
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

import { spawnSync } from 'node:child_process';
import { copyFileSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plantFiles } from './planted.ts';

const root = resolve(import.meta.dirname, '../..');

describe('the rules in domain', () => {
  test('never read the clock by making a date of nothing', () => {
    const files = globSync('domain/**/*.ts', { cwd: root });
    expect(files).toContain(join('domain', 'result.ts'));
    const reading = files.filter((file) =>
      /\bDate\(\s*\)|\bTemporal\.Now\b/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(reading).toEqual([]);
  });

  test.each([
    'Date.now()',
    'Math.random()',
    'crypto.randomUUID()',
    'performance.now()',
    'process.env',
    "fetch('')",
  ])('may not use %s, which lint refuses there and nowhere else', (expression) => {
    const folder = mkdtempSync(join(tmpdir(), 'guitai-lint-'));
    try {
      copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
      const source = `export const value = ${expression};\n`;
      plantFiles(folder, { 'domain/planted.ts': source, 'register/planted.ts': source });
      expect(lint(folder, 'domain')).toMatch(/no-restricted-(globals|properties)/);
      expect(lint(folder, 'register')).not.toContain('no-restricted');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function lint(folder: string, path: string): string {
  const program = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const { stdout, status } = spawnSync(process.execPath, [program, path], { cwd: folder, encoding: 'utf8' });
  expect(status, stdout).toBeLessThanOrEqual(1);
  return stdout;
}

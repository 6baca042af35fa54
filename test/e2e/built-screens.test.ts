import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const built = join(resolve(import.meta.dirname, '../..'), 'dist', 'renderer');

test('the screens are built for the counter, not for looking into them', () => {
  const scripts = globSync('**/*.js', { cwd: built });
  expect(scripts.length).toBeGreaterThan(0);
  const ofDevelopment = scripts.filter((name) =>
    /jsxDEV|react-dom-client\.development/.test(readFileSync(join(built, name), 'utf8')),
  );
  expect(ofDevelopment).toEqual([]);
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStoreReader } from '../../../db/open-store.ts';
import { fileOf, ruleOf } from '../promotion-files.ts';
import { openCommandFolder, type CommandFolder } from './command-folder.ts';

let commands: CommandFolder;

beforeAll(async () => {
  commands = openCommandFolder();
  await commands.runOk('init');
});
afterAll(() => commands.remove());

function write(name: string, text: string): string {
  const path = join(commands.folder, name);
  writeFileSync(path, text);
  return path;
}

function ruleIds(): string[] {
  const store = openStoreReader(commands.data);
  try {
    return store.promotions.active().map(({ id }) => id);
  } finally {
    store.close();
  }
}

test('a file of rules goes in whole, and changes nothing the second time', async () => {
  const path = write('rules.json', fileOf(ruleOf('a'), ruleOf('b')));
  expect(await commands.runOk('import', 'promotions', path)).toBe(
    'Promotions: 2 added, 0 changed, 0 unchanged, 0 removed.\n',
  );
  expect(await commands.json('import', 'promotions', path)).toEqual({
    added: 0,
    changed: 0,
    unchanged: 2,
    removed: 0,
  });
  expect(ruleIds()).toEqual(['a', 'b']);
});

test('a file with faults changes nothing, and tells each fault on a line of its own', async () => {
  const bad = [
    ruleOf('a'),
    ruleOf('x', { priority: 0.5 }),
    ruleOf('y', { target: { articles: ['no-such'] } }),
  ];
  const { code, out, err } = await commands.run('import', 'promotions', write('bad.json', fileOf(...bad)));
  expect({ code, out }).toEqual({ code: 1, out: '' });
  const lines = err.trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain('x');
  expect(lines[1]).toContain('no-such');
  expect(ruleIds()).toEqual(['a', 'b']);
});

test('a file that is not there is refused in one sentence', async () => {
  const sentence = await commands.refused(1, 'import', 'promotions', join(commands.folder, 'none.json'));
  expect(sentence).toContain('none.json');
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readUpdateSettings } from '../../electron/update-settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'guitai-updates-'));
const file = join(folder, 'updates.json');
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string, isTestable = false) {
  writeFileSync(file, text);
  return readUpdateSettings(folder, isTestable);
}

test('without the file there are no updates', () => {
  expect(readUpdateSettings(join(folder, 'none'), false)).toBe('off');
});

test('an https address turns them on, to be put in when asked', () => {
  expect(read('{"url":"https://updates.example/till"}')).toEqual({
    url: 'https://updates.example/till',
    install: 'asked',
  });
  expect(read('{"url":"https://updates.example/till","install":"on-quit"}')).toMatchObject({
    install: 'on-quit',
  });
});

test.each([
  ['nothing', ''],
  ['half a file', '{"url":"https://upda'],
  ['a list', '[]'],
  ['null', 'null'],
  ['no address', '{}'],
  ['a number', '{"url":7}'],
  ['no secure address', '{"url":"http://updates.example/"}'],
  ['a file', '{"url":"file:///tmp"}'],
  ['this machine', '{"url":"http://127.0.0.1:1/"}'],
  ['words', '{"url":"not an address"}'],
  ['an address without end', `{"url":"https://x/${'a'.repeat(3_000)}"}`],
  ['another way of installing', '{"url":"https://updates.example/","install":"now"}'],
])('%s is not understood', (_name, text) => {
  expect(read(text)).toBe('unreadable');
});

test('a server on this machine is for tests', () => {
  expect(read('{"url":"http://127.0.0.1:1/"}', true)).toMatchObject({ install: 'asked' });
  expect(read('{"url":"http://127.0.0.1.evil.example/"}', true)).toBe('unreadable');
});

import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isReachable } from '../../../../sync/central/embedded/server-user.ts';

const folder = mkdtempSync(join(tmpdir(), 'guitai-reach-'));
const inner = join(folder, 'inner');
mkdirSync(inner);
/** Nobody's on any machine. */
const stranger = { uid: 4_000_000_000, gid: 4_000_000_000 };

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a folder is reached by others where they may pass through it and all above it', () => {
  chmodSync(folder, 0o700);
  chmodSync(inner, 0o711);
  expect(isReachable(inner, stranger)).toBe(false);
  chmodSync(folder, 0o711);
  expect(isReachable(inner, stranger)).toBe(true);
  chmodSync(inner, 0o700);
  expect(isReachable(inner, stranger)).toBe(false);
});

test('whoever runs the program themselves reaches what they may', () => {
  expect(isReachable(inner, {})).toBe(true);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A temporary folder of files, gone after the tests of the file that asked for it. */
export function createFiles(): (content: string | Uint8Array, name?: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-import-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let count = 0;
  return (content, name = 'catalogue.csv') => {
    count += 1;
    const path = join(folder, `${count}-${name}`);
    writeFileSync(path, content);
    return path;
  };
}

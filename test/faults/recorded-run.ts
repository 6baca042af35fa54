import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseDiskLog, type DiskOperation } from './disk-log.ts';
import { shimEnvironment, type Fault } from './disk-shim.ts';
import { liveImage, type BaseFolder } from './power-cut.ts';

type RunOutcome = {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};

const RUN_TIMEOUT_MS = 10 * 60_000;

/** Runs a command to its end with `env` added to ours; it is killed after `killAfterMs`, at most ten minutes. */
export function runProgram(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  killAfterMs = RUN_TIMEOUT_MS,
): Promise<RunOutcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: killAfterMs,
      killSignal: 'SIGKILL',
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.once('error', reject);
    child.once('close', (exitCode, signal) => {
      const text = (chunks: Buffer[]) => Buffer.concat(chunks).toString('utf8');
      resolve({ exitCode, signal, stdout: text(stdout), stderr: text(stderr) });
    });
  });
}

/** A command line on a data folder and an acknowledgement file: the program that a trial puts in danger. */
export type Program = (folder: string, acknowledgements: string) => readonly [string, ...string[]];

export type Recording = RunOutcome & {
  /** The data folder as the program left it. */
  readonly folder: string;
  readonly operations: DiskOperation[];
  readonly acknowledged: string[];
};

/**
 * Runs a program to its end under the shim, on the data folder `data` inside `runFolder` (made when absent), and reads
 * the recording. With a `fault`, its operations fail on the way.
 */
export async function recordRun(
  program: Program,
  shim: string,
  runFolder: string,
  fault?: Fault,
): Promise<Recording> {
  const folder = join(runFolder, 'data');
  const acknowledgements = join(runFolder, 'acknowledged');
  const log = join(runFolder, 'log');
  mkdirSync(folder, { recursive: true });
  rmSync(log, { force: true });
  const [command, ...args] = program(folder, acknowledgements);
  const settings = { shim, folder, acknowledgements, log, ...(fault && { fault }) };
  const outcome = await runProgram(command, args, shimEnvironment(settings));
  const operations = existsSync(log) ? parseDiskLog(readFileSync(log)) : [];
  const given = operations.flatMap((operation) => (operation.kind === 'acknowledge' ? [operation.data] : []));
  return { ...outcome, folder, operations, acknowledged: acknowledgedLines(Buffer.concat(given)) };
}

/** Every durable file below a folder by its relative path: SQLite's `-shm` files are left out, as the shim does. */
function readFolder(folder: string): BaseFolder {
  const files = new Map<string, Buffer>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith('-shm')) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(folder, path), readFileSync(path));
  }
  return files;
}

/**
 * Names the files in which the recording differs from the real folder after the run. Anything but an empty list means
 * that the shim missed an operation, and that cuts of this recording would prove nothing.
 */
export function filesNotRecorded(
  operations: readonly DiskOperation[],
  folder: string,
  base?: BaseFolder,
): string[] {
  const recorded = liveImage(operations, base).files;
  const real = readFolder(folder);
  const paths = new Set([...recorded.keys(), ...real.keys()]);
  return [...paths].filter((path) => {
    const [expected, found] = [recorded.get(path), real.get(path)];
    return !expected || !found || !expected.equals(found);
  });
}

/** Splits what was written to an acknowledgement file into its lines; a last line without its end counts too. */
export function acknowledgedLines(bytes: Buffer): string[] {
  return bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}

import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';

const MAIN = resolve(import.meta.dirname, '../../../register/cli/main.ts');

/** What a command wrote and how it ended; the code is null where it was killed. */
export interface SpawnedRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts the command line as a process of its own. */
export function startProgram(words: readonly string[]): { process: ChildProcess; done: Promise<SpawnedRun> } {
  const child = spawn(process.execPath, [MAIN, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LANG: 'C', LC_ALL: 'C' },
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const done = new Promise<SpawnedRun>((settle, refuse) => {
    child.once('error', refuse);
    child.once('close', (code) => settle({ code, out, err }));
  });
  return { process: child, done };
}

/** Runs the command line as a process of its own until it ends. */
export function runProgram(...words: string[]): Promise<SpawnedRun> {
  return startProgram(words).done;
}

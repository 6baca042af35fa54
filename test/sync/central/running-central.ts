import { spawn, type ChildProcess } from 'node:child_process';
import { on, once } from 'node:events';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '../../../sync/central/main.ts');

/** A central that runs as a program of its own. */
export interface RunningProgram {
  readonly child: ChildProcess;
  readonly url: string;
  /** What it said until it listened and all was told. */
  readonly said: string;
  /** Asks it to end; its exit code. */
  end(): Promise<number | null>;
}

/** Starts `npm run central` and waits until it listens; throws what it said where it ends instead. */
export async function runProgram(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<RunningProgram> {
  const child = spawn(process.execPath, [MAIN, '--port', '0', ...args], {
    env: { ...process.env, LANG: 'C', LC_ALL: 'C', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (data: Buffer) => (said += data.toString()));
  for await (const [data] of on(child.stdout, 'data', { close: ['end'] })) {
    said += String(data);
    const url = /^central is at (\S+);/m.exec(said)?.[1];
    if (url === undefined) continue;
    child.stdout.on('data', (more: Buffer) => (said += more.toString()));
    return {
      child,
      url,
      said,
      async end() {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        const [code] = (await ended) as [number | null];
        return code;
      },
    };
  }
  throw new Error(said);
}

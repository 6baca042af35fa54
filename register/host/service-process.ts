import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServiceChild } from './service-supervisor.ts';

const SERVICE_PROGRAM = fileURLToPath(new URL('../service/main.ts', import.meta.url));

/**
 * What its Node is told. One thread beside its own collects garbage and compiles: with four of them on a machine of two
 * processors a scan now and then waits for one that has no processor (p99 of a scan 4 ms instead of 2). Node lets new
 * objects take up to 100 MB before it looks which are still needed; a till's machine has other uses for that. With 48 a
 * search of members takes 1 ms at p99, with 24, which would save 25 MB more, 4 ms. Objects that lived a
 * little it looks through for the first time when there are some hundred MB, on a busy machine later still, unless it is told to
 * at 32; the till needs 30 for good.
 */
export const SERVICE_ARGUMENTS: readonly string[] = [
  '--v8-pool-size=1',
  '--max-semi-space-size=16',
  '--initial-old-space-size=32',
];

/**
 * What its Node finds in the environment, where that says nothing else. One arena for all threads keeps 15 MB from lying about in
 * others; it is glibc's, and unknown to other systems. Where compiled code is kept the program says itself, but too late for its own
 * first file: told before, Node need not load what makes sources JavaScript, which takes 16 MB. A new folder is left to be
 * made, with its rights, by what opens it.
 */
export function serviceEnvironment(folder: string): NodeJS.ProcessEnv {
  return {
    MALLOC_ARENA_MAX: '1',
    ...(existsSync(folder) && { NODE_COMPILE_CACHE: join(folder, 'cache') }),
    ...process.env,
  };
}

export interface ServiceProcessOptions {
  readonly folder: string;
  /** The service's program; the one in this source tree unless it was built elsewhere. */
  readonly program?: string;
  /** The Node to run it with; this process's own unless another is named. */
  readonly execPath?: string;
}

/** Starts the register service of a data folder in a process of its own, which ends when this one does. */
export function startServiceProcess(options: ServiceProcessOptions): ServiceChild {
  const { folder, program = SERVICE_PROGRAM, execPath = process.execPath } = options;
  const child = fork(program, ['--data', folder], {
    execPath,
    execArgv: [...SERVICE_ARGUMENTS],
    env: serviceEnvironment(folder),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // A Ctrl+C is for the host, which ends the service in order; in the terminal's own group the service would get it too.
    detached: process.platform !== 'win32',
  });
  // Both the channel and the process may fail by themselves; how is nothing to act on, that it is gone is.
  let isGone = false;
  const exits: (() => void)[] = [];
  const leave = (): void => {
    if (isGone) return;
    isGone = true;
    for (const take of exits) take();
  };
  child.once('exit', leave);
  child.on('error', () => {
    if (child.pid === undefined) leave();
  });
  return {
    onMessage: (take) => void child.on('message', take),
    onExit: (take) => void (isGone ? take() : exits.push(take)),
    send: (message) => {
      if (child.connected) child.send(message as string);
    },
    stop: () => {
      if (child.connected) child.disconnect();
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

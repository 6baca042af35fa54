import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ServiceChild } from './service-supervisor.ts';

const SERVICE_PROGRAM = fileURLToPath(new URL('../service/main.ts', import.meta.url));

/**
 * What its Node is told. Node lets new objects take up to 100 MB before it looks which are still needed; a till's machine has
 * other uses for that, and pricing is not slower with 24.
 */
export const SERVICE_ARGUMENTS: readonly string[] = ['--max-semi-space-size=8'];

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

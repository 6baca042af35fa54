import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import type { Result } from '../../../domain/result.ts';
import {
  clientOfChild,
  connectToService,
  type ServiceClient,
  type SocketClient,
} from '../../../register/service/client.ts';
import { findService, type ServiceAddress } from '../../../register/service/service-file.ts';
import type { Caller } from '../../../register/service/till-keeper.ts';

export const SERVICE_PROGRAM = resolve(import.meta.dirname, '../../../register/service/main.ts');
export const MANAGER = { code: '1', name: '张伟', pin: '1234' } as const;

/** A service as the shell runs it: a child of this process, with a message channel. */
export interface ServiceProcess {
  readonly child: ChildProcess;
  readonly client: ServiceClient;
  readonly address: ServiceAddress;
  connect(caller: Caller): Promise<SocketClient>;
  /** Ends it with a signal and waits until it is gone; its exit code, or the signal's name. */
  end(signal: NodeJS.Signals): Promise<number | string>;
}

/** What is left to be ended or removed, the latest first; tests may begin things at any time. */
const leftovers: (() => unknown)[] = [];
afterAll(async () => {
  for (const clear of leftovers.toReversed()) await clear();
});

/** A temporary folder, gone after the tests of the file that asked for it. */
export function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-service-'));
  leftovers.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** Starts the service of a folder; it is killed after the tests of the file that asked for it. */
export async function startServiceProcess(
  folder: string,
  options: readonly string[] = [],
): Promise<ServiceProcess> {
  const child = fork(SERVICE_PROGRAM, ['--data', folder, ...options]);
  const gone = once(child, 'exit');
  leftovers.push(() => (child.kill('SIGKILL') ? gone : null));
  const [said] = (await once(child, 'message')) as [{ ready: boolean }];
  if (!said.ready) throw new Error(`the service did not start: ${JSON.stringify(said)}`);
  const address = findService(folder)!;
  return {
    child,
    address,
    client: clientOfChild(child),
    connect: (caller) => connectToService(address, caller),
    async end(signal) {
      child.kill(signal);
      const [code, name] = (await gone) as [number | null, string | null];
      return code ?? name!;
    },
  };
}

/** Adds the manager where there is none, signs them in and opens a shift. */
export async function openCounter(client: ServiceClient): Promise<void> {
  await client.staff.addFirstManager(MANAGER);
  valueOf(await client.session.signIn({ staffCode: MANAGER.code, pin: MANAGER.pin }));
  valueOf(await client.shift.open({ floatMinor: 10_000 }));
}

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** The error's code, or `ok` where there is none. */
export function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code;
}

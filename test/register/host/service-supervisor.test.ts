import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startServiceProcess } from '../../../register/host/service-process.ts';
import {
  shownState,
  superviseService,
  type Supervisor,
  type SupervisorOptions,
} from '../../../register/host/service-supervisor.ts';
import { findService } from '../../../register/service/service-file.ts';
import { createFolder, startServiceProcess as startPlainService } from '../service/service-process.ts';

const READY_MS = 20_000;
/** Half a second on a quiet machine; tests run beside each other. */
const AGAIN_MS = 3_000;

const supervised: Supervisor[] = [];
afterAll(() => Promise.all(supervised.map((supervisor) => supervisor.stop())));

/** Supervises the service of a folder, or another program in its place, until the tests of this file are done. */
function supervise(folder: string, program?: string, options?: SupervisorOptions): Supervisor {
  const supervisor = superviseService(
    () => startServiceProcess({ folder, ...(program !== undefined && { program }) }),
    options,
  );
  supervised.push(supervisor);
  return supervisor;
}

/** A program to supervise that does as the given lines say. */
function writeProgram(...lines: string[]): string {
  const path = join(createFolder(), 'program.mjs');
  writeFileSync(path, lines.join('\n'));
  return path;
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a supervised service', () => {
  test('is told with its port and the token of the counter, which no page is told', async () => {
    const folder = createFolder();
    const supervisor = supervise(folder);
    expect(supervisor.current()).toEqual({ state: 'starting', deaths: 0 });
    const ready = (await supervisor.whenReady(READY_MS))!;
    const address = findService(folder)!;
    expect(ready).toMatchObject({ port: address.port, counterToken: address.tokens.counter });
    expect(shownState(supervisor.current())).toEqual({ state: 'ready' });
  });

  test('that is killed is there again at once', async () => {
    const folder = createFolder();
    const supervisor = supervise(folder);
    const first = (await supervisor.whenReady(READY_MS))!;
    const startMs = performance.now();
    const died = new Promise((resolve) => supervisor.onChange(resolve));
    process.kill(findService(folder)!.pid, 'SIGKILL');
    expect(await died).toEqual({ state: 'starting', deaths: 1 });
    const second = (await supervisor.whenReady(READY_MS))!;
    expect(second.counterToken).not.toBe(first.counterToken);
    expect(performance.now() - startMs).toBeLessThan(AGAIN_MS);
  });

  test('ends with its supervisor, its log folded in, and is not started again', async () => {
    const folder = createFolder();
    const supervisor = supervise(folder);
    await supervisor.whenReady(READY_MS);
    const { pid } = findService(folder)!;
    await Promise.all([supervisor.stop(), supervisor.stop()]);
    expect(isThere(pid)).toBe(false);
    expect(existsSync(join(folder, 'guitai.db-wal'))).toBe(false);
    expect(supervisor.current()).toEqual({ state: 'stopped' });
    expect(await supervisor.whenReady(READY_MS)).toBeNull();
  });

  test('that refuses to start says why, and is tried again until it can', async () => {
    const folder = createFolder();
    const other = await startPlainService(folder);
    const supervisor = supervise(folder, undefined, { refusedRetryMs: 50 });
    await expect
      .poll(() => supervisor.current(), { timeout: READY_MS })
      .toMatchObject({
        state: 'refused',
        error: { code: 'store-locked', pid: other.child.pid },
      });
    await other.end('SIGTERM');
    expect(await supervisor.whenReady(READY_MS)).not.toBeNull();
  });

  test('that dies at every start is started ever later', async () => {
    const starts = join(createFolder(), 'starts');
    const program = writeProgram(
      `import { appendFileSync } from 'node:fs';`,
      `appendFileSync(${JSON.stringify(starts)}, Date.now() + ' ');`,
    );
    const supervisor = supervise(createFolder(), program, { restartDelaysMs: [0, 200, 400] });
    await expect.poll(() => supervisor.current(), { timeout: READY_MS }).toMatchObject({ deaths: 4 });
    await supervisor.stop();
    const atMs = readFileSync(starts, 'utf8').trim().split(' ').map(Number);
    const gapsMs = atMs.slice(1).map((at, place) => at - atMs[place]!);
    expect(gapsMs[1]).toBeGreaterThanOrEqual(200);
    expect(gapsMs[2]).toBeGreaterThanOrEqual(400);
    expect(await supervisor.whenReady(READY_MS)).toBeNull();
  });

  test('that was well for long enough has its deaths forgotten', async () => {
    const folder = createFolder();
    const supervisor = supervise(folder, undefined, { healthyAfterMs: 1, restartDelaysMs: [0, 60_000] });
    for (const death of [1, 2, 3]) {
      expect(await supervisor.whenReady(READY_MS), `start ${death}`).not.toBeNull();
      const died = new Promise((resolve) => supervisor.onChange(resolve));
      process.kill(findService(folder)!.pid, 'SIGKILL');
      expect(await died).toEqual({ state: 'starting', deaths: 1 });
    }
  });

  test('that does not end when it is told to is killed', async () => {
    const program = writeProgram(
      `process.send({ ready: true, pid: process.pid, port: 1, counterToken: String(process.pid) });`,
      `setInterval(() => undefined, 1000);`,
    );
    const supervisor = supervise(createFolder(), program, { stopTimeoutMs: 50 });
    const { counterToken } = (await supervisor.whenReady(READY_MS))!;
    await supervisor.stop();
    expect(isThere(Number(counterToken))).toBe(false);
  });

  test('that cannot be started at all counts as one that died', async () => {
    const folder = createFolder();
    const supervisor = superviseService(
      () => startServiceProcess({ folder, execPath: join(folder, 'no-such-node') }),
      { restartDelaysMs: [60_000] },
    );
    await expect
      .poll(() => supervisor.current(), { timeout: READY_MS })
      .toEqual({ state: 'starting', deaths: 1 });
    await supervisor.stop();
  });
});

describe('a process that started a service', () => {
  test('takes it along when it is killed, also while the service starts', async () => {
    for (const waitsFor of ['launched', 'ready']) {
      const folder = createFolder();
      const host = writeProgram(
        `import { startServiceProcess } from ${JSON.stringify(new URL('../../../register/host/service-process.ts', import.meta.url))};`,
        `const child = startServiceProcess({ folder: ${JSON.stringify(folder)} });`,
        waitsFor === 'ready' ? `child.onMessage(() => console.log('now'));` : `console.log('now');`,
        `setInterval(() => undefined, 1000);`,
      );
      const started = spawn(process.execPath, [host], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(started.stdout, 'data');
      started.kill('SIGKILL');
      // Another service can open the folder once nobody holds it.
      const next = supervise(folder, undefined, { refusedRetryMs: 50 });
      expect(await next.whenReady(READY_MS), waitsFor).not.toBeNull();
      await next.stop();
    }
  });
});

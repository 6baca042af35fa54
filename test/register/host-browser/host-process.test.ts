import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, test } from 'vitest';
import { findService } from '../../../register/service/service-file.ts';
import { describeIf } from '../../skip.ts';
import { createFolder } from '../service/service-process.ts';
import { ask, connectPage, createScreens, enter } from './fixture-host.ts';

const PROGRAM = resolve(import.meta.dirname, '../../../register/host-browser/main.ts');
const SCREENS = createScreens();
const ENDING_MAX_MS = 2_000;
const isThereXvfb = spawnSync('xvfb-run', ['--help']).status === 0;
const chromium = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));

const started: ChildProcess[] = [];
afterAll(() => started.forEach((child) => child.kill('SIGKILL')));

interface Host {
  readonly child: ChildProcess;
  /** The next line that it says; `undefined` when it says no more. */
  read(): Promise<string>;
  /** Ends it and resolves with its exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts the host as a person would, with no screen unless the environment says otherwise. */
function startHost(folder: string, options: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Host {
  const words = [PROGRAM, '--data', folder, '--renderer', SCREENS, ...options];
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env;
  const child = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...rest, LC_ALL: 'C', ...env },
  });
  started.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    read: async () => String((await lines.next()).value),
    async end(signal) {
      const gone = once(child, 'exit');
      child.kill(signal);
      const [code] = (await gone) as [number | null];
      return code;
    },
  };
}

/** The address that a host says; it is the only one in its sentence. */
async function readAddress(host: Host): Promise<string> {
  return /http:\/\/\S+/.exec(await host.read())![0];
}

async function whenServing(folder: string): Promise<number> {
  await expect.poll(() => findService(folder), { timeout: 20_000 }).not.toBeNull();
  return findService(folder)!.pid;
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('the browser host', () => {
  test('says the address where no window can be opened, and ends in order and in time', async () => {
    const folder = createFolder();
    const host = startHost(folder);
    const sentence = await host.read();
    expect(sentence).toMatch(
      /^There is no display here: open http:\/\/127\.0\.0\.1:\d+\/\?ticket=[\w-]{43} in/,
    );
    const { port, cookie } = await enter(/http:\/\/\S+/.exec(sentence)![0]);
    const { client, socket } = await connectPage(port, cookie);
    expect(await client.session.who()).toMatchObject({ ok: true });
    const pid = await whenServing(folder);
    const startMs = performance.now();
    const closed = once(socket, 'close');
    expect(await host.end('SIGINT')).toBe(0);
    await closed;
    expect(performance.now() - startMs).toBeLessThan(ENDING_MAX_MS);
    expect(isThere(pid)).toBe(false);
    for (const file of ['host.json', 'service.json', 'guitai.db-wal']) {
      expect(existsSync(join(folder, file)), file).toBe(false);
    }
  });

  test.skipIf(process.platform === 'win32')('that is killed leaves no service behind', async () => {
    const folder = createFolder();
    const host = startHost(folder, ['--no-open']);
    await host.read();
    const pid = await whenServing(folder);
    expect(statSync(join(folder, 'host.json')).mode & 0o777).toBe(0o600);
    await host.end('SIGKILL');
    await expect.poll(() => isThere(pid), { timeout: 5_000 }).toBe(false);
    // What the killed one left in the folder leads the next one nowhere.
    const next = startHost(folder, ['--no-open']);
    const { port, cookie } = await enter(await readAddress(next));
    const { client } = await connectPage(port, cookie);
    expect(await client.session.who()).toMatchObject({ ok: true });
    expect(await next.end('SIGTERM')).toBe(0);
  });

  test('that is started again gives a new way into the one that runs', async () => {
    const folder = createFolder();
    const first = startHost(folder, ['--no-open']);
    const own = await enter(await readAddress(first));
    await whenServing(folder);
    const second = startHost(folder, ['--no-open']);
    const gone = once(second.child, 'exit');
    expect(await enter(await readAddress(second))).toEqual(own);
    expect(await gone).toEqual([0, null]);
    expect(await first.end('SIGTERM')).toBe(0);
  });

  test('on another folder is another one, and their cookies do not meet', async () => {
    const hosts = [startHost(createFolder(), ['--no-open']), startHost(createFolder(), ['--no-open'])];
    const [one, other] = await Promise.all(hosts.map(async (host) => enter(await readAddress(host))));
    expect(one!.cookie.split('=')[0]).not.toBe(other!.cookie.split('=')[0]);
    expect((await ask(other!.port, '/', { cookie: `${one!.cookie}; ${other!.cookie}` })).status).toBe(200);
    await Promise.all(hosts.map((host) => host.end('SIGTERM')));
  });

  test('tells the page why the till cannot be opened', async () => {
    const folder = createFolder();
    writeFileSync(join(folder, 'guitai.db'), 'no database '.repeat(100));
    const host = startHost(folder, ['--no-open']);
    const { port, cookie } = await enter(await readAddress(host));
    await expect
      .poll(async () => JSON.parse((await ask(port, '/service/state', { cookie })).body) as unknown, {
        timeout: 20_000,
      })
      .toMatchObject({ state: 'refused', error: { code: 'store-corrupt' } });
    expect(await host.end('SIGTERM')).toBe(0);
  });

  test('refuses a port that is taken or is none, and screens that are not there', async () => {
    const folder = createFolder();
    const first = startHost(folder, ['--no-open']);
    const { port } = new URL(await readAddress(first));
    const refused = [
      [['--port', port], 1, /Port \d+ is used by another program/],
      [['--renderer', join(folder, 'nothing')], 1, /cannot be read/],
      [['--port', '0'], 2, /^undefined$/],
      [['--colour', 'red'], 2, /^undefined$/],
    ] as const;
    for (const [options, exitCode, sentence] of refused) {
      const host = startHost(createFolder(), ['--no-open', ...options]);
      const gone = once(host.child, 'exit');
      expect(await host.read()).toMatch(sentence);
      expect(await gone, options.join(' ')).toEqual([exitCode, null]);
    }
    await first.end('SIGTERM');
  });

  test('says the address when the browser opens no window, and goes on', async () => {
    const env = { DISPLAY: ':99', GUITAI_BROWSER: '/bin/false' };
    const host = startHost(createFolder(), [], env);
    expect(await host.read()).toContain('is open in its own window');
    const { port, cookie } = await enter(await readAddress(host));
    expect((await ask(port, '/', { cookie })).status).toBe(200);
    expect(await host.end('SIGTERM')).toBe(0);
  });
});

describeIf(isThereXvfb && chromium !== undefined, 'no Chromium or no Xvfb on this machine')(
  'the window of the browser host',
  () => {
    test('reaches the service under the policy, and closing it ends the register', async () => {
      const folder = createFolder();
      const words = [process.execPath, PROGRAM, '--data', folder, '--renderer', SCREENS];
      const child = spawn('xvfb-run', ['-a', ...words], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, LC_ALL: 'C', GUITAI_BROWSER: chromium! },
      });
      started.push(child);
      // The page of these tests closes its window once its socket to the service is open.
      const said = child.stdout.setEncoding('utf8').toArray();
      expect(await once(child, 'exit')).toEqual([0, null]);
      expect((await said).join('')).toBe(
        'The register is open in its own window; close that, or press Ctrl+C here, to end it.\n',
      );
      expect(existsSync(join(folder, 'service.json'))).toBe(false);
      const log = readFileSync(join(folder, 'logs', 'service.log'), 'utf8');
      expect(log).toContain('"stopped"');
    });
  },
);

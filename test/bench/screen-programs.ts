import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { _electron, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../register/host-browser/find-browser.ts';
import { findService } from '../../register/service/service-file.ts';
import { buildShell } from '../../scripts/build-electron.ts';
import { buildScreens } from '../../scripts/build.ts';
import { linkElectronHome } from '../../scripts/electron-home.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const HOST = join(ROOT, 'register/host-browser/main.ts');
const RUNTIME = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(ROOT, 'node_modules', 'electron', 'dist');
const SIZE = { width: 1366, height: 768 };
const AS_ROOT = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** The whole program on a data folder, with what each of its processes is. */
export interface ScreenProgram {
  readonly page: Page;
  readonly processIds: () => Readonly<Record<string, number>>;
  close(): Promise<void>;
}

/** A way of running it, or a sentence that says why this machine cannot. */
export type ScreenHost =
  | {
      readonly name: string;
      start(folder: string, prepare: (page: Page) => Promise<void>): Promise<ScreenProgram>;
      /** Ends what the programs shared: the run ends only when nothing of it is left. */
      end(): Promise<void>;
    }
  | string;

/** The browser host, in the machine's own browser. */
export async function browserHost(note: (text: string) => void): Promise<ScreenHost> {
  const executablePath = findBrowser({ platform: process.platform, env: process.env, home: homedir() });
  if (executablePath === null) return 'no Chrome, Edge or Chromium on this machine';
  await buildScreens(ROOT, note);
  const flags = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  const browser = await chromium.launch({ executablePath, args: [...AS_ROOT, ...flags] });
  return {
    name: 'Chromium',
    end: () => browser.close(),
    async start(folder, prepare) {
      const page = await browser.newPage({ viewport: SIZE });
      await prepare(page);
      const host = spawn(process.execPath, [HOST, '--data', folder, '--no-open'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await page.goto(await readAddress(host));
      return {
        page,
        processIds: () => ({ host: host.pid!, service: findService(folder)!.pid }),
        async close() {
          await page.close();
          const gone = once(host, 'exit');
          host.kill('SIGTERM');
          await gone;
        },
      };
    },
  };
}

/** The desktop program, on a display that is there or one of its own. */
export async function desktopHost(note: (text: string) => void): Promise<ScreenHost> {
  if (process.platform !== 'linux' || !existsSync(join(RUNTIME, 'electron')))
    return 'no Electron to be had here';
  const display = await findDisplay();
  if (display === null) return 'no display, and no Xvfb to make one';
  await buildScreens(ROOT, note);
  await buildShell(ROOT, note);
  const version = readFileSync(join(RUNTIME, 'version'), 'utf8').trim();
  const home = join(ROOT, 'node_modules', '.cache', 'electron-home', version);
  const program = linkElectronHome(RUNTIME, join(ROOT, 'dist', 'electron', 'main.js'), home);
  return {
    name: 'Electron',
    end: () => display.close(),
    async start(folder, prepare) {
      const app = await _electron.launch({
        executablePath: join(program, 'electron'),
        args: [...AS_ROOT, '--data', folder],
        env: {
          ...(process.env as Record<string, string>),
          DISPLAY: display.name,
          REGISTER_NODE: process.execPath,
        },
      });
      const page = await app.firstWindow();
      await prepare(page);
      await page.reload();
      return {
        page,
        processIds: () => ({ main: app.process().pid!, service: findService(folder)!.pid }),
        close: () => app.close(),
      };
    },
  };
}

/** The display that is there, or one that lives as long as the run. */
async function findDisplay(): Promise<{ readonly name: string; close(): Promise<void> } | null> {
  const name = process.env['DISPLAY'];
  if (name !== undefined) return { name, close: async () => undefined };
  if (spawnSync('Xvfb', ['-version']).error) return null;
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = (await once(server.stdio[3]!, 'data')) as [Buffer];
  return {
    name: `:${number.toString().trim()}`,
    async close() {
      const gone = once(server, 'exit');
      server.kill();
      await gone;
    },
  };
}

async function readAddress({ stdout }: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: stdout! })) {
    const [address] = /http:\/\/\S+/.exec(line) ?? [];
    if (address) return address;
  }
  throw new Error('the host ended without an address');
}

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { _electron, errors, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll } from 'vitest';
import type { RegisterError } from '../../domain/errors.ts';
import { buildShell } from '../../scripts/build-electron.ts';
import { linkElectronHome } from '../../scripts/electron-home.ts';
import { describeIf } from '../skip.ts';

export const ROOT = resolve(import.meta.dirname, '../..');
export const NODE = process.execPath;
const FIXTURE = join(import.meta.dirname, 'fixture');
const RUNTIME = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(ROOT, 'node_modules', 'electron', 'dist');
/** Several times what a start takes on a machine that does other things too. */
const LAUNCH_TIMEOUT_MS = 12_000;
const LAUNCHES_MAX = 3;
const isRoot = process.getuid?.() === 0;

const hasElectron = process.platform === 'linux' && existsSync(join(RUNTIME, 'electron'));
const hasDisplayServer = spawnSync('Xvfb', ['-version']).error === undefined;

/** Whether a real Electron and a display of its own to run it on can be had here, and what lacks otherwise. */
export const electronHere = {
  isThere: hasElectron && hasDisplayServer,
  lack: hasElectron
    ? 'no Xvfb on this machine'
    : 'no Electron: its binary is not there, nor ELECTRON_OVERRIDE_DIST_PATH',
};

/** Suites that need them. */
export const describeElectron = describeIf(electronHere.isThere, electronHere.lack);

/** What the fixture's page keeps for a test. */
interface Till {
  readonly heard: {
    readonly ports: readonly MessagePort[];
    readonly gone: number;
    readonly closed: number;
    readonly states: readonly { readonly state: string; readonly error?: RegisterError }[];
    readonly updates: readonly { readonly state: string }[];
    readonly windowId: string;
  };
  post(frame: unknown): void;
  call(path: string, input?: unknown): Promise<{ status: number; body: unknown }>;
}

declare global {
  var till: Till;
  var guitaiShell: {
    connect(): void;
    installUpdate(): void;
    showCustomerDisplay(isWanted: boolean): void;
  };
}

export interface StartOptions {
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Shell {
  readonly app: ElectronApplication;
  readonly page: Page;
}

/** What is left to be ended or removed, the latest first; tests may begin things at any time. */
const leftovers: (() => void)[] = [];
afterAll(() => {
  for (const clear of leftovers.toReversed()) clear();
});

/** Has something done after the tests of the file. */
export function clearLater(clear: () => void): void {
  leftovers.push(clear);
}

/** A temporary folder, gone after the tests of the file. */
export function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-shell-'));
  clearLater(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

let display: Promise<string> | undefined;

/** A display of this test file's own, ended with it. */
function openDisplay(): Promise<string> {
  display ??= startDisplay();
  return display;
}

async function startDisplay(): Promise<string> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  clearLater(() => void server.kill());
  const [number] = (await once(server.stdio[3]!, 'data')) as [Buffer];
  return `:${number.toString().trim()}`;
}

/** Builds the shell where it is out of date, and returns the Electron that runs it. */
export async function electronProgram(): Promise<string> {
  await buildShell(ROOT, () => undefined);
  const version = readFileSync(join(RUNTIME, 'version'), 'utf8').trim();
  const home = join(ROOT, 'node_modules', '.cache', 'electron-home', version);
  return join(linkElectronHome(RUNTIME, join(ROOT, 'dist', 'electron', 'main.js'), home), 'electron');
}

/** The words and the environment to start the shell with, on the fixture's page and under this Node. */
export async function startWords({ folder, env = {} }: StartOptions) {
  return {
    // A camera that is not there would hide that one is refused.
    args: [...(isRoot ? ['--no-sandbox'] : []), '--use-fake-device-for-media-stream', '--data', folder],
    env: {
      ...(process.env as Record<string, string>),
      DISPLAY: await openDisplay(),
      REGISTER_NODE: NODE,
      GUITAI_RENDERER: FIXTURE,
      ...env,
    },
  };
}

/** Once in some thirty starts Playwright misses the program's first page, and waits for it; then the program is started again. */
export async function launchElectron(
  options: Parameters<typeof _electron.launch>[0],
): Promise<ElectronApplication> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await _electron.launch({ ...options, timeout: LAUNCH_TIMEOUT_MS });
    } catch (error) {
      if (!(error instanceof errors.TimeoutError) || attempt === LAUNCHES_MAX) throw error;
    }
  }
}

/** Starts the shell and waits until its page is there; it is ended after the tests of the file. */
export async function startShell(options: StartOptions): Promise<Shell> {
  const executablePath = await electronProgram();
  const app = await launchElectron({ executablePath, ...(await startWords(options)) });
  const { pid } = app.process();
  // Playwright's own end waits for a program that may be stuck.
  clearLater(() => void (pid !== undefined && endProcess(pid)));
  return { app, page: await app.firstWindow() };
}

/** What a test's own window differs in from the counter's. */
interface Preferences {
  readonly nodeIntegrationInSubFrames?: boolean;
}

/** Opens another window on the page, with the shell's bridge. */
export async function openWindow({ app }: Shell, preferences: Preferences = {}): Promise<Page> {
  const webPreferences = {
    preload: join(ROOT, 'dist', 'electron', 'preload.js'),
    sandbox: true,
    ...preferences,
  };
  const [opened] = await Promise.all([
    app.waitForEvent('window'),
    app.evaluate(({ BrowserWindow }, given) => {
      void new BrowserWindow({ webPreferences: given }).loadURL('guitai://app/');
    }, webPreferences),
  ]);
  return opened;
}

/** Waits until the page has heard of this many ports in all, and the last of them answers. */
export async function awaitPort(page: Page, count = 1): Promise<void> {
  await page.waitForFunction((least) => globalThis.till?.heard.ports.length >= least, count);
  await page.evaluate(() => globalThis.till.call('till/status'));
}

export function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Waits until a process is gone, however long it takes: the test's own time limit ends a wait that is for ever. */
export async function awaitEnd(pid: number): Promise<'gone'> {
  while (existsSync(`/proc/${pid}`)) await setTimeout(10);
  return 'gone';
}

export async function exitCodeOf(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

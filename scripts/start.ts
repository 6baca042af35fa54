import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildShell } from './build-electron.ts';
import { buildScreens } from './build.ts';
import { linkElectronHome } from './electron-home.ts';
import { findElectron } from './electron-runtime.ts';

// `npm start -- [--data DIR] [--browser] [--no-open] [--port N]`: builds what is out of date, stocks the demo shop where
// it is new, and opens the register: in Electron where its program can be had, else in an app window of the machine's
// browser, else by saying the address.

interface StartOptions {
  /** Null opens the demo shop. */
  readonly folder: string | null;
  readonly isBrowserWanted: boolean;
  /** Options that only the browser host has. */
  readonly hostOptions: readonly string[];
}

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** An Electron that ends this soon with an error could not start here, and the browser is tried. */
const STARTING_MS = 10_000;

const ENDINGS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let running: ChildProcess | null = null;
let isEnding = false;
for (const signal of ENDINGS) process.on(signal, end);

const options = readOptions();
process.exitCode = options ? await start(options) : 2;

async function start({ folder, isBrowserWanted, hostOptions }: StartOptions): Promise<number> {
  await buildScreens(root, say);
  const data = folder ?? (await stockDemoShop());
  if (data === null) return 1;
  const isShellWanted = !isBrowserWanted && hostOptions.length === 0 && hasDisplay();
  if (isShellWanted) {
    const exitCode = await startElectron(data);
    if (exitCode !== null) return exitCode;
  }
  const host = [join('register', 'host-browser', 'main.ts'), '--renderer', join(root, 'dist', 'renderer')];
  return run(process.execPath, [...host, '--data', data, ...hostOptions]);
}

function readOptions(): StartOptions | null {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string' },
        browser: { type: 'boolean', default: false },
        'no-open': { type: 'boolean', default: false },
        port: { type: 'string' },
      },
    });
    return {
      folder: values.data === undefined ? null : resolve(values.data),
      isBrowserWanted: values.browser,
      hostOptions: [
        ...(values['no-open'] ? ['--no-open'] : []),
        ...(values.port === undefined ? [] : ['--port', values.port]),
      ],
    };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return null;
  }
}

/** The demo shop's data folder, or null where it could not be made. It is made aside, so that there is a whole one or none. */
async function stockDemoShop(): Promise<string | null> {
  const folder = join(root, '.cache', 'demo-shop');
  if (existsSync(folder)) return folder;
  say('stocking the demo shop ...');
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  // What it answers names the folder that it is made in, and the sign-in screen shows the rest.
  const words = [join('register', 'cli', 'main.ts'), 'demo', '--data', fresh];
  const exitCode = await run(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (exitCode !== 0) return null;
  renameSync(fresh, folder);
  return folder;
}

/** Runs the desktop shell to its end; null where it cannot be had, or cannot start on this machine. */
async function startElectron(data: string): Promise<number | null> {
  const electron = await findElectron(root, say, run);
  if (electron === null) return null;
  await buildShell(root, say);
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const words = [...(isRoot ? ['--no-sandbox'] : []), '--data', data];
  const home = join(root, 'node_modules', '.cache', 'electron-home', electron.version);
  linkElectronHome(electron.dist, join(root, 'dist', 'electron', 'main.js'), home);
  const env = electron.needsNode ? { REGISTER_NODE: process.execPath, ...process.env } : process.env;
  const startMs = performance.now();
  const exitCode = await run(join(home, electron.program), words, { env });
  if (exitCode === 0 || performance.now() - startMs > STARTING_MS) return exitCode;
  say('Electron does not start on this machine; the register opens in a browser.');
  return null;
}

/** Runs a program to its end, with this process's own input and output unless said otherwise; its exit code. */
function run(program: string, words: readonly string[], how: SpawnOptions = {}): Promise<number> {
  return new Promise((settle) => {
    const child = spawn(program, words, { cwd: root, stdio: 'inherit', ...how });
    running = child;
    const leave = (exitCode: number): void => {
      running = null;
      // What it was to be followed by is not wanted any more.
      if (isEnding) process.exit(exitCode);
      settle(exitCode);
    };
    child.once('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      leave(1);
    });
    child.once('exit', (code) => leave(code ?? 1));
  });
}

/** What runs ends first, in its own order, and this process after it. */
function end(signal: NodeJS.Signals): void {
  isEnding = true;
  if (running) running.kill(signal);
  else process.exit(1);
}

/** Linux may have no screen; elsewhere there is always one. */
function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY);
}

function say(sentence: string): void {
  process.stdout.write(`guitai: ${sentence}\n`);
}

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Machine } from './find-browser.ts';

/** The browser that was started to show the register. */
export interface AppWindow {
  /** Resolves when its process is gone; with false where it could not be started, or ended with an error. */
  readonly gone: Promise<boolean>;
  close(): void;
}

/** The window of the counter's design, on a store PC's usual screen. */
const WINDOW_SIZE = '1366,768';

/** Opens an address in a window without tabs or an address bar, with a profile of its own that shares nothing. */
export function openAppWindow(browser: string, address: string, folder: string, machine: Machine): AppWindow {
  const child = spawn(browser, appWindowOptions(browser, address, folder, machine), { stdio: 'ignore' });
  return {
    gone: new Promise((resolve) => {
      child.once('error', () => resolve(false)).once('exit', (code) => resolve(code === 0));
    }),
    close: () => void child.kill(),
  };
}

/** The options of Chrome and its kin; what is switched off would ask the cashier something, or the network. */
export function appWindowOptions(
  browser: string,
  address: string,
  folder: string,
  machine: Machine,
): readonly string[] {
  const isRoot = machine.platform === 'linux' && process.getuid?.() === 0;
  return [
    `--app=${address}`,
    `--user-data-dir=${profileFolder(browser, folder, machine)}`,
    `--window-size=${WINDOW_SIZE}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-features=Translate,MediaRouter',
    '--disable-extensions',
    '--disable-sync',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    '--password-store=basic',
    // Chromium's sandbox cannot be set up by root; --test-type takes away the bar that says so over the counter.
    ...(isRoot ? ['--no-sandbox', '--test-type'] : []),
  ];
}

/** In the data folder's cache; but a snap may not write into hidden folders, where a data folder usually is. */
function profileFolder(browser: string, folder: string, { home }: Machine): string {
  if (!browser.startsWith('/snap/')) return join(folder, 'cache', 'browser');
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return join(home, 'snap', 'chromium', 'common', `guitai-${name}`);
}

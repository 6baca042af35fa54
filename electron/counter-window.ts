import { BrowserWindow, nativeTheme } from 'electron';
import { join } from 'node:path';
import { isTestable } from './build-flags.ts';
import { isOwnPage, PAGE_ADDRESS } from './page-address.ts';
import type { ShellLog } from './shell-log.ts';
import { keepWindowState, readWindowState } from './window-state.ts';

/** The smallest that the screens are drawn for, less what a window's frame takes. */
const MIN_WIDTH = 1000;
const MIN_HEIGHT = 640;
/** The surfaces of renderer/look/tokens.css, so that nothing flashes before the page is painted. */
export const SURFACES = { light: '#FFFFFF', dark: '#14171C' } as const;
/** A page that hangs this long is loaded again; nothing is lost by it, since the service holds the basket. */
const HANG_MAX_MS = 8_000;
const CRASH_PAUSES_MS = [0, 500, 2_000, 10_000];
const CALM_AFTER_MS = 60_000;

/** Opens the counter's window, shown once it is painted. */
export function openCounterWindow(built: string, stateFile: string, log: ShellLog): BrowserWindow {
  const state = readWindowState(stateFile);
  const window = new BrowserWindow({
    ...state.bounds,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    show: false,
    title: 'Guitai 柜台',
    autoHideMenuBar: true,
    backgroundColor: SURFACES[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
    webPreferences: {
      preload: join(built, 'electron', 'preload.js'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      // A till that is behind another window still gets scans.
      backgroundThrottling: false,
      devTools: isTestable(),
    },
  });
  window.once('ready-to-show', () => (state.isMaximized ? window.maximize() : window.show()));
  keepWindowState(window, stateFile);
  keepPageAlive(window, log);
  void window.loadURL(PAGE_ADDRESS);
  return window;
}

/** Loads the page again when its process dies or hangs, at once, then ever later, and when another took its place. */
function keepPageAlive(window: BrowserWindow, log: ShellLog): void {
  const page = window.webContents;
  let crashes = 0;
  let calm: NodeJS.Timeout | undefined;
  let hang: NodeJS.Timeout | undefined;
  page.on('render-process-gone', (_event, { reason }) => {
    if (window.isDestroyed()) return;
    log.error(`page gone: ${reason}`);
    const pauseMs = CRASH_PAUSES_MS[Math.min(crashes, CRASH_PAUSES_MS.length - 1)] ?? 0;
    crashes += 1;
    clearTimeout(calm);
    calm = setTimeout(() => (crashes = 0), CALM_AFTER_MS);
    setTimeout(() => !window.isDestroyed() && void window.loadURL(PAGE_ADDRESS), pauseMs);
  });
  // A blank page needs nothing from anywhere, so nobody is asked before it is shown.
  page.on('did-navigate', (_event, address) => {
    if (!isOwnPage(address)) void window.loadURL(PAGE_ADDRESS);
  });
  page.on('unresponsive', () => {
    log.warn('page hangs');
    hang = setTimeout(() => page.forcefullyCrashRenderer(), HANG_MAX_MS);
  });
  page.on('responsive', () => clearTimeout(hang));
  window.once('closed', () => {
    clearTimeout(calm);
    clearTimeout(hang);
  });
}

import { BrowserWindow, ipcMain, nativeTheme, screen, type BrowserWindowConstructorOptions } from 'electron';
import { SURFACES } from './counter-window.ts';
import { DISPLAY_ADDRESS } from './page-address.ts';
import { isFromPage } from './page-ports.ts';
import { isTestable } from './build-flags.ts';
import type { ShellLog } from './shell-log.ts';

/** Where there is no second monitor, somebody is only looking at what it would be. */
const WINDOW_SIZE = { width: 1024, height: 768 } as const;
const LOAD_AGAIN_MS = 1_000;

/**
 * Opens and closes the customer's window as the counter's page asks, and closes it with the counter's. It has no bridge: what
 * it shows it hears from the counter's page, which is of its origin.
 */
export function serveCustomerDisplay(counter: BrowserWindow, log: ShellLog): void {
  let display: BrowserWindow | null = null;

  function open(): void {
    if (display) return;
    const window = openDisplayWindow(counter);
    display = window;
    window.once('closed', () => {
      if (display === window) display = null;
    });
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      log.error(`customer display gone: ${reason}`);
      setTimeout(() => !window.isDestroyed() && void window.loadURL(DISPLAY_ADDRESS), LOAD_AGAIN_MS);
    });
  }

  /** A monitor came or went: the window must never lie over the counter's. */
  function openElsewhere(): void {
    if (!display) return;
    display.destroy();
    display = null;
    open();
  }

  ipcMain.on('customer-display', (event, isWanted: unknown) => {
    if (!isFromPage(event) || event.sender !== counter.webContents) return;
    if (isWanted === true) open();
    else display?.close();
  });
  screen.on('display-added', openElsewhere).on('display-removed', openElsewhere);
  counter.once('closed', () => {
    screen.off('display-added', openElsewhere).off('display-removed', openElsewhere);
    display?.destroy();
  });
}

/** Fills the second monitor where there is one. It never takes the keys: a scanner's are the counter's. */
function openDisplayWindow(counter: BrowserWindow): BrowserWindow {
  const window = new BrowserWindow({
    ...placeBeside(counter),
    show: false,
    title: 'Guitai 柜台',
    autoHideMenuBar: true,
    backgroundColor: SURFACES[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      backgroundThrottling: false,
      devTools: isTestable(),
    },
  });
  window.once('ready-to-show', () => window.showInactive());
  void window.loadURL(DISPLAY_ADDRESS);
  return window;
}

function placeBeside(counter: BrowserWindow): BrowserWindowConstructorOptions {
  const own = screen.getDisplayMatching(counter.getBounds());
  const second = screen.getAllDisplays().find(({ id }) => id !== own.id);
  if (!second) return WINDOW_SIZE;
  return { ...second.bounds, fullscreen: true, frame: false, focusable: false };
}

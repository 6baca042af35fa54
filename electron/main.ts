import { app, BrowserWindow, ipcMain, Menu, MessageChannelMain } from 'electron';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import manifest from '../package.json' with { type: 'json' };
import { clientOfPort } from '../register/host/port-client.ts';
import { superviseService, type Supervisor } from '../register/host/service-supervisor.ts';
import { isTestable } from './build-flags.ts';
import { openCounterWindow } from './counter-window.ts';
import { serveCustomerDisplay } from './display-window.ts';
import { isFromPage, servePages } from './page-ports.ts';
import { registerPageScheme, servePageFiles } from './page-protocol.ts';
import { startShellService, type ShellService } from './service-child.ts';
import { openShellLog, type ShellLog } from './shell-log.ts';
import { readShellOptions } from './shell-options.ts';
import { readUpdateSettings } from './update-settings.ts';
import { noUpdates, watchUpdates, type Updates } from './updates.ts';
import { guardWeb } from './web-guards.ts';

// The desktop program: one window, the service in a process of its own, and nothing that sells in this one.

const BUILT = dirname(dirname(fileURLToPath(import.meta.url)));
/** How long the till may take to say whether a shift is open. */
const STATUS_TIMEOUT_MS = 1_000;

app.setName('Guitai');
const options = readShellOptions(BUILT, process.argv.slice(1));
const ownFolder = join(options.dataFolder, 'shell');
// Whoever comes first makes the data folder, with its owner's rights only.
mkdirSync(ownFolder, { recursive: true, mode: 0o700 });
// The browser's files, and with them the lock of the single instance, belong to the till, not to the user.
app.setPath('userData', ownFolder);
app.setPath('sessionData', join(ownFolder, 'browser'));
registerPageScheme();
if (!isTestable()) forbidDebugging();
if (app.requestSingleInstanceLock()) run();
else app.exit();

function run(): void {
  const log = openShellLog(options.dataFolder);
  log.info(`shell ${manifest.version} on Electron ${process.versions.electron}`);
  Menu.setApplicationMenu(process.platform === 'darwin' ? macMenu() : null);
  app.on('window-all-closed', () => app.quit());
  // Before Electron is ready a `utilityProcess` ends the program. Another Node must be started before: a process that is forked
  // while Chromium starts its own inherits the ends of their channels, and a page then waits for as long as it lives.
  const early = options.node === null ? null : superviseShellService();
  void app.whenReady().then(() => start(log, early ?? superviseShellService()));
}

interface Supervised {
  readonly supervisor: Supervisor;
  /** The service that was started last. */
  readonly service: () => ShellService;
}

function superviseShellService(): Supervised {
  let service: ShellService;
  const supervisor = superviseService(() => (service = startShellService(options)));
  return { supervisor, service: () => service };
}

function start(log: ShellLog, { supervisor, service }: Supervised): void {
  servePages({ supervisor, service, log });
  endInOrder(supervisor, startUpdates(supervisor, service, log));
  guardWeb(log);
  servePageFiles(options.rendererFolder);
  const counter = openCounterWindow(BUILT, join(ownFolder, 'window.json'), log);
  serveCustomerDisplay(counter, log);
  app.on('second-instance', () => bringForward(counter));
}

/** Begins to look for updates where this is an installed program and IT said where from. */
function startUpdates(supervisor: Supervisor, service: () => ShellService, log: ShellLog): Updates {
  const settings = readUpdateSettings(options.machineFolder, isTestable());
  if (settings === 'unreadable') log.error('updates.json is not understood: no updates');
  if (!app.isPackaged || settings === 'off' || settings === 'unreadable') return noUpdates;
  const updates = watchUpdates(settings, {
    log,
    isShiftOpen: () => askShiftOpen(supervisor, service()),
    stopService: () => supervisor.stop(),
    tell: (state) => {
      for (const window of BrowserWindow.getAllWindows()) window.webContents.send('update-state', state);
    },
  });
  ipcMain.on('connect', (event) => {
    if (isFromPage(event)) event.sender.send('update-state', updates.current());
  });
  ipcMain.on('install-update', (event) => {
    if (isFromPage(event)) void updates.install();
  });
  return updates;
}

/** A second start brings the first one's window to the front. */
function bringForward(counter: BrowserWindow): void {
  if (counter.isDestroyed()) return;
  if (counter.isMinimized()) counter.restore();
  counter.focus();
}

/** Ends the service, its log folded in, before the program: nobody is asked, nothing is lost. */
function endInOrder(supervisor: Supervisor, updates: Updates): void {
  let isEnded = false;
  let isEnding = false;
  const end = async (): Promise<void> => {
    await updates.prepareQuit();
    await supervisor.stop();
    isEnded = true;
    app.quit();
  };
  app.on('before-quit', (event) => {
    if (isEnded) return;
    event.preventDefault();
    if (isEnding) return;
    isEnding = true;
    for (const window of BrowserWindow.getAllWindows()) window.hide();
    void end();
  });
}

/** Asks the till whether a shift is open; null when it does not say in time. */
async function askShiftOpen(supervisor: Supervisor, service: ShellService): Promise<boolean | null> {
  if (supervisor.current().state !== 'ready') return null;
  const { port1, port2 } = new MessageChannelMain();
  service.connect(port1);
  port2.start();
  const timeout = new Promise<null>((resolve) => setTimeout(resolve, STATUS_TIMEOUT_MS, null));
  const status = clientOfPort(port2)
    .till.status()
    .catch(() => null);
  const answered = await Promise.race([status, timeout]);
  port2.close();
  return answered?.ok ? answered.value.shift !== null : null;
}

/** A shipped program is not to be opened from outside by whoever may start it. */
function forbidDebugging(): void {
  for (const name of ['remote-debugging-port', 'remote-debugging-pipe', 'remote-debugging-address']) {
    app.commandLine.removeSwitch(name);
  }
}

/** On a Mac the keys for copying and pasting are the menu's. */
function macMenu(): Menu {
  return Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }]);
}

import { autoUpdater } from 'electron-updater';
import type { ShellLog } from './shell-log.ts';
import type { UpdateSettings } from './update-settings.ts';

/** What a page is told of updates. */
export type UpdateState =
  | { readonly state: 'none' | 'failed' }
  | { readonly state: 'downloading' | 'ready'; readonly version: string }
  /** Somebody asked for it while a shift was open, or while the till could not say. */
  | { readonly state: 'waiting-for-shift'; readonly version: string };

export interface Updates {
  readonly current: () => UpdateState;
  /** Puts a downloaded update in and starts the program again, unless a shift is open. */
  install(): Promise<void>;
  /** Says, as the program ends, whether what was downloaded may be put in then. */
  prepareQuit(): Promise<void>;
}

interface Surroundings {
  readonly log: ShellLog;
  /** Whether the till has an open shift; null when it cannot say. */
  readonly isShiftOpen: () => Promise<boolean | null>;
  readonly tell: (state: UpdateState) => void;
  /** Ends the service before the program is replaced. */
  readonly stopService: () => Promise<void>;
}

const CHECK_EVERY_MS = 86_400_000;

/** Without settings of IT's nothing is asked of any server. */
export const noUpdates: Updates = {
  current: () => ({ state: 'none' }),
  install: () => Promise.resolve(),
  prepareQuit: () => Promise.resolve(),
};

/** Looks for updates now and daily, and downloads them quietly. They are put in when asked for, never during a shift. */
export function watchUpdates(settings: UpdateSettings, surroundings: Surroundings): Updates {
  const { log, isShiftOpen, tell, stopService } = surroundings;
  let state: UpdateState = { state: 'none' };
  const change = (next: UpdateState): void => {
    state = next;
    tell(next);
  };
  autoUpdater.logger = null;
  autoUpdater.disableWebInstaller = true;
  autoUpdater.autoDownload = true;
  autoUpdater.autoInstallOnAppQuit = settings.install === 'on-quit';
  autoUpdater.setFeedURL({ provider: 'generic', url: settings.url });
  autoUpdater.on('update-available', ({ version }) => change({ state: 'downloading', version }));
  autoUpdater.on('update-not-available', () => change({ state: 'none' }));
  autoUpdater.on('update-downloaded', ({ version }) => {
    log.info(`update ${version} downloaded`);
    change({ state: 'ready', version });
  });
  autoUpdater.on('error', (error) => {
    log.warn(`update failed: ${error.name}`);
    change({ state: 'failed' });
  });
  const check = (): void => {
    // What is downloaded already waits; its failures come as `error` too.
    if (!('version' in state)) autoUpdater.checkForUpdates().catch(() => undefined);
  };
  check();
  setInterval(check, CHECK_EVERY_MS).unref();

  return {
    current: () => state,
    async install() {
      if (state.state !== 'ready' && state.state !== 'waiting-for-shift') return;
      const { version } = state;
      if ((await isShiftOpen()) !== false) return change({ state: 'waiting-for-shift', version });
      log.info(`update ${version} is put in`);
      await stopService();
      autoUpdater.quitAndInstall(true, true);
    },
    async prepareQuit() {
      if (!autoUpdater.autoInstallOnAppQuit || !('version' in state)) return;
      autoUpdater.autoInstallOnAppQuit = (await isShiftOpen()) === false;
    },
  };
}

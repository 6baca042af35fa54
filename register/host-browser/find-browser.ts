import { accessSync, constants } from 'node:fs';
import { delimiter, posix, win32 } from 'node:path';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** What browsers that have app windows are called on a PATH, the likeliest to be kept up to date first. */
const PROGRAMS = [
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'chromium',
  'chromium-browser',
];
const LINUX_FOLDERS = [
  '/usr/bin',
  '/usr/local/bin',
  '/opt/google/chrome',
  '/opt/microsoft/msedge',
  '/snap/bin',
];
const WINDOWS_PROGRAMS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe',
];
const MAC_PROGRAMS = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The Chrome, Edge or Chromium of a machine, or null. `GUITAI_BROWSER` names another that takes the same
 * options.
 */
export function findBrowser(machine: Machine, isProgram: (path: string) => boolean = canRun): string | null {
  const named = machine.env['GUITAI_BROWSER'];
  if (named !== undefined && named !== '') return isProgram(named) ? named : null;
  return browserPlaces(machine).find(isProgram) ?? null;
}

/** Where the browsers' own installers put them, and the PATH. */
export function browserPlaces({ platform, env, home }: Machine): readonly string[] {
  if (platform === 'win32') {
    const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']];
    return WINDOWS_PROGRAMS.flatMap((program) =>
      roots.flatMap((root) => (root === undefined ? [] : [win32.join(root, program)])),
    );
  }
  if (platform === 'darwin') {
    const roots = ['/Applications', posix.join(home, 'Applications')];
    return MAC_PROGRAMS.flatMap((program) => roots.map((root) => posix.join(root, program)));
  }
  const folders = [
    ...(env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== ''),
    ...LINUX_FOLDERS,
  ];
  return PROGRAMS.flatMap((program) => folders.map((folder) => posix.join(folder, program)));
}

/** Whether a window can be shown at all: on Linux a program may run with no screen, elsewhere there is always one. */
export function hasDisplay({ platform, env }: Machine): boolean {
  return platform === 'win32' || platform === 'darwin' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // Not there, or not ours to run: either way the next place is looked at.
  }
}

import { describe, expect, test } from 'vitest';
import { appWindowOptions } from '../../../register/host-browser/app-window.ts';
import {
  browserPlaces,
  findBrowser,
  hasDisplay,
  type Machine,
} from '../../../register/host-browser/find-browser.ts';

const windows: Machine = {
  platform: 'win32',
  env: {
    ProgramFiles: 'C:\\Program Files',
    'ProgramFiles(x86)': 'C:\\Program Files (x86)',
    LOCALAPPDATA: 'C:\\Users\\shop\\AppData\\Local',
  },
  home: 'C:\\Users\\shop',
};
const mac: Machine = { platform: 'darwin', env: {}, home: '/people/shop' };
const linux: Machine = {
  platform: 'linux',
  env: { PATH: '/people/shop/bin:/usr/bin' },
  home: '/people/shop',
};

function onlyAt(...paths: string[]): (path: string) => boolean {
  return (path) => paths.includes(path);
}

describe('the browser of a machine', () => {
  test('is found where the installers of each system put it', () => {
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    const chrome = 'C:\\Users\\shop\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe';
    expect(findBrowser(windows, onlyAt(edge))).toBe(edge);
    expect(findBrowser(windows, onlyAt(edge, chrome))).toBe(chrome);
    const own = '/people/shop/Applications/Chromium.app/Contents/MacOS/Chromium';
    expect(findBrowser(mac, onlyAt(own))).toBe(own);
    expect(findBrowser(linux, onlyAt('/usr/bin/chromium', '/snap/bin/chromium'))).toBe('/usr/bin/chromium');
    expect(findBrowser(linux, onlyAt('/opt/google/chrome/google-chrome'))).toBe(
      '/opt/google/chrome/google-chrome',
    );
  });

  test('is none where there is none, and nothing is looked for in the current folder', () => {
    expect(findBrowser(linux, () => false)).toBeNull();
    expect(browserPlaces({ ...linux, env: { PATH: ':' } }).every((path) => path.startsWith('/'))).toBe(true);
  });

  test('is the named one, or none where that does not run', () => {
    const named = { ...linux, env: { ...linux.env, GUITAI_BROWSER: '/opt/kiosk' } };
    expect(findBrowser(named, onlyAt('/opt/kiosk', '/usr/bin/chromium'))).toBe('/opt/kiosk');
    expect(findBrowser(named, onlyAt('/usr/bin/chromium'))).toBeNull();
  });
});

describe('a display', () => {
  test('is there on Windows and macOS, on Linux when its variables say so', () => {
    expect([windows, mac, linux].map(hasDisplay)).toEqual([true, true, false]);
    expect(hasDisplay({ ...linux, env: { DISPLAY: ':0' } })).toBe(true);
    expect(hasDisplay({ ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBe(true);
    expect(hasDisplay({ ...linux, env: { DISPLAY: '' } })).toBe(false);
  });
});

describe('the window', () => {
  const address = 'http://127.0.0.1:1/?ticket=x';

  test('shows nothing but the register, with a profile of its own in the data folder', () => {
    const options = appWindowOptions('/usr/bin/chromium', address, '/data/till', linux);
    expect(options).toContain(`--app=${address}`);
    expect(options).toContain('--user-data-dir=/data/till/cache/browser');
    expect(options).toContain('--window-size=1366,768');
    expect(options).toContain('--no-first-run');
  });

  test('has its profile where a snap may write, when the browser is one', () => {
    const options = appWindowOptions(
      '/snap/bin/chromium',
      address,
      '/people/shop/.local/share/guitai',
      linux,
    );
    expect(options).toContainEqual(
      expect.stringMatching(/^--user-data-dir=\/people\/shop\/snap\/chromium\/common\/guitai-[0-9a-f]{16}$/),
    );
  });
});

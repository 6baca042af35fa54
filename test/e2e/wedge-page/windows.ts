import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { chromium, type Page } from 'playwright-core';
import { build, preview } from 'vite';
import { findBrowser } from '../../../register/host-browser/find-browser.ts';
import { createFolder, electronHere, startShell } from '../../electron/shell.ts';
import { NO_NETWORK } from '../shell.ts';

/** The page of this folder in a window of its own. */
export interface PageWindow {
  readonly page: Page;
  close(): Promise<void>;
}

/** A program whose windows the page can be shown in. */
export interface WindowMaker {
  readonly name: string;
  readonly isThere: boolean;
  /** Why it cannot be had here. */
  readonly lack: string;
  open(): Promise<PageWindow>;
}

const browser = findBrowser({ platform: process.platform, env: process.env, home: homedir() });

const inChromium: WindowMaker = {
  name: 'Chromium',
  isThere: browser !== null,
  lack: 'no Chrome, Edge or Chromium on this machine',
  async open() {
    const site = await preview({
      configFile: false,
      logLevel: 'error',
      build: { outDir: await buildPage() },
      preview: { host: '127.0.0.1', port: 0 },
    });
    const args = ['--no-sandbox', '--disable-background-networking', '--disable-component-update'];
    const program = await chromium.launch({
      executablePath: browser!,
      args: [...args, '--disable-sync', ...NO_NETWORK],
    });
    const page = await program.newPage();
    await page.goto(site.resolvedUrls!.local[0]!);
    return {
      page,
      async close() {
        await program.close();
        await site.close();
      },
    };
  },
};

/** The desktop program's own window, with its bridge and its guards, and this page for its screens. */
const inElectron: WindowMaker = {
  name: 'Electron',
  ...electronHere,
  async open() {
    const { app, page } = await startShell({
      folder: createFolder(),
      env: { GUITAI_RENDERER: await buildPage() },
    });
    return { page, close: () => app.close() };
  },
};

export const windowMakers = [inChromium, inElectron];

let built: Promise<string> | undefined;

/** The folder of the built page, gone after the tests of the file. */
function buildPage(): Promise<string> {
  built ??= buildInto(createFolder());
  return built;
}

async function buildInto(outDir: string): Promise<string> {
  await rm(outDir, { recursive: true });
  await build({ root: import.meta.dirname, configFile: false, logLevel: 'error', build: { outDir } });
  return outDir;
}

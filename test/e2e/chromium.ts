import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, onTestFinished } from 'vitest';
import { findBrowser } from '../../register/host-browser/find-browser.ts';
import { describeIf } from '../skip.ts';
import { NO_NETWORK, type Shell } from './shell.ts';
import { endProcess } from '../electron/shell.ts';
import { keepPreferences } from './preferences.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const HOST = join(ROOT, 'register/host-browser/main.ts');
const SCREENS = join(ROOT, 'dist/renderer');

const program = findBrowser({ platform: process.platform, env: process.env, home: homedir() });

let browser: Promise<Browser> | undefined;

/** The register in a browser, through the browser host. The browser is one for a file of tests; each test has its own profile. */
export const chromiumShell: Shell = {
  name: 'Chromium',
  isThere: program !== null,
  lack: 'no Chrome, Edge or Chromium on this machine',
  async start(options) {
    const host = startHost(options.folder);
    const [address, running] = await Promise.all([host.address, openBrowser()]);
    const context = await running.newContext({ viewport: options.size, hasTouch: true });
    await keepPreferences(context, options);
    const page = await context.newPage();
    await page.goto(address);
    const pid = host.child.pid!;
    return {
      page,
      processIds: () => [pid],
      async kill() {
        endProcess(pid);
        await context.close();
      },
      async close() {
        await context.close();
        const gone = once(host.child, 'exit');
        host.child.kill('SIGTERM');
        await gone;
      },
    };
  },
};

/** Suites that need a page of a browser, and nothing of the program. */
export const describeChromium = describeIf(chromiumShell.isThere, chromiumShell.lack);

/** A blank page, gone with its test. */
export async function openPage(): Promise<Page> {
  const page = await (await openBrowser()).newPage({ viewport: { width: 1024, height: 768 } });
  onTestFinished(() => page.close());
  return page;
}

function openBrowser(): Promise<Browser> {
  browser ??= launchBrowser();
  return browser;
}

async function launchBrowser(): Promise<Browser> {
  const launched = await chromium.launch({
    executablePath: program!,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...NO_NETWORK,
    ],
  });
  afterAll(() => launched.close());
  return launched;
}

function startHost(folder: string): { readonly child: ChildProcess; readonly address: Promise<string> } {
  const words = [HOST, '--data', folder, '--no-open', '--renderer', SCREENS];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  return { child, address: readAddress(child) };
}

/** The address that admits once stands in what the host says to whoever started it. */
async function readAddress({ stdout }: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: stdout! })) {
    const [address] = /http:\/\/\S+/.exec(line) ?? [];
    if (address) return address;
  }
  throw new Error('the host ended without an address');
}

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, inject, onTestFinished } from 'vitest';
import type { Language } from '../../domain/text/language.ts';
import { findService } from '../../register/service/service-file.ts';
import { describeIf } from '../skip.ts';
import { chromiumShell } from './chromium.ts';
import { electronShell } from './electron.ts';
import type { DemoFolders } from './global-setup.ts';
import { handsAt, type Hands } from './hands.ts';
import type { Running, Shell, StartOptions } from './shell.ts';

/** A program that a test runs, on a data folder of its own. */
export interface App extends Running {
  readonly folder: string;
  readonly language: Language;
  readonly hands: Hands;
  /** Ends the service as a crash would, and nothing else. */
  killService(): void;
  /** Starts the program again on the same data, as after a power cut or the night. */
  startAgain(): Promise<App>;
}

interface Wishes extends Partial<Omit<StartOptions, 'folder'>> {
  readonly shop?: keyof DemoFolders;
}

/** Starts the program for the test that runs; it is ended, and its data gone, with the test. */
export type Start = (wishes?: Wishes) => Promise<App>;

/** Much longer than anything here takes; then the test says what it waited for. */
const PATIENCE_MS = 15_000;
const DESIGNED_SIZE = { width: 1366, height: 768 };

/** The same tests in each shell that this machine can run; the others are skipped aloud. */
export function describeShells(name: string, body: (start: Start) => void): void {
  describe.each([chromiumShell, electronShell])(`in $name`, (shell) => {
    describeIf(shell.isThere, shell.lack)(name, () => body((wishes) => startOn(shell, wishes)));
  });
}

async function startOn(shell: Shell, { shop = 'open', ...wishes }: Wishes = {}): Promise<App> {
  const folder = mkdtempSync(join(tmpdir(), 'guitai-whole-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  cpSync(inject('demoFolders')[shop], folder, { recursive: true });
  return run(shell, { folder, language: 'en', theme: 'light', size: DESIGNED_SIZE, ...wishes });
}

async function run(shell: Shell, options: StartOptions): Promise<App> {
  const running = await shell.start(options);
  const { folder, language } = options;
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await tellScreen(running.page);
    await running.kill();
  });
  running.page.setDefaultTimeout(PATIENCE_MS);
  return {
    ...running,
    folder,
    language,
    hands: await handsAt(running.page),
    killService() {
      const service = findService(folder);
      if (!service) throw new Error('no service runs');
      process.kill(service.pid, 'SIGKILL');
    },
    startAgain: () => run(shell, options),
  };
}

/** What was on the screen when a test failed. */
async function tellScreen(page: Page): Promise<void> {
  const screen = await page.locator('body').ariaSnapshot({ timeout: 2_000 }).catch(String);
  console.log(screen);
}

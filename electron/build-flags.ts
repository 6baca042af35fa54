import { app } from 'electron';

/** Set by scripts/build-electron.ts: whether this program was packaged for tests. */
declare const GUITAI_TEST_BUILD: boolean;

/** Whether variables and switches that a developer or a test needs are honoured: never in a program that is shipped. */
export function isTestable(): boolean {
  return !app.isPackaged || GUITAI_TEST_BUILD;
}

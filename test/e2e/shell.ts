import type { Page } from 'playwright-core';
import type { Language } from '../../domain/text/language.ts';

/** How a program is started. */
export interface StartOptions {
  readonly folder: string;
  readonly language: Language;
  readonly theme: 'light' | 'dark';
  readonly size: { readonly width: number; readonly height: number };
}

/** The whole program as it runs: the page, and the processes behind it. */
export interface Running {
  readonly page: Page;
  /** The processes of the program that stay while it runs, without the service; the first is the one that was started. */
  readonly processIds: () => readonly number[];
  /** Ends all of it as a power cut would. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** One way of running the program. */
export interface Shell {
  readonly name: string;
  readonly isThere: boolean;
  /** Why it cannot be run here. */
  readonly lack: string;
  start(options: StartOptions): Promise<Running>;
}

/** Every browser is told to send what is not for this machine to a port where nobody listens. */
export const NO_NETWORK = [
  '--proxy-server=http://127.0.0.1:9',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
] as const;

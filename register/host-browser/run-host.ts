import { resolve } from 'node:path';
import { hostText } from '../../domain/text/host-text.ts';
import { fillTemplate, type Language } from '../../domain/text/language.ts';
import { readRendererFiles, type RendererFile } from '../host/renderer-files.ts';
import { startServiceProcess } from '../host/service-process.ts';
import { superviseService } from '../host/service-supervisor.ts';
import { openAppWindow, type AppWindow } from './app-window.ts';
import { findBrowser, hasDisplay, type Machine } from './find-browser.ts';
import { askRunningHost, removeHostFile, writeHostFile } from './host-file.ts';
import { countPages, type PageCount } from './page-count.ts';
import { openWebServer, type WebServer } from './web-server.ts';

export interface HostOptions {
  readonly folder: string;
  /** The built screens. */
  readonly rendererFolder: string;
  /** Null takes the usual port, or any where that is taken. */
  readonly port: number | null;
  readonly isWindowWanted: boolean;
  readonly language: Language;
  readonly machine: Machine;
  /** Takes one sentence for the person who started the host. */
  readonly say: (sentence: string) => void;
  /** Fires when the host is told to end. */
  readonly ending: AbortSignal;
}

/** The same at every start, because the browser keeps what a screen remembers by the address's port. */
const USUAL_PORT = 47_824;
/** How long a browser may take until its page is there. */
const NO_PAGE_MS = 10_000;
/** A page that is loaded again is away for less. */
const RELOAD_MS = 1_500;

/**
 * Serves the register of a data folder to a browser on this machine, and opens a window of it, until the window is closed
 * or it is told to end. Where a host runs on the folder already, that one gets another window. Returns the exit code.
 */
export async function runHost(options: HostOptions): Promise<number> {
  const running = await askRunningHost(options.folder);
  if (running !== null) return openAnother(options, running);
  const files = readScreens(options);
  if (!files) return 1;
  const supervisor = superviseService(() => startServiceProcess({ folder: options.folder }));
  const pages = countPages();
  const server = await openOnPort(options, (port) => openWebServer({ files, supervisor, pages, port }));
  if (!server) {
    await supervisor.stop();
    return 1;
  }
  announce(options, server);
  const window = show(options, server.ticketAddress());
  await whenDone(options, window, pages, server.ticketAddress);
  window?.close();
  removeHostFile(options.folder);
  await Promise.all([supervisor.stop(), server.close()]);
  return 0;
}

function openAnother(options: HostOptions, address: string): number {
  if (show(options, address)) options.say(hostText[options.language].openedAgain);
  return 0;
}

function readScreens({
  rendererFolder,
  language,
  say,
}: HostOptions): ReadonlyMap<string, RendererFile> | null {
  try {
    return readRendererFiles(rendererFolder);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    say(fillTemplate(hostText[language].noScreens, { folder: rendererFolder, detail }));
    return null;
  }
}

async function openOnPort(
  { port, language, say }: HostOptions,
  open: (port: number) => Promise<WebServer>,
): Promise<WebServer | null> {
  try {
    return await open(port ?? USUAL_PORT);
  } catch (error) {
    if (!isPortRefused(error)) throw error;
    if (port === null) return open(0);
    say(fillTemplate(hostText[language].portTaken, { port }));
    return null;
  }
}

function isPortRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['EADDRINUSE', 'EACCES'].includes(String(error.code));
}

/** A folder that cannot be written to is the service's to refuse, which the page then shows. */
function announce({ folder, language, say }: HostOptions, { port, hostToken: token }: WebServer): void {
  try {
    writeHostFile(folder, { pid: process.pid, port, token });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    say(fillTemplate(hostText[language].hostUnseen, { folder: resolve(folder), detail }));
  }
}

/** Opens a window where there can be one; else says where the register is found, and returns null. */
function show(options: HostOptions, address: string): AppWindow | null {
  const { machine, language, folder, isWindowWanted, say } = options;
  const text = hostText[language];
  const isPossible = isWindowWanted && hasDisplay(machine);
  const browser = isPossible ? findBrowser(machine) : null;
  if (browser !== null) return openAppWindow(browser, address, resolve(folder), machine);
  const template = isPossible ? text.noBrowser : isWindowWanted ? text.noDisplay : text.addressOnly;
  say(fillTemplate(template, { address }));
  return null;
}

/** Resolves when the window that was opened is closed, or the host is told to end. */
async function whenDone(
  { ending, machine, language, say }: HostOptions,
  window: AppWindow | null,
  pages: PageCount,
  ticketAddress: () => string,
): Promise<void> {
  const told = new Promise<void>((end) => ending.addEventListener('abort', () => end(), { once: true }));
  if (ending.aborted) return;
  if (!window) return told;
  say(hostText[language].opened);
  // On macOS a browser stays when its last window is closed, so there its pages tell.
  const pagesGone = machine.platform === 'darwin' ? [pages.whenNone(NO_PAGE_MS, ending)] : [];
  const isWell = await Promise.race([window.gone, told, ...pagesGone]);
  // A browser that ran with this profile already takes the window over, and the process that was started ends well.
  if (isWell && !pages.wasOpened()) await pages.whenNone(NO_PAGE_MS, ending);
  if (pages.wasOpened()) return void (await pages.whenNone(RELOAD_MS, ending));
  if (ending.aborted) return;
  say(fillTemplate(hostText[language].browserFailed, { address: ticketAddress() }));
  return told;
}

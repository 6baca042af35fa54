import { ipcMain, MessageChannelMain, type IpcMainEvent, type WebContents } from 'electron';
import { shownState, type Supervisor } from '../register/host/service-supervisor.ts';
import { isOwnPage } from './page-address.ts';
import type { ShellService } from './service-child.ts';
import type { ShellLog } from './shell-log.ts';

interface Serving {
  readonly supervisor: Supervisor;
  /** The service that runs, which the supervisor started last. */
  readonly service: () => ShellService;
  readonly log: ShellLog;
}

/**
 * Hands every page that asks a port to the service, and another after each restart of it, unasked. Main itself carries no
 * call and reads none. What a page hears: `service-port` with the port, `service-gone`, `service-state`.
 */
export function servePages({ supervisor, service, log }: Serving): void {
  const pages = new Set<WebContents>();

  function handPort(page: WebContents): void {
    const { port1, port2 } = new MessageChannelMain();
    service().connect(port1);
    page.postMessage('service-port', null, [port2]);
  }

  function tellState(page: WebContents): void {
    page.send('service-state', shownState(supervisor.current()));
  }

  ipcMain.on('connect', (event) => {
    if (!isFromPage(event)) return log.warn('connect refused: not the page itself');
    const page = event.sender;
    if (!pages.has(page)) page.once('destroyed', () => pages.delete(page));
    pages.add(page);
    tellState(page);
    if (supervisor.current().state === 'ready') handPort(page);
  });

  let wasReady = false;
  supervisor.onChange(({ state }) => {
    const isReady = state === 'ready';
    for (const page of pages) {
      if (wasReady && !isReady) page.send('service-gone');
      tellState(page);
      if (isReady) handPort(page);
    }
    wasReady = isReady;
    log.info(`service ${state}`);
  });
}

/** Whether a message comes from the top of a window that shows our page, and from no frame inside it. */
export function isFromPage({ senderFrame, sender }: Pick<IpcMainEvent, 'senderFrame' | 'sender'>): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOwnPage(senderFrame.url);
}

import { app, session, type Session, type WebContents } from 'electron';
import { isTestable } from './build-flags.ts';
import { isOwnAddress, isOwnPage, PAGE_ADDRESS } from './page-address.ts';
import type { ShellLog } from './shell-log.ts';

/** Closes every way out of the screens: other pages, windows, frames, permissions, the network. Call when ready. */
export function guardWeb(log: ShellLog): void {
  guardSession(session.defaultSession, log);
  app.on('web-contents-created', (_event, contents) => guardContents(contents, log));
}

function guardContents(contents: WebContents, log: ShellLog): void {
  const refuse = (what: string) => (event: { preventDefault(): void; readonly url?: string }) => {
    // Loading the page again is the one navigation there is.
    if (what === 'navigation' && event.url !== undefined && isOwnPage(event.url)) return;
    event.preventDefault();
    log.warn(`${what} refused`);
  };
  contents.on('will-navigate', refuse('navigation'));
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) refuse('frame')(event);
  });
  contents.on('will-redirect', refuse('redirect'));
  contents.on('will-attach-webview', refuse('webview'));
  contents.setWindowOpenHandler(() => {
    log.warn('window refused');
    return { action: 'deny' };
  });
  void contents.on('did-finish-load', () => void contents.setVisualZoomLevelLimits(1, 1));
}

function guardSession(web: Session, log: ShellLog): void {
  web.setPermissionRequestHandler((_contents, permission, answer) => {
    log.warn(`permission refused: ${permission}`);
    answer(false);
  });
  web.setPermissionCheckHandler(
    (_contents, permission, origin) => permission === 'hid' && isOwnAddress(origin),
  );
  web.setDevicePermissionHandler(
    ({ deviceType, device, origin }) => deviceType === 'hid' && isOwnAddress(origin) && isScanner(device),
  );
  web.setSpellCheckerEnabled(false);
  web.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isLoadable(url) }));
  web.on('will-download', (event, item) => {
    // What the page itself made, such as a receipt as a PDF, may be saved; nothing is fetched.
    if (item.getURL().startsWith(`blob:${PAGE_ADDRESS}`)) return;
    event.preventDefault();
    log.warn('download refused');
  });
}

/**
 * A bar code scanner by its own description (USB HID Point of Sale Usage Tables 1.02): the one kind of device that the page may
 * open by itself.
 */
function isScanner(device: object): boolean {
  const collections = 'collections' in device && Array.isArray(device.collections) ? device.collections : [];
  return (collections as { usagePage?: number; usage?: number }[]).some(
    ({ usagePage, usage }) => usagePage === 0x8c && usage === 0x02,
  );
}

/** Whether an address may be loaded at all, whatever the page's own policy says: the second of two locks. */
function isLoadable(address: string): boolean {
  if (isOwnAddress(address)) return true;
  if (address.startsWith('data:') || address.startsWith(`blob:${PAGE_ADDRESS}`)) return true;
  return isTestable() && address.startsWith('devtools:');
}

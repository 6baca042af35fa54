import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { awaitPort, createFolder, describeElectron, startShell, type Shell } from './shell.ts';

describeElectron('the page in the shell', () => {
  let shell: Shell;
  let requests = 0;
  let web = '';

  beforeAll(async () => {
    const server = createServer((_request, response) => {
      requests += 1;
      response.end('<title>elsewhere</title>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    afterAll(() => void server.close());
    web = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    shell = await startShell({ folder: createFolder() });
    await awaitPort(shell.page);
  });

  test('has nothing of Node, and a bridge of eight names', async () => {
    const found = await shell.page.evaluate(() => ({
      node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron'].filter(
        (name) => name in globalThis,
      ),
      bridge: Object.keys(globalThis.guitaiShell).sort(),
    }));
    expect(found).toEqual({
      node: [],
      bridge: [
        'connect',
        'installUpdate',
        'kind',
        'onServiceState',
        'onUpdateState',
        'platform',
        'showCustomerDisplay',
        'version',
      ],
    });
  });

  test('runs in a sandbox, apart from its preload', async () => {
    const preferences = await shell.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      return (window!.webContents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    });
    expect(preferences).not.toMatchObject({ webviewTag: true });
  });

  test('is served with a policy that admits its own files only', async () => {
    const reloaded = shell.page.waitForResponse('guitai://app/');
    await shell.page.reload();
    const headers = await (await reloaded).allHeaders();
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).toContain("connect-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    await awaitPort(shell.page);
  });

  // Each is run in the page as it stands. `WEB` becomes the address of a server that must never be asked.
  const ways: readonly [string, string][] = [
    ['an address of the web', "location.href = 'http://WEB/'"],
    ['an address of the web by assign', "location.assign('http://WEB/a')"],
    ['an address of the web by replace', "location.replace('http://WEB/b')"],
    ['a secure address', "location.href = 'https://WEB/'"],
    ['a secure address without a scheme', "location.href = '//WEB/'"],
    ['a file of the machine', "location.href = 'file:///etc/passwd'"],
    ['a file by a link', "link('file:///etc/hostname')"],
    ['a script address', "location.href = 'javascript:document.title=1;void 0'"],
    ['a script address in a link', "link('javascript:window.hacked = true')"],
    ['a data address', "location.href = 'data:text/html,<title>x</title>'"],
    ['a data address in a link', "link('data:text/html,x')"],
    ['a blob', "location.href = URL.createObjectURL(new Blob(['<p>x'], { type: 'text/html' }))"],
    ['a page of the browser', "location.href = 'chrome://gpu'"],
    ['the developer tools', "location.href = 'devtools://devtools/bundled/inspector.html'"],
    ['the source of a page', "location.href = 'view-source:guitai://app/'"],
    ['another host of the own scheme', "location.href = 'guitai://other/'"],
    ['a host that only begins as the own', "location.href = 'guitai://app.evil/'"],
    ['a page that is not there', "location.href = 'guitai://app/elsewhere.html'"],
    ['a path that climbs', "location.href = 'guitai://app/../../../etc/passwd'"],
    ['a path that climbs in disguise', "location.href = 'guitai://app/%2e%2e/%2e%2e%2fetc/passwd'"],
    ['a script of the page as a page', "location.href = 'guitai://app/page.js'"],
    ['a new window', "window.open('http://WEB/c')"],
    ['a new window of the own page', "window.open('guitai://app/')"],
    ['a blank window', "window.open('about:blank')"],
    ['a new window that takes this one', "window.open('http://WEB/d', '_top')"],
    ['a link to a new window', "link('http://WEB/e', '_blank')"],
    ['a link with the middle button', "link('http://WEB/f', '', 1)"],
    ['a download', "link('http://WEB/g', '', 0, 'a.exe')"],
    ['a refresh by the document', 'head(\'<meta http-equiv=refresh content="0;url=http://WEB/h">\')'],
    ['a base for all links', "head('<base href=\"http://WEB/i/\">'); link('./j')"],
    ['a form', "form('http://WEB/k', 'get')"],
    ['a form that posts', "form('http://WEB/l', 'post')"],
    ['a form to a script address', "form('javascript:window.hacked = true', 'post')"],
    ['a frame of the web', "frame('http://WEB/m')"],
    ['a frame of the own page', "frame('guitai://app/')"],
    ['a frame that goes to the web', "frame('about:blank').contentWindow.location = 'http://WEB/n'"],
    ['a frame that takes the window', "frame('about:blank').contentWindow.open('http://WEB/o', '_top')"],
    ['a plug-in', "element('object', { data: 'http://WEB/p' })"],
    ['an embedded page', "element('embed', { src: 'http://WEB/q' })"],
    ['a web view', "element('webview', { src: 'http://WEB/r' })"],
    ['a state of the history elsewhere', "history.pushState(null, '', 'http://WEB/s')"],
    ['the way back', 'history.back(); history.go(-9)'],
    ['a fetch', "fetch('http://WEB/t')"],
    ['a fetch of a file', "fetch('file:///etc/passwd')"],
    ['a socket', "new WebSocket('ws://WEB/u')"],
    ['an event source', "new EventSource('http://WEB/v')"],
    ['a beacon', "navigator.sendBeacon('http://WEB/w', 'x')"],
    ['a picture of the web', "element('img', { src: 'http://WEB/x' })"],
    ['a script of the web', "element('script', { src: 'http://WEB/y' })"],
    ['a script in the text', "element('script', { textContent: 'window.hacked = true' })"],
    ['code in a string', "setTimeout(() => new Function('window.hacked = true')())"],
    [
      'a handler in the text',
      "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hacked=1\">')",
    ],
    ['a style of the web', "element('link', { rel: 'stylesheet', href: 'http://WEB/z' })"],
    ['a worker', "new Worker('http://WEB/1')"],
    ['a worker of a blob', "new Worker(URL.createObjectURL(new Blob(['1'])))"],
    ['a service worker', "navigator.serviceWorker.register('guitai://app/page.js')"],
    ['a preconnection', "element('link', { rel: 'prefetch', href: 'http://WEB/2' })"],
  ];

  test(`goes nowhere by any of ${ways.length} ways`, async () => {
    const { app, page } = shell;
    await page.evaluate(`(() => {
      window.element = (tag, values) => document.body.appendChild(Object.assign(document.createElement(tag), values));
      window.head = (html) => document.head.insertAdjacentHTML('beforeend', html);
      window.link = (href, target = '', button = 0, download) => {
        const made = element('a', { href, target });
        if (download) made.download = download;
        made.dispatchEvent(new MouseEvent('click', { button, bubbles: true, cancelable: true }));
        made.click();
      };
      window.form = (action, method) => element('form', { action, method }).submit();
      window.frame = (src) => element('iframe', { src });
      window.settled = (n) => new Promise((done) => {
        const probe = Object.assign(new Image(), { onload: done, onerror: done });
        probe.src = './page.js?' + n;
      });
    })()`);
    const before = await page.evaluate(() => [document.title, globalThis.till.heard.windowId]);
    const escaped: string[] = [];
    for (const [index, [name, way]] of ways.entries()) {
      const code = way.replaceAll('WEB', web);
      const tried = page
        // Refusals of every kind come out here; what counts is where the page is afterwards.
        .evaluate(`(async () => { try { await (${asExpression(code)}); } catch { return; } })()`)
        .then(() => page.evaluate(`window.settled(${index})`))
        .then(() => page.evaluate(() => [document.title, globalThis.till.heard.windowId]));
      const after = await tried.catch(() => 'another page');
      const windows = await app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
      if (String(after) !== String(before) || page.url() !== 'guitai://app/' || windows !== 1)
        escaped.push(name);
    }
    expect(escaped).toEqual([]);
    expect(requests).toBe(0);
    expect(await page.evaluate(() => 'hacked' in globalThis)).toBe(false);
    expect((await page.evaluate(() => globalThis.till.call('till/status'))).status).toBe(200);
  }, 60_000);

  test('comes back from a blank page, which nobody can refuse', async () => {
    const { page } = shell;
    const back = page.waitForURL('guitai://app/');
    await page.evaluate(() => location.assign('about:blank'));
    await page.waitForURL('about:blank').catch(() => undefined);
    await back;
    await awaitPort(page);
    expect(page.url()).toBe('guitai://app/');
  });

  test('is given no permission', async () => {
    const outcomes = await shell.page.evaluate(async () => {
      const outcomeOf = async (ask: () => unknown) => {
        try {
          return String(await ask());
        } catch (error) {
          return (error as Error).name;
        }
      };
      const devices = navigator as unknown as Record<
        string,
        Record<string, (...words: unknown[]) => unknown>
      >;
      return {
        camera: await outcomeOf(() => navigator.mediaDevices.getUserMedia({ video: true, audio: true })),
        screen: await outcomeOf(() => navigator.mediaDevices.getDisplayMedia()),
        notifications: await outcomeOf(() => Notification.requestPermission()),
        clipboard: await outcomeOf(() => navigator.clipboard.readText()),
        midi: await outcomeOf(() => navigator.requestMIDIAccess({ sysex: true })),
        hid: await outcomeOf(() => devices['hid']!['requestDevice']!({ filters: [] })),
        serial: await outcomeOf(() => devices['serial']!['requestPort']!()),
        usb: await outcomeOf(() => devices['usb']!['requestDevice']!({ filters: [] })),
        place: await outcomeOf(
          () =>
            new Promise((_resolve, reject) =>
              navigator.geolocation.getCurrentPosition(reject, ({ code }) =>
                reject(new DOMException('', `code ${code}`)),
              ),
            ),
        ),
        state: await outcomeOf(async () => (await navigator.permissions.query({ name: 'camera' })).state),
      };
    });
    expect(outcomes).toEqual({
      camera: 'NotAllowedError',
      screen: 'NotAllowedError',
      notifications: 'denied',
      clipboard: 'NotAllowedError',
      midi: 'NotAllowedError',
      // The pickers open on nothing.
      hid: '',
      serial: 'NotFoundError',
      usb: 'NotFoundError',
      place: 'code 1',
      state: 'denied',
    });
  });
});

/** Statements as one expression. */
function asExpression(code: string): string {
  return code.includes(';') ? `(() => { ${code} })()` : code;
}

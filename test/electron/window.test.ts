import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  awaitPort,
  createFolder,
  describeElectron,
  electronProgram,
  exitCodeOf,
  startShell,
  startWords,
  type Shell,
} from './shell.ts';

const DEFAULT_SIZE = { width: 1366, height: 768 };

function boundsOf({ app }: Shell) {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getNormalBounds());
}

/** A data folder whose window was last somewhere. */
function folderWithWindow(text: string): string {
  const folder = createFolder();
  mkdirSync(join(folder, 'shell'));
  writeFileSync(join(folder, 'shell', 'window.json'), text);
  return folder;
}

describeElectron('the window', () => {
  test('opens where it was closed', async () => {
    const folder = createFolder();
    const bounds = { x: 120, y: 80, width: 1100, height: 700 };
    const first = await startShell({ folder });
    await first.app.evaluate(
      ({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]!.setBounds(to),
      bounds,
    );
    await first.page.waitForFunction((width) => window.outerWidth === width, bounds.width);
    await first.app.close();
    const second = await startShell({ folder });
    expect(await boundsOf(second)).toEqual(bounds);
    await second.app.close();
  });

  test.each([
    [
      'off the screens that there are',
      '{"bounds":{"x":5000,"y":80,"width":1100,"height":700},"isMaximized":false}',
    ],
    ['in a file that was cut off', '{"bounds":{"x":12'],
    ['in a file of something else', '{"bounds":{"x":"left","y":1e99,"width":-5},"isMaximized":7}'],
    ['in a file of nothing', 'null'],
  ])('opens in the middle when it was last %s', async (_name, text) => {
    const shell = await startShell({ folder: folderWithWindow(text) });
    expect(await boundsOf(shell)).toMatchObject(DEFAULT_SIZE);
    await shell.app.close();
  });

  test('has no menu, and is shown once it is painted', async () => {
    const shell = await startShell({ folder: createFolder() });
    await awaitPort(shell.page);
    const found = await shell.app.evaluate(({ BrowserWindow, Menu }) => ({
      menu: Menu.getApplicationMenu(),
      isVisible: BrowserWindow.getAllWindows()[0]!.isVisible(),
    }));
    expect(found).toEqual({ menu: null, isVisible: true });
    await shell.app.close();
  });
});

describeElectron('keys of a browser', () => {
  test('neither load the page again, nor zoom it, nor open its tools', async () => {
    const shell = await startShell({ folder: createFolder() });
    await awaitPort(shell.page);
    const before = await shell.page.evaluate(() => globalThis.till.heard.windowId);
    const keys = ['F5', 'F11', 'F12', 'Control+r', 'Control+Shift+r', 'Control+Shift+i', 'Control+Shift+j'];
    const zooms = ['Control+Equal', 'Control+Shift+Equal', 'Control+Minus', 'Control+0'];
    const others = ['Control+w', 'Control+n', 'Control+t', 'Control+p', 'Control+u', 'Alt+ArrowLeft'];
    for (const key of [...keys, ...zooms, ...others]) await shell.page.keyboard.press(key);
    expect(await shell.page.evaluate(() => globalThis.till.heard.windowId)).toBe(before);
    const found = await shell.app.evaluate(({ BrowserWindow, webContents }) => ({
      contents: webContents.getAllWebContents().length,
      zoom: BrowserWindow.getAllWindows()[0]!.webContents.getZoomFactor(),
      isFullScreen: BrowserWindow.getAllWindows()[0]!.isFullScreen(),
    }));
    expect(found).toEqual({ contents: 1, zoom: 1, isFullScreen: false });
    await shell.app.close();
  });
});

describeElectron('a page whose process dies', () => {
  test('is loaded again, and connected', async () => {
    const shell = await startShell({ folder: createFolder() });
    await awaitPort(shell.page);
    const loaded = shell.app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<string>((resolve) => {
          const { webContents } = BrowserWindow.getAllWindows()[0]!;
          webContents.once('did-finish-load', () => resolve(webContents.getURL()));
          webContents.forcefullyCrashRenderer();
        }),
    );
    expect(await loaded).toBe('guitai://app/');
    const ports = await shell.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript(
        'new Promise((done) => { const look = () => till.heard.ports.length > 0 ? done(till.call("till/status")) : setTimeout(look, 5); look(); })',
      ),
    );
    expect(ports).toMatchObject({ status: 200, body: { ok: true } });
    await shell.app.close();
  });
});

describeElectron('a second start on the same till', () => {
  test('ends, and brings the first window to the front', async () => {
    const folder = createFolder();
    const first = await startShell({ folder });
    await awaitPort(first.page);
    const called = first.app.evaluate(({ app, BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]!.minimize();
      return new Promise<number>((resolve) =>
        app.once('second-instance', () => resolve(BrowserWindow.getAllWindows().length)),
      );
    });
    const { args, env } = await startWords({ folder });
    const second = spawn(await electronProgram(), args, { env, stdio: 'ignore' });
    expect(await exitCodeOf(second)).toBe(0);
    expect(await called).toBe(1);
    expect(
      await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isMinimized()),
    ).toBe(false);
    await first.app.close();
  });

  test('of another till runs beside it', async () => {
    const [one, other] = [
      await startShell({ folder: createFolder() }),
      await startShell({ folder: createFolder() }),
    ];
    await Promise.all([awaitPort(one.page), awaitPort(other.page)]);
    expect(one.app.process().exitCode).toBeNull();
    await Promise.all([one.app.close(), other.app.close()]);
  });
});

describeElectron('the shell in a folder', () => {
  test('keeps it to its owner, and its log says nothing of the page', async () => {
    const folder = join(createFolder(), 'till');
    const shell = await startShell({ folder });
    await awaitPort(shell.page);
    await shell.page.evaluate(() => void window.open('https://example.invalid/secret-13800138000'));
    await shell.page.reload();
    await awaitPort(shell.page);
    await shell.app.close();
    const log = readFileSync(join(folder, 'logs', 'shell.log'), 'utf8');
    expect(log).toContain('window refused');
    expect(log).not.toContain('secret');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(existsSync(join(folder, 'shell', 'window.json'))).toBe(true);
  });
});

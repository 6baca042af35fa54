import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { findService } from '../../register/service/service-file.ts';
import {
  awaitEnd,
  awaitPort,
  createFolder,
  describeElectron,
  endProcess,
  NODE,
  openWindow,
  ROOT,
  startShell,
  type Shell,
} from './shell.ts';

const PORT_AGAIN_MAX_MS = 1_000;
const QUIT_MAX_MS = 2_000;

function call(shell: Shell, path: string, input?: unknown) {
  return shell.page.evaluate(([to, given]) => globalThis.till.call(to as string, given), [path, input]);
}

/** Opens a shift with something in the basket. */
async function beginSale(shell: Shell): Promise<void> {
  await call(shell, 'staff/addFirstManager', { code: '1', name: '张伟', pin: '1234' });
  await call(shell, 'session/signIn', { staffCode: '1', pin: '1234' });
  await call(shell, 'shift/open', { floatMinor: 10_000 });
  await call(shell, 'basket/addDepartmentSale', { department: 'general', unitPriceE4: 10_000 });
}

describeElectron('the service behind the shell', () => {
  const folder = createFolder();
  let shell: Shell;

  beforeAll(async () => {
    shell = await startShell({ folder });
    await awaitPort(shell.page);
    await beginSale(shell);
  });

  test('answers the page as the counter, over a port of its own', async () => {
    const who = await call(shell, 'session/who');
    expect(who).toMatchObject({ status: 200, body: { ok: true, value: { member: { name: '张伟' } } } });
  });

  test('tells the page how it is', async () => {
    const states = await shell.page.evaluate(() => globalThis.till.heard.states);
    expect(states.at(-1)).toEqual({ state: 'ready' });
  });

  test('comes back within a second when it is killed, with the basket as it was', async () => {
    const before = await call(shell, 'basket/read');
    const killedAtMs = performance.now();
    endProcess(findService(folder)!.pid);
    await awaitPort(shell.page, 2);
    const tookMs = performance.now() - killedAtMs;
    const heard = await shell.page.evaluate(() => ({
      gone: globalThis.till.heard.gone,
      closed: globalThis.till.heard.closed,
    }));
    expect(heard).toEqual({ gone: 1, closed: 1 });
    expect(await call(shell, 'basket/read')).toEqual(before);
    expect(tookMs).toBeLessThan(PORT_AGAIN_MAX_MS);
  });

  test('answers two windows, each over its own port', async () => {
    const opened = await openWindow(shell);
    await awaitPort(opened);
    const [here, there] = await Promise.all([
      call(shell, 'till/status'),
      call({ ...shell, page: opened }, 'till/status'),
    ]);
    expect(there).toEqual(here);
    await opened.close();
  });

  test('goes on after a reload of the page', async () => {
    await shell.page.reload();
    await awaitPort(shell.page);
    expect(await call(shell, 'session/who')).toMatchObject({ body: { value: { member: { code: '1' } } } });
  });

  describe('what is no call', () => {
    const frames: readonly [string, unknown][] = [
      ['nothing', null],
      ['an empty text', ''],
      ['half a text', '{"i":"1","p":'],
      ['a number', 42],
      ['an object', { i: '1', p: { u: 'http://orpc/till/status' } }],
      ['a list', [1, 'two', null]],
      ['bytes', new Uint8Array(1_000)],
      ['a text that is too long', 'x'.repeat(2_000_000)],
      ['many of them', '[{}]'.repeat(50_000)],
      ['a relay’s message', { kind: 'frame', connection: 1, frame: 'x' }],
      ['a stop', { kind: 'stop' }],
    ];

    test.each(frames)('%s is refused, and the next port answers', async (_name, frame) => {
      const { page } = shell;
      const before = await page.evaluate(() => globalThis.till.heard.ports.length);
      await page.evaluate((sent) => {
        globalThis.till.post(sent);
        globalThis.guitaiShell.connect();
      }, frame);
      await awaitPort(page, before + 1);
      expect(await call(shell, 'session/who')).toMatchObject({ status: 200 });
    });

    test.each([
      ['an unknown procedure', 'till/destroy', undefined, 404],
      ['a path that climbs', '../../etc/passwd', undefined, 404],
      ['a property of every object', 'constructor/prototype', undefined, 404],
      ['an input for what takes none', 'till/status', { garbage: 1 }, 400],
      ['an input of the wrong type', 'basket/addDepartmentSale', { department: 7 }, 400],
      ['no input for what takes one', 'shift/open', undefined, 400],
    ])('%s is answered with a refusal', async (_name, path, input, status) => {
      expect((await call(shell, path, input)).status).toBe(status);
      expect((await call(shell, 'till/status')).status).toBe(200);
    });
  });

  test('is refused to a frame inside the page', async () => {
    // A shell that made the mistake of giving its bridge to frames.
    const opened = await openWindow(shell, { nodeIntegrationInSubFrames: true });
    await awaitPort(opened);
    const portsInFrame = await opened.evaluate(async () => {
      const frame = document.createElement('iframe');
      frame.srcdoc = '<p>a frame';
      const isThere = new Promise((resolve) => frame.addEventListener('load', resolve));
      document.body.append(frame);
      await isThere;
      const inside = frame.contentWindow as unknown as typeof globalThis & Window;
      let ports = 0;
      inside.addEventListener('message', () => (ports += 1));
      inside.guitaiShell.connect();
      // Main takes messages in their order: when it has answered this one, it has refused the other.
      const before = globalThis.till.heard.ports.length;
      globalThis.guitaiShell.connect();
      while (globalThis.till.heard.ports.length === before) await new Promise((next) => setTimeout(next, 5));
      return { ports, all: globalThis.till.heard.ports.length - before };
    });
    expect(portsInFrame).toEqual({ ports: 0, all: 1 });
    await opened.close();
  });

  test('ends within two seconds with the program, its log folded in', async () => {
    const { pid } = findService(folder)!;
    const startMs = performance.now();
    await shell.app.close();
    await awaitEnd(pid);
    expect(performance.now() - startMs).toBeLessThan(QUIT_MAX_MS);
    expect(existsSync(join(folder, 'guitai.db-wal'))).toBe(false);
    expect(existsSync(join(folder, 'service.json'))).toBe(false);
  });
});

describeElectron('a shell that is killed', () => {
  test('leaves no service behind', async () => {
    const folder = createFolder();
    const shell = await startShell({ folder });
    await awaitPort(shell.page);
    const { pid } = findService(folder)!;
    endProcess(shell.app.process().pid!);
    await awaitEnd(pid);
    expect(findService(folder)).toBeNull();
  });
});

describeElectron('a service that cannot open its till', () => {
  test('is shown with its reason', async () => {
    const folder = createFolder();
    const holder = spawn(NODE, [join(ROOT, 'test/db/lock-holder.ts'), folder], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    const { page } = await startShell({ folder });
    await page.waitForFunction(() => globalThis.till?.heard.states.some(({ state }) => state === 'refused'));
    const states = await page.evaluate(() => globalThis.till.heard.states);
    expect(states.at(-1)).toMatchObject({ state: 'refused', error: { code: 'store-locked' } });
    holder.kill('SIGKILL');
  });
});

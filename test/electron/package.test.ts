import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { packageProgram } from '../../scripts/dist.ts';
import {
  awaitPort,
  clearLater,
  createFolder,
  describeElectron,
  endProcess,
  launchElectron,
  ROOT,
  startWords,
} from './shell.ts';

const PACKAGE_TIMEOUT_MS = 180_000;
/** Of everything beside Electron itself. */
const RESOURCES_MAX_BYTES = 20_000_000;
/** The fuses' sentinel in Electron's binary, and their order: https://github.com/electron/fuses. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = [
  'runAsNode',
  'cookieEncryption',
  'nodeOptions',
  'inspectArguments',
  'asarIntegrity',
  'onlyLoadAppFromAsar',
  'browserSnapshot',
  'fileProtocolPrivileges',
];

async function buildPackage(isTestBuild: boolean): Promise<string> {
  const output = createFolder();
  await packageProgram({ root: ROOT, output, isFolderOnly: true, isTestBuild }, () => undefined);
  return join(output, 'linux-unpacked');
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
}

/** The names in an asar archive: a pickled length, then the header as JSON with `files` nested by folder. */
function namesInArchive(file: string): string[] {
  const bytes = readFileSync(file);
  const header = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12))) as ArchiveEntry;
  const names: string[] = [];
  const walk = (entry: ArchiveEntry, path: string): void => {
    for (const [name, child] of Object.entries(entry.files ?? {})) walk(child, `${path}/${name}`);
    if (!entry.files) names.push(path);
  };
  walk(header, '');
  return names;
}

interface ArchiveEntry {
  readonly files?: Readonly<Record<string, ArchiveEntry>>;
}

function fusesOf(program: string): string[] {
  const binary = readFileSync(program);
  const wire = binary.indexOf(FUSE_SENTINEL) + FUSE_SENTINEL.length + 2;
  return FUSES.filter((_fuse, index) => binary[wire + index] === '1'.charCodeAt(0));
}

/** Sells for cash through the page's own port; the receipt's number. */
async function sell(page: Page): Promise<string> {
  const number = await page.evaluate(async () => {
    const call = async (path: string, input?: unknown) => {
      const { body } = await globalThis.till.call(path, input);
      const { ok, value } = body as { ok: boolean; value: { receiptNumber: string } };
      if (!ok) throw new Error(`${path}: ${JSON.stringify(body)}`);
      return value;
    };
    await call('staff/addFirstManager', { code: '1', name: '张伟', pin: '1234' });
    await call('session/signIn', { staffCode: '1', pin: '1234' });
    await call('shift/open', { floatMinor: 10_000 });
    await call('basket/addDepartmentSale', { department: 'general', unitPriceE4: 10_000 });
    await call('checkout/begin');
    await call('checkout/takeTender', { tenderCode: 'cash', amountMinor: 100 });
    const listed = await globalThis.till.call('sale/listLast', { limit: 1 });
    return (listed.body as { value: { receiptNumber: string }[] }).value[0]!.receiptNumber;
  });
  return number;
}

describeElectron('the packaged program', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await buildPackage(false);
  }, PACKAGE_TIMEOUT_MS);

  test("holds its own files, no packages, and this platform's drivers only", () => {
    const resources = join(folder, 'resources');
    const names = namesInArchive(join(resources, 'app.asar'));
    expect(names).toEqual(
      expect.arrayContaining(['/electron/main.js', '/service/main.js', '/renderer/index.html']),
    );
    expect(names.filter((name) => name.includes('node_modules'))).toEqual([]);
    const machine = `${process.platform}-${process.arch}`;
    const serial = `service/native/serialport/prebuilds/${machine}/@serialport+bindings-cpp`;
    const native = [`service/native/${machine}.node`, `${serial}.glibc.node`, `${serial}.musl.node`];
    expect(filesOf(join(resources, 'app.asar.unpacked')).toSorted()).toEqual(native);
    expect(
      filesOf(folder)
        .filter((name) => name.endsWith('.node'))
        .toSorted(),
    ).toEqual(native.map((name) => `resources/app.asar.unpacked/${name}`));
    const bytes = filesOf(resources).reduce((sum, name) => sum + statSync(join(resources, name)).size, 0);
    expect(bytes).toBeLessThan(RESOURCES_MAX_BYTES);
  });

  test('has every fuse set against being run as something else', () => {
    expect(fusesOf(join(folder, 'guitai'))).toEqual([
      'cookieEncryption',
      'asarIntegrity',
      'onlyLoadAppFromAsar',
    ]);
  });

  test('runs no other Node, no other service, and opens to no debugger', async () => {
    const data = createFolder();
    const trap = join(data, 'trap.sh');
    const sprung = join(data, 'sprung');
    writeFileSync(trap, `#!/bin/sh\ntouch ${sprung}\n`);
    chmodSync(trap, 0o755);
    const debugPort = 21_000 + (process.pid % 10_000);
    const { args, env } = await startWords({
      folder: data,
      env: {
        REGISTER_NODE: trap,
        ELECTRON_RUN_AS_NODE: '1',
        NODE_OPTIONS: `--require ${trap}`,
        GUITAI_SERVICE: trap,
      },
    });
    const program = spawn(join(folder, 'guitai'), [...args, `--remote-debugging-port=${debugPort}`], {
      env,
      stdio: 'ignore',
    });
    clearLater(() => endProcess(program.pid!));
    const log = join(data, 'logs', 'shell.log');
    // Under Electron's own Node the service gets as far as that Node is new enough for the database: either is its end.
    const isTried = () => existsSync(log) && /service (ready|starting)/.test(readFileSync(log, 'utf8'));
    while (!isTried()) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(existsSync(sprung)).toBe(false);
    expect(await canConnect(debugPort)).toBe(false);
    program.kill();
  });
});

describeElectron('a package for tests', () => {
  let program = '';
  beforeAll(async () => {
    program = join(await buildPackage(true), 'guitai');
  }, PACKAGE_TIMEOUT_MS);

  async function start(env: Readonly<Record<string, string>>) {
    const app = await launchElectron({
      executablePath: program,
      ...(await startWords({ folder: createFolder(), env })),
    });
    const { pid } = app.process();
    clearLater(() => endProcess(pid!));
    const page = await app.firstWindow();
    await awaitPort(page);
    return { app, page };
  }

  test('starts, sells, and prints with the fonts that are in it', async () => {
    const { app, page } = await start({});
    const receiptNumber = await sell(page);
    const printed = await page.evaluate(
      (number) => globalThis.till.call('sale/receiptPdf', { receiptNumber: number, language: 'zh-CN' }),
      receiptNumber,
    );
    expect(printed).toMatchObject({ status: 200, body: { ok: true } });
    await app.close();
  });

  test('asks no server for updates until it is told where', async () => {
    const { app, page } = await start({ GUITAI_MACHINE_FOLDER: createFolder() });
    expect(await page.evaluate(() => globalThis.till.heard.updates)).toEqual([]);
    await app.close();
  });

  test('downloads an update, and puts it in when no shift is open and somebody asks', async () => {
    const machine = createFolder();
    const installed = join(createFolder(), 'guitai.AppImage');
    const started = join(machine, 'started');
    writeFileSync(installed, 'the old one');
    const server = await serveUpdate(`#!/bin/sh\ntouch ${started}\n`);
    writeFileSync(join(machine, 'updates.json'), JSON.stringify({ url: server.url }));
    const { app, page } = await start({
      GUITAI_MACHINE_FOLDER: machine,
      APPIMAGE: installed,
      XDG_CACHE_HOME: createFolder(),
    });
    await sell(page);
    await page.waitForFunction(() => globalThis.till.heard.updates.at(-1)?.state === 'ready');
    await page.evaluate(() => globalThis.guitaiShell.installUpdate());
    await page.waitForFunction(() => globalThis.till.heard.updates.at(-1)?.state === 'waiting-for-shift');
    expect(readFileSync(installed, 'utf8')).toBe('the old one');
    await page.evaluate(() => globalThis.till.call('shift/close', { language: 'en', countedMinor: 10_100 }));
    const ended = once(app.process(), 'exit');
    await page.evaluate(() => globalThis.guitaiShell.installUpdate());
    await ended;
    while (!existsSync(started)) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(readFileSync(installed, 'utf8')).toContain('#!/bin/sh');
  });
});

/** A server of IT's, as electron-builder's `generic` provider describes it, with one update. */
async function serveUpdate(program: string): Promise<{ readonly url: string }> {
  const name = 'guitai-9.9.9-linux-x64.AppImage';
  const sha512 = createHash('sha512').update(program).digest('base64');
  const listing = [
    'version: 9.9.9',
    'files:',
    `  - url: ${name}`,
    `    sha512: ${sha512}`,
    `    size: ${Buffer.byteLength(program)}`,
    `path: ${name}`,
    `sha512: ${sha512}`,
    "releaseDate: '2026-01-01T00:00:00.000Z'",
  ].join('\n');
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (path === '/latest-linux.yml') response.end(listing);
    else if (path === `/${name}`) response.end(program);
    else response.writeHead(404).end();
  });
  clearLater(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

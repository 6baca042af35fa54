import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { findDevices } from '../../../hardware/find-devices.ts';
import { openPrinter } from '../../../hardware/printer/open-printer.ts';
import { describeIf } from '../../skip.ts';
import { amplePrinterDeadlines, trialDocument, trialPrinter } from '../printer/trial-printer.ts';

/** The folders that a scheduler of its own keeps apart from the machine's. */
const folders = {
  ServerRoot: 'root',
  RequestRoot: 'spool',
  CacheDir: 'cache',
  StateDir: 'state',
  TempDir: 'tmp',
};

const folder = mkdtempSync(join(tmpdir(), 'guitai-cups-'));
const scheduler = await startScheduler();
afterAll(async () => {
  if (scheduler) await end(scheduler);
  rmSync(folder, { recursive: true, force: true });
});

/** CUPS with nothing of the machine's own; null where there is none, or none that may be run. */
async function startScheduler(): Promise<ChildProcess | null> {
  const isInstalled = ['cupsd', 'lpadmin', 'lp'].every(
    (name) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0,
  );
  // The scheduler gives its work to other users, which only root may.
  if (!isInstalled || process.getuid?.() !== 0) return null;
  chmodSync(folder, 0o755);
  const files = Object.entries(folders).map(([name, place]) => {
    mkdirSync(join(folder, place));
    return `${name} ${join(folder, place)}`;
  });
  for (const name of ['AccessLog', 'ErrorLog', 'PageLog']) files.push(`${name} ${join(folder, name)}`);
  writeFileSync(join(folder, 'files.conf'), [...files, 'Sandboxing relaxed', ''].join('\n'));
  const open = (place: string) => `<Location ${place}>\nOrder allow,deny\nAllow all\n</Location>`;
  const policy = '<Policy default>\n<Limit All>\nOrder deny,allow\n</Limit>\n</Policy>';
  const socket = join(folder, 'cups.sock');
  const settings = [`Listen ${socket}`, 'DefaultAuthType None', 'WebInterface No', 'Browsing No'];
  writeFileSync(join(folder, 'cupsd.conf'), [...settings, open('/'), open('/admin'), policy, ''].join('\n'));
  process.env['CUPS_SERVER'] = socket;
  const started = spawn('cupsd', ['-f', '-c', join(folder, 'cupsd.conf'), '-s', join(folder, 'files.conf')], {
    stdio: 'ignore',
  });
  const isRunning = () => spawnSync('lpstat', ['-r']).stdout.toString().includes('is running');
  try {
    await vi.waitUntil(isRunning, { timeout: 10_000, interval: 20 });
    return started;
  } catch {
    await end(started);
    return null;
  }
}

async function end(started: ChildProcess): Promise<void> {
  if (started.exitCode !== null) return;
  const gone = once(started, 'exit');
  started.kill();
  await gone;
}

describeIf(scheduler !== null, 'no CUPS that may be run here')('the CUPS of this machine', () => {
  let printer: Server;
  let printed = Promise.withResolvers<Buffer>();

  beforeAll(async () => {
    printer = createServer((line) => {
      const parts: Buffer[] = [];
      line.on('data', (part) => parts.push(part));
      line.on('end', () => {
        line.end();
        printed.resolve(Buffer.concat(parts));
      });
    }).listen(0, '127.0.0.1');
    await once(printer, 'listening');
    const { port } = printer.address() as AddressInfo;
    const address = `socket://127.0.0.1:${port}`;
    const added = spawnSync('lpadmin', ['-p', 'receipts', '-E', '-v', address, '-m', 'raw']);
    if (added.status !== 0) throw new Error(`no queue was added: ${String(added.stderr)}`);
  });

  afterAll(() => void printer.close());

  const queue = (name: string) =>
    openPrinter(trialPrinter({ connection: { kind: 'spooler', queue: name } }), {
      deadlines: amplePrinterDeadlines,
    });

  test('passes a document on byte by byte', async () => {
    printed = Promise.withResolvers<Buffer>();
    const document = trialDocument('one', 40_000);
    const bytes = Buffer.concat([Buffer.from([0, 0x1b, 0xff, 0x0d, 0x0a, 4, 0x1a]), document.bytes]);
    expect(await queue('receipts').print(bytes)).toEqual({ kind: 'sent' });
    expect((await printed.promise).equals(bytes)).toBe(true);
  });

  test('says that a queue is not there', async () => {
    expect(await queue('nobody').print(trialDocument('two', 100).bytes)).toEqual({
      kind: 'failed',
      fault: 'not-found',
    });
  });

  test('tells which queues there are', async () => {
    expect(await findDevices()).toContainEqual(
      expect.objectContaining({ kind: 'spooler', address: 'receipts' }),
    );
  });
});

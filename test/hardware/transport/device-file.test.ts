import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SerialPort } from 'serialport';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { openPrinter } from '../../../hardware/printer/open-printer.ts';
import { createPrinterSimulator } from '../../../hardware/simulator/printer-simulator.ts';
import { describeIf } from '../../skip.ts';
import {
  amplePrinterDeadlines,
  onPaper,
  shortDeadlines,
  trialDocument,
  trialPrinter,
} from '../printer/trial-printer.ts';
import { hasSocat, noSocat, startPtyPair } from '../serial/pty-pair.ts';

const folder = mkdtempSync(join(tmpdir(), 'guitai-device-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
function makeFifo(): string {
  const path = join(folder, `lp${count++}`);
  expect(spawnSync('mkfifo', [path]).status).toBe(0);
  return path;
}

function printerAt(path: string) {
  const settings = { answersStatus: false, confirmsPrint: false };
  return openPrinter(trialPrinter({ connection: { kind: 'file', path }, ...settings }), {
    deadlines: shortDeadlines,
  });
}

/** Reads a FIFO to its end, so many bytes at once. */
async function readSlowly(path: string, pieceBytes: number): Promise<Buffer> {
  const file = await open(path, 'r');
  const pieces: Buffer[] = [];
  for (;;) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(pieceBytes));
    if (bytesRead === 0) break;
    pieces.push(buffer.subarray(0, bytesRead));
  }
  await file.close();
  return Buffer.concat(pieces);
}

describeIf(hasSocat, noSocat)('a printer behind a device file that can be read', () => {
  test('answers and confirms, and ends in time where it does not', async () => {
    const pair = await startPtyPair();
    onTestFinished(() => pair.remove());
    const simulator = createPrinterSimulator({ dialect: 'esc-pos', encoding: 'gb18030' });
    const port = new SerialPort({ path: pair.device.path, baudRate: 9_600 });
    await once(port, 'open');
    simulator.attach(port, () => port.close());
    const connection = { kind: 'file', path: pair.till.path } as const;
    const printer = openPrinter(trialPrinter({ connection }), { deadlines: amplePrinterDeadlines });
    const document = trialDocument('one', 300);
    expect(await printer.print(document.bytes)).toEqual({ kind: 'confirmed' });
    expect(onPaper(simulator.output(), document).wholeCount).toBe(1);
    simulator.setFault('paper-near-end');
    expect(await printer.readStatus()).toMatchObject({ ok: true, value: { paper: 'near-end' } });

    const hasty = openPrinter(trialPrinter({ connection }), { deadlines: shortDeadlines });
    simulator.setFault('hangs');
    expect(await hasty.readStatus()).toEqual({ ok: false, error: { code: 'timed-out' } });
    await new Promise((resolve) => port.close(resolve));
  });
});

describeIf(process.platform !== 'win32', 'Windows has no FIFOs')('a printer behind a device file', () => {
  test('gets every byte of a document, however little it takes at once', async () => {
    const path = makeFifo();
    const document = trialDocument('long', 8_000);
    const reading = readSlowly(path, 1_021);
    expect(await printerAt(path).print(document.bytes)).toEqual({ kind: 'sent' });
    expect((await reading).equals(document.bytes)).toBe(true);
  });

  test('that nobody opened at the other end gets nothing, and it ends in time', async () => {
    const startedAtMs = performance.now();
    const outcome = await printerAt(makeFifo()).print(Buffer.from('x'));
    expect(outcome).toEqual({ kind: 'failed', fault: 'unreachable' });
    expect(performance.now() - startedAtMs).toBeLessThan(4 * shortDeadlines.totalMs);
  });

  test('that takes nothing more ends in time, and nobody knows what it has', async () => {
    const path = makeFifo();
    // Open for both, so that opening does not wait for somebody who writes; and never read from.
    const reader = await open(path, constants.O_RDWR | constants.O_NONBLOCK);
    const outcome = await printerAt(path).print(trialDocument('long', 8_000).bytes);
    expect(outcome).toEqual({ kind: 'unknown', fault: 'timed-out' });
    const other = await printerAt(path).print(Buffer.alloc(8_000));
    expect(other).toEqual({ kind: 'failed', fault: 'timed-out' });
    await reader.close();
  });

  test('that goes away in the middle of a document is not known to have printed it', async () => {
    const path = makeFifo();
    const reader = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const printing = printerAt(path).print(trialDocument('long', 8_000).bytes);
    await expect
      .poll(() =>
        reader.read(Buffer.alloc(100)).then(
          ({ bytesRead }) => bytesRead,
          () => 0,
        ),
      )
      .toBeGreaterThan(0);
    await reader.close();
    expect(await printing).toEqual({ kind: 'unknown', fault: 'closed' });
  });

  test('is named with what is wrong where it cannot be opened', async () => {
    const missing = printerAt(join(folder, 'missing'));
    expect(await missing.print(Buffer.from('x'))).toEqual({ kind: 'failed', fault: 'not-found' });
    expect(await missing.openDrawer()).toEqual({ ok: false, error: { code: 'not-found' } });
    expect(await printerAt(folder).print(Buffer.from('x'))).toEqual({ kind: 'failed', fault: 'not-found' });
  });

  test('that is a plain file has one document after the other', async () => {
    const path = join(folder, 'roll');
    writeFileSync(path, '');
    const printer = printerAt(path);
    await printer.print(Buffer.from('first\n'));
    await printer.print(Buffer.from('second\n'));
    expect(await readFile(path, 'utf8')).toBe('first\nsecond\n');
  });
});

import { once } from 'node:events';
import { SerialPort } from 'serialport';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPrinter } from '../../../hardware/printer/open-printer.ts';
import {
  createPrinterSimulator,
  type PrinterSimulator,
} from '../../../hardware/simulator/printer-simulator.ts';
import { describeIf } from '../../skip.ts';
import {
  amplePrinterDeadlines,
  onPaper,
  shortDeadlines,
  trialDocument,
  trialPrinter,
} from '../printer/trial-printer.ts';
import { hasSocat, noSocat, startPtyPair, type PtyPair } from '../serial/pty-pair.ts';

let pair: PtyPair;
let simulator: PrinterSimulator;
const ports: SerialPort[] = [];

/** The other end of the cable. */
async function openDevice(path = pair.device.path): Promise<SerialPort> {
  const port = new SerialPort({ path, baudRate: pair.device.baud });
  await once(port, 'open');
  ports.push(port);
  return port;
}

/** Puts the simulated printer at the other end of the cable. */
async function plugPrinterIn(): Promise<void> {
  const port = await openDevice();
  simulator.attach(port, () => port.close());
}

beforeEach(async () => {
  if (!hasSocat) return;
  pair = await startPtyPair();
  simulator = createPrinterSimulator({ dialect: 'esc-pos', encoding: 'gb18030' });
});
afterEach(async () => {
  await unplugPrinter();
  await pair.remove();
});

async function unplugPrinter(): Promise<void> {
  for (const port of ports.splice(0)) {
    if (port.isOpen) await new Promise((resolve) => port.close(resolve));
  }
}

function printerOnCable(settings = {}, deadlines = amplePrinterDeadlines) {
  const connection = { kind: 'serial', ...pair.till } as const;
  return openPrinter(trialPrinter({ connection, ...settings }), { deadlines });
}

describeIf(hasSocat, noSocat)('a printer on a serial line', () => {
  test('prints, confirms, answers and opens its drawer', async () => {
    await plugPrinterIn();
    const printer = printerOnCable();
    const document = trialDocument('one');
    expect(await printer.print(document.bytes)).toEqual({ kind: 'confirmed' });
    expect(await printer.openDrawer()).toEqual({ ok: true, value: null });
    await expect.poll(() => simulator.output().drawerKicks).toBe(1);
    expect(await printer.readStatus()).toMatchObject({
      ok: true,
      value: { paper: 'ok', isDrawerOpen: true },
    });
    expect(onPaper(simulator.output(), document).wholeCount).toBe(1);
  });

  test('that cannot say anything is sent the whole document', async () => {
    await plugPrinterIn();
    const printer = printerOnCable({ answersStatus: false, confirmsPrint: false });
    const document = trialDocument('one', 400);
    expect(await printer.print(document.bytes)).toEqual({ kind: 'sent' });
    await expect.poll(() => onPaper(simulator.output(), document).wholeCount).toBe(1);
  });

  test('pulled out in the middle of a document is not known to have printed it; plugged in again it prints', async () => {
    await plugPrinterIn();
    // The cable holds a few kilobytes, and the printer takes none.
    simulator.setFault('never-reads');
    const printer = printerOnCable({ answersStatus: false, confirmsPrint: false });
    const printing = printer.print(trialDocument('long', 8_000).bytes);
    await expect.poll(() => ports[0]?.readableLength).toBeGreaterThan(0);
    await pair.unplug();
    expect(await printing).toEqual({ kind: 'unknown', fault: 'closed' });
    const absent = await printer.print(trialDocument('absent', 3).bytes);
    expect(absent).toEqual({ kind: 'failed', fault: 'not-found' });

    await unplugPrinter();
    simulator.setFault(null);
    await pair.plugIn();
    await plugPrinterIn();
    const next = trialDocument('next', 20);
    expect(await printer.print(next.bytes)).toEqual({ kind: 'sent' });
    await expect.poll(() => onPaper(simulator.output(), next).wholeCount).toBe(1);
    expect(onPaper(simulator.output(), trialDocument('absent', 3)).isTouched).toBe(false);
  });

  test('that takes nothing ends in time, and nobody knows what it has', async () => {
    await plugPrinterIn();
    simulator.setFault('never-reads');
    const printer = printerOnCable({ answersStatus: false, confirmsPrint: false }, shortDeadlines);
    const startedAtMs = performance.now();
    const outcome = await printer.print(trialDocument('long', 8_000).bytes);
    expect(outcome).toEqual({ kind: 'unknown', fault: 'timed-out' });
    expect(performance.now() - startedAtMs).toBeLessThan(4 * shortDeadlines.totalMs);
  });

  test('that answered too late is not believed to answer what is asked now', async () => {
    const answerMs = 400;
    const port = await openDevice();
    // The first answer comes when a later question, about the cover, waits for its own.
    const answers = [0x12, 0x1e, 0x16, 0x12, 0x12];
    let asked = 0;
    port.on('data', (bytes: Uint8Array) => {
      if (bytes.length < 3) return;
      const answer = answers[asked % answers.length] ?? 0;
      setTimeout(() => port.write([answer]), asked === 0 ? 1.6 * answerMs : 0.4 * answerMs);
      asked++;
    });
    const printer = printerOnCable({}, { ...shortDeadlines, totalMs: 10_000, answerMs });
    expect(await printer.readStatus()).toEqual({ ok: false, error: { code: 'timed-out' } });
    expect(await printer.readStatus()).toEqual({
      ok: true,
      value: {
        isOnline: false,
        isCoverOpen: true,
        paper: 'ok',
        isDrawerOpen: false,
        needsAttention: false,
      },
    });
  });

  test('that is not there is not found', async () => {
    const line = { ...pair.till, path: `${pair.till.path}-other` };
    const printer = openPrinter(trialPrinter({ connection: { kind: 'serial', ...line } }));
    expect(await printer.print(Buffer.from('x'))).toEqual({ kind: 'failed', fault: 'not-found' });
  });

  test('that another program has open is in use', async () => {
    await openDevice(pair.till.path);
    expect(await printerOnCable().print(Buffer.from('x'))).toEqual({ kind: 'failed', fault: 'in-use' });
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
import { deviceSettings } from '../../../register/contract/device-settings.ts';
import type { DeviceEvent, DeviceState } from '../../../register/contract/device.ts';
import { startPrinterServer } from '../../../hardware/simulator/printer-server.ts';
import { createPrinterSimulator } from '../../../hardware/simulator/printer-simulator.ts';
import { devicesWith, printerAt } from '../printing/printer-settings.ts';
import {
  codeOf,
  createFolder,
  MANAGER,
  openCounter,
  startServiceProcess,
  valueOf,
  type ServiceProcess,
} from './service-process.ts';

const folder = createFolder();
const simulated = { kind: 'simulated' } as const;
const printer = printerAt(0, { connection: simulated });
const scale = { protocol: 'cas', connection: simulated } as const;
const poleDisplay = { dialect: 'cd5220', connection: simulated, encoding: 'gb18030' } as const;
const devices = deviceSettings.parse({ ...devicesWith(printer), scale, poleDisplay });
const soon = { timeout: 15_000, interval: 20 };
let service: ServiceProcess;

beforeAll(async () => {
  service = await startServiceProcess(folder, ['--printer-deadline', '2000']);
  await openCounter(service.client);
  valueOf(await service.client.till.changeSettings({ section: 'devices', value: devices }));
});

async function sell(amountMinor = 100): Promise<string> {
  const { basket, checkout } = service.client;
  valueOf(
    await basket.addDepartmentSale({ department: 'general', unitPriceE4: amountMinor * 100, name: '苹果' }),
  );
  valueOf(await checkout.begin());
  const paid = valueOf(await checkout.takeTender({ tenderCode: 'cash', amountMinor }));
  if (paid.state !== 'finished') throw new Error('something is still due');
  return paid.sale.receiptNumber;
}

async function readPapers(): Promise<string[]> {
  const { papers } = valueOf(await service.client.device.simulated());
  return papers.map(({ lines }) => lines.join('\n'));
}

/** The state of the devices once it is as it should be. */
async function stateWhere(isSo: (state: DeviceState) => boolean): Promise<DeviceState> {
  for await (const event of await service.client.device.watch()) {
    if (event.kind === 'state' && isSo(event.state)) return event.state;
  }
  throw new Error('the service went away');
}

describe('the devices of a counter', () => {
  test('are told of at once, and then when something changes', async () => {
    const first = stateWhere(() => true);
    expect(await first).toMatchObject({
      printers: [{ id: 'bar', name: 'Bar printer', fault: null, waitingCount: 0, asks: null }],
      scanner: null,
    });
    await service.client.device.setSimulatedFault({ printerId: 'bar', fault: 'paper-out' });
    await sell();
    const troubled = await stateWhere(({ printers: [state] }) => state?.fault === 'paper-out');
    expect(troubled.printers[0]).toMatchObject({ waitingCount: 1 });
    await service.client.device.setSimulatedFault({ printerId: 'bar', fault: null });
    await stateWhere(({ printers: [state] }) => state?.fault === null && state.waitingCount === 0);
  });

  test('end their stream with the service, not before', async () => {
    const other = await startServiceProcess(createFolder());
    const events: DeviceEvent['kind'][] = [];
    const reading = (async () => {
      for await (const event of await other.client.device.watch()) events.push(event.kind);
    })().catch(() => 'ended');
    await expect.poll(() => events, soon).toEqual(['state']);
    await other.end('SIGTERM');
    await reading;
    expect(events).toEqual(['state']);
  });

  test('print a sale on the simulated paper and open the simulated drawer', async () => {
    const before = valueOf(await service.client.device.simulated());
    const receipt = await sell();
    await expect.poll(readPapers, soon).toContainEqual(expect.stringContaining(receipt));
    const after = valueOf(await service.client.device.simulated());
    expect(after.drawerKicks).toBe(before.drawerKicks + 1);
    expect(after.isDrawerOpen).toBe(true);
    valueOf(await service.client.device.closeSimulatedDrawer());
    expect(valueOf(await service.client.device.simulated()).isDrawerOpen).toBe(false);
    await expect.poll(async () => valueOf(await service.client.device.jobs()), soon).toEqual([]);
  });

  test('show the customer what is rung, what it comes to and the change', async () => {
    const lines = async () => valueOf(await service.client.device.simulated()).poleLines.join('|');
    const { basket, checkout } = service.client;
    const sale = { department: 'general', unitPriceE4: 19_900, name: '苹果' };
    valueOf(await basket.addDepartmentSale(sale));
    await expect.poll(lines, soon).toMatch(/苹果 +1\.99\|.* 1\.99/);
    valueOf(await checkout.begin());
    await expect.poll(lines, soon).not.toContain('苹果');
    valueOf(await checkout.takeTender({ tenderCode: 'cash', amountMinor: 200 }));
    await expect.poll(lines, soon).toMatch(/1\.99\|.* 0\.01/);
  });
});

describe('a receipt that is asked for', () => {
  test('is the last one, as a copy, or a numbered one', async () => {
    const receipt = await sell();
    const job = valueOf(await service.client.device.printReceipt({ receiptNumber: '' }));
    expect(job).toMatchObject({ printerId: 'bar', title: `Receipt ${receipt} (COPY 1)` });
    valueOf(await service.client.device.printReceipt({ receiptNumber: receipt }));
    await expect
      .poll(readPapers, soon)
      .toContainEqual(expect.stringMatching(new RegExp(`COPY 2[^]*${receipt}`)));
    expect(codeOf(await service.client.device.printReceipt({ receiptNumber: 'NONE' }))).toBe(
      'receipt-unknown',
    );
  });

  test('may not have come out: then the cashier says what became of it', async () => {
    await service.client.device.setSimulatedFault({ printerId: 'bar', fault: 'closes-early' });
    await sell();
    const { printers } = await stateWhere(({ printers: [state] }) => state?.asks !== null);
    const { id } = printers[0]!.asks!;
    await service.client.device.setSimulatedFault({ printerId: 'bar', fault: null });
    expect(valueOf(await service.client.device.jobs())).toMatchObject([{ id, state: 'unknown' }]);
    valueOf(await service.client.device.settleJob({ id, as: 'done' }));
    await stateWhere(({ printers: [state] }) => state?.asks === null);
    expect(codeOf(await service.client.device.settleJob({ id, as: 'done' }))).toBe('print-job-gone');
  });
});

describe('a device that is about to be set up', () => {
  test('prints a test page on a real connection, or says what is wrong', async () => {
    const simulator = createPrinterSimulator({ dialect: 'esc-pos', encoding: 'gb18030' });
    const server = await startPrinterServer(simulator);
    const tried = printerAt(server.port);
    const page = await service.client.device.testPrinter({ printer: tried, page: 'alignment' });
    expect(valueOf(page)).toMatchObject({ outcome: 'confirmed', status: { isOnline: true, paper: 'ok' } });
    expect(simulator.output().papers).toHaveLength(1);
    valueOf(await service.client.device.testDrawer({ printer: tried }));
    expect(simulator.output().drawerKicks).toBe(1);
    expect(codeOf(await service.client.device.testDrawer({ printer: { ...tried, drawer: null } }))).toBe(
      'drawer-none',
    );
    await server.close();
    expect(await service.client.device.testPrinter({ printer: tried, page: 'test' })).toEqual({
      ok: false,
      error: { code: 'device-failed', device: 'Bar printer', fault: 'refused' },
    });
  });

  test('is tried on the device that the till has, which then goes on', async () => {
    valueOf(await service.client.device.testPrinter({ printer, page: 'test' }));
    expect((await readPapers()).at(-1)).toContain('Test page');
    const receipt = await sell();
    await expect.poll(readPapers, soon).toContainEqual(expect.stringContaining(receipt));
  });

  test('weighs and shows', async () => {
    const { device } = service.client;
    valueOf(await device.setSimulatedWeight({ grams: 1_250, isStable: true }));
    const weight = { kind: 'weight', grams: 1_250, isNet: false };
    expect(valueOf(await device.readWeight({}))).toEqual(weight);
    expect(valueOf(await device.testScale({ scale }))).toEqual(weight);
    expect(valueOf(await device.readWeight({}))).toEqual(weight);
    valueOf(await device.testPoleDisplay({ poleDisplay }));
    expect(valueOf(await device.simulated()).poleLines.join(' ')).toContain('Guitai');
  });

  test('scans as a scanner on a serial line does, where a simulated one is set up', async () => {
    const { device, till } = service.client;
    const code = ']d2010500011263792217271231\u001d10B-7';
    expect(codeOf(await device.scanSimulated({ code }))).toBe('not-simulated');
    const scanner = { connection: simulated, framing: 'crlf' } as const;
    valueOf(await till.changeSettings({ section: 'devices', value: { ...devices, scanner } }));
    const scanned = (async () => {
      for await (const event of await device.watch()) if (event.kind === 'scanned') return event.code;
      return null;
    })();
    await stateWhere((state) => state.scanner?.fault === null);
    valueOf(await device.scanSimulated({ code }));
    expect(await scanned).toBe(code);
    valueOf(await till.changeSettings({ section: 'devices', value: devices }));
  });

  test('is refused where its settings contradict each other', async () => {
    const { till } = service.client;
    for (const [value, detail] of [
      [{ ...devices, printers: [printer, printer] }, 'two printers have the id bar'],
      [{ ...devices, receiptPrinterId: 'none' }, 'there is no printer none'],
      [{ ...devices, printers: [{ ...printer, fallbackId: 'none' }] }, 'there is no printer none'],
      [{ ...devices, printers: [{ ...printer, fallbackId: 'bar' }] }, 'printer bar would in the end'],
    ] as const) {
      const refused = await till.changeSettings({ section: 'devices', value: deviceSettings.parse(value) });
      expect(refused).toMatchObject({
        error: {
          code: 'settings-invalid',
          section: 'devices',
          detail: expect.stringContaining(detail) as string,
        },
      });
    }
  });

  test('is shown as it would be printed, before anything is', async () => {
    const document = {
      language: 'en',
      title: 'Trial',
      blocks: [{ kind: 'row', left: '苹果', middle: '', right: '1.99', indent: 0, emphasis: 'normal' }],
    } as const;
    const shown = await service.client.device.preview({
      printer,
      document: { ...document, blocks: [...document.blocks] },
    });
    expect(valueOf(shown).lines).toEqual([`苹果${' '.repeat(40)}1.99`]);
  });
});

test('practice prints on simulated paper of its own, and opens no real drawer', async () => {
  const simulator = createPrinterSimulator({ dialect: 'esc-pos', encoding: 'gb18030' });
  const server = await startPrinterServer(simulator);
  const value = deviceSettings.parse(devicesWith(printerAt(server.port)));
  valueOf(await service.client.till.changeSettings({ section: 'devices', value }));
  valueOf(await service.client.session.startTraining());
  const receipt = await sell();
  await expect.poll(readPapers, soon).toEqual([expect.stringContaining(receipt)]);
  expect((await readPapers())[0]).toContain('TRAINING');
  valueOf(await service.client.session.endTraining());
  expect(simulator.output()).toMatchObject({ papers: [], drawerKicks: 0 });
  valueOf(await service.client.session.signIn({ staffCode: MANAGER.code, pin: MANAGER.pin }));
  const real = await sell();
  await expect.poll(() => simulator.output().papers.length, soon).toBe(1);
  expect(simulator.output().papers[0]!.lines.join('\n')).toContain(real);
  await server.close();
});

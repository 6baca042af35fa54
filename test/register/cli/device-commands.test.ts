import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPrinterServer, type PrinterServer } from '../../../hardware/simulator/printer-server.ts';
import {
  createPrinterSimulator,
  type PrinterSimulator,
} from '../../../hardware/simulator/printer-simulator.ts';
import { openTill } from '../../../register/open-till.ts';
import { okOf, setSection } from '../till.ts';
import { devicesWith, printerAt } from '../printing/printer-settings.ts';
import { openCommandFolder, type CommandFolder } from './command-folder.ts';

let folder: CommandFolder;
let simulator: PrinterSimulator;
let server: PrinterServer;

beforeAll(async () => {
  folder = openCommandFolder();
  simulator = createPrinterSimulator({ dialect: 'esc-pos', encoding: 'gb18030' });
  server = await startPrinterServer(simulator);
  const register = okOf(openTill(folder.data));
  const office = printerAt(0, { id: 'office', name: 'Office', connection: { kind: 'simulated' } });
  setSection(register, 'devices', devicesWith(printerAt(server.port, { fallbackId: 'office' }), office));
  register.store.commit(({ printQueue }) =>
    printQueue.queue('bar', { kind: 'receipt', receiptNumber: 'S-1-1-000001', copyNo: 2, language: 'en' }, 0),
  );
  register.store.close();
});

afterAll(async () => {
  await server.close();
  folder.remove();
});

describe('devices', () => {
  test('lists what hangs on the till, and says that nobody knows how it is while no service runs', async () => {
    const listed = await folder.runOk('devices');
    expect(listed).toContain(`127.0.0.1:${server.port}`);
    expect(listed).toMatch(/Receipt printer +bar Bar printer .*not running/);
    expect(listed).toMatch(/Printer +office Office +simulated/);
    expect(await folder.json('devices')).toMatchObject({
      state: null,
      settings: { receiptPrinterId: 'bar' },
    });
  });

  test('queue lists what waits', async () => {
    expect(await folder.runOk('devices', 'queue')).toMatch(/Receipt S-1-1-000001 \(COPY 2\) +bar +waits/);
  });
});

describe('doctor', () => {
  test('says how much waits for a printer, and that somebody should look', async () => {
    const screen = await folder.runOk('doctor');
    expect(screen).toMatch(/Printing +2 printers, 1 documents wait, 0 may not have come out/);
    expect(screen).toContain('guitai devices queue');
  });
});

describe('print-test', () => {
  test('prints on the printer of receipts', async () => {
    expect(await folder.runOk('print-test')).toBe('Bar printer says that the page is printed.\n');
    expect(simulator.output().papers.at(-1)?.lines.join('\n')).toContain('Test page');
  });

  test('prints the alignment page on the printer that is named', async () => {
    const told = await folder.json('print-test', 'office', '--page', 'alignment');
    expect(told).toMatchObject({ printer: 'office', outcome: 'confirmed' });
  });

  test('says what is wrong', async () => {
    expect(await folder.refused(1, 'print-test', 'nowhere')).toContain('There is no printer');
    expect(await folder.refused(2, 'print-test', '--page', 'all')).toContain('--page');
    simulator.setFault('cover-open');
    expect(await folder.refused(1, 'print-test')).toContain('Bar printer: has its cover open');
    simulator.setFault(null);
  });
});

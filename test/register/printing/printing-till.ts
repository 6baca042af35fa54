import { afterAll, afterEach, beforeEach } from 'vitest';
import type { DeviceSettings } from '../../../domain/devices/device-settings.ts';
import type { StoredPrintJob } from '../../../domain/devices/print-job.ts';
import { openPrinter } from '../../../hardware/printer/open-printer.ts';
import type { PrinterFault } from '../../../hardware/simulator/printer-faults.ts';
import { startPrinterServer, type PrinterServer } from '../../../hardware/simulator/printer-server.ts';
import {
  createPrinterSimulator,
  type PrinterSimulator,
} from '../../../hardware/simulator/printer-simulator.ts';
import { openDocumentEncoder } from '../../../register/printing/encode-document.ts';
import { openPrintStation, type PrintStation } from '../../../register/printing/print-station.ts';
import type { PrintTill } from '../../../register/printing/print-worker.ts';
import { addDepartmentSale } from '../../../register/use-cases/add-lines.ts';
import {
  expectBooksHold,
  manager,
  okOf,
  openSellingTill,
  payAll,
  setSection,
  type TestTill,
} from '../till.ts';
import { devicesWith, printerAt } from './printer-settings.ts';

const DEADLINES = { connectMs: 1_000, writeMs: 1_000, totalMs: 3_000, answerMs: 500 };
const PAUSES = { firstMs: 40, maxMs: 80 };

export interface NetworkPrinter {
  readonly simulator: PrinterSimulator;
  readonly server: PrinterServer;
}

/** A till with a station and one printer on a real socket. */
export interface PrintingTill {
  readonly till: TestTill;
  readonly printer: NetworkPrinter;
  readonly station: PrintStation;
  /** What the station said of bugs. */
  readonly bugs: readonly string[];
  /** One more printer, which no setting names yet. */
  readonly openPrinter: () => Promise<NetworkPrinter>;
  readonly breakPrinter: (fault: PrinterFault | null, afterBytes?: number) => Promise<void>;
  /** Opens a station on the till, as a service that starts does. */
  readonly begin: (devices?: DeviceSettings, tend?: PrintTill['tend']) => void;
  /** Sells for cash; the receipt's number. */
  readonly sell: () => string;
  readonly unsettled: () => StoredPrintJob[];
  readonly states: () => string[];
  /** How many jobs are in each state. */
  readonly allJobs: () => Record<string, number>;
  /** The papers of the printer, or of another. */
  readonly printed: (printer?: NetworkPrinter) => string[];
}

/** A fresh till for each test of the file; after each its books must hold. */
export function usePrintingTill(): PrintingTill {
  const encoder = openDocumentEncoder();
  const opened: NetworkPrinter[] = [];
  const bugs: string[] = [];
  let till: TestTill;
  let printer: NetworkPrinter;
  let station: PrintStation;

  async function openNetworkPrinter(): Promise<NetworkPrinter> {
    const simulator = createPrinterSimulator({ dialect: 'esc-pos', encoding: 'gb18030' });
    const made = { simulator, server: await startPrinterServer(simulator) };
    opened.push(made);
    return made;
  }

  function begin(
    devices: DeviceSettings = till.register.settings.devices,
    tend: PrintTill['tend'] = (work) => work(till.register),
  ): void {
    setSection(till.register, 'devices', devices);
    station = openPrintStation({
      till: { tend, fault: (where, error) => void bugs.push(`${where}: ${String(error)}`) },
      open: (settings) => openPrinter(settings, { deadlines: DEADLINES }),
      encode: encoder.encode,
      pauses: PAUSES,
      onChange: () => undefined,
    });
    till.register.devices = {
      documentQueued: () => station.wake(),
      openDrawer: () => void station.openDrawer(),
    };
    station.apply(devices);
  }

  beforeEach(async () => {
    till = openSellingTill(manager);
    printer = await openNetworkPrinter();
    bugs.length = 0;
    begin(devicesWith(printerAt(printer.server.port)));
  });

  afterEach(async () => {
    await station.stop();
    for (const { server } of opened.splice(0)) await server.close();
    expectBooksHold(till.register);
    till.remove();
  });

  afterAll(() => encoder.stop());

  const unsettled = () => till.register.store.printQueue.unsettled(50);
  return {
    get till() {
      return till;
    },
    get printer() {
      return printer;
    },
    get station() {
      return station;
    },
    bugs,
    openPrinter: openNetworkPrinter,
    async breakPrinter(fault, afterBytes = 0) {
      printer.simulator.setFault(fault, { afterBytes });
      await printer.server.ready();
    },
    begin,
    sell() {
      okOf(addDepartmentSale(till.register, { department: 'general', unitPriceE4: 12_300 }));
      return payAll(till.register).receiptNumber;
    },
    unsettled,
    states: () => unsettled().map(({ state }) => state),
    allJobs: () => till.register.store.printQueue.counts(),
    printed: ({ simulator } = printer) => simulator.output().papers.map(({ lines }) => lines.join('\n')),
  };
}

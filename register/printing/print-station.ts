import type { DeviceSettings, PrinterSettings } from '../../domain/devices/device-settings.ts';
import { canonicalJson } from '../../domain/facts/canonical-json.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { DeviceError, Printer } from '../../hardware/printer/printer.ts';
import type { PrinterState } from '../contract/device.ts';
import type { Register } from '../register.ts';
import { viewJob } from './view-job.ts';
import { openPrinterLine, type PrinterLine, type PrinterPauses } from './printer-line.ts';
import { startPrintWorker, type EncodeDocument, type PrintTill, type PrintWorker } from './print-worker.ts';

/** How often a printer that answers is asked how it is while it does nothing. */
const POLL_EVERY_MS = 15_000;
/** How long the end waits for what is being printed; what is not over then is asked about at the next start. */
const STOP_WAIT_MS = 2_000;

/** What a station is made of. */
export interface StationParts {
  readonly till: PrintTill;
  readonly open: (settings: PrinterSettings) => Printer;
  readonly encode: EncodeDocument;
  readonly pauses?: PrinterPauses | undefined;
  /** Told when something that `states` says may have changed. */
  readonly onChange: () => void;
}

/** The printers of one till, their queue and its drawer. */
export interface PrintStation {
  /** Takes the printers as they are set up now; those that stay as they were go on undisturbed. */
  apply(devices: DeviceSettings): void;
  /** Something was queued. Returns at once. */
  wake(): void;
  /** Opens the drawer by the printer of receipts, or by the first one that has a drawer. Once; never later. */
  openDrawer(): Promise<Result<null, DeviceError>>;
  states(register: Register): PrinterState[];
  /** Lends a device to a task, where a printer that is set up has the same; else the task just runs. */
  lend<T>(printer: PrinterSettings, task: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

interface SetUpPrinter {
  readonly line: PrinterLine;
  readonly worker: PrintWorker;
}

/** Opens a station on a till whose service just started: what an earlier one was sending is asked about. */
export function openPrintStation({ till, open, encode, pauses, onChange }: StationParts): PrintStation {
  let printers: SetUpPrinters = new Map();
  let receiptPrinterId: string | null = null;
  const leaving = new Set<Promise<void>>();
  let isStopped = false;
  recover(till);
  const polling = setInterval(() => {
    for (const { line } of printers.values()) void poll(line);
  }, POLL_EVERY_MS).unref();

  async function poll(line: PrinterLine): Promise<void> {
    const hadFault = line.fault() !== null;
    try {
      await line.poll();
    } catch (error) {
      till.fault('printer-status', error);
    }
    if (hadFault && line.fault() === null) wakeWorkers();
  }

  function setUp(printer: PrinterSettings): SetUpPrinter {
    const line = openPrinterLine(printer, open, onChange, pauses);
    const lines = () => [line, ...standInsOf(printer, printers)];
    const worker = startPrintWorker({ till, printerId: printer.id, lines, encode, onChange });
    void poll(line);
    return { line, worker };
  }

  function retire({ line, worker }: SetUpPrinter): void {
    const gone = Promise.all([worker.stop(), line.close()]).then(
      () => undefined,
      (error: unknown) => till.fault('printer-close', error),
    );
    leaving.add(gone);
    void gone.then(() => leaving.delete(gone));
  }

  function wakeWorkers(): void {
    for (const { worker } of printers.values()) worker.wake();
  }

  return {
    apply(devices) {
      if (isStopped) return;
      receiptPrinterId = devices.receiptPrinterId;
      const before = printers;
      const now = new Map<string, SetUpPrinter>();
      for (const printer of devices.printers) {
        const kept = before.get(printer.id);
        const isSame = kept && canonicalJson(kept.line.settings) === canonicalJson(printer);
        now.set(printer.id, isSame ? kept : setUp(printer));
      }
      printers = now;
      for (const [id, printer] of before) if (now.get(id) !== printer) retire(printer);
      adopt(till, devices);
      wakeWorkers();
      onChange();
    },
    wake() {
      for (const { line } of printers.values()) line.urge();
      wakeWorkers();
    },
    async openDrawer() {
      const line = drawerLineOf(printers, receiptPrinterId);
      return line ? line.openDrawer() : fail({ code: 'not-found' });
    },
    states: (register) => [...printers.values()].map(({ line }) => stateOf(line, register)),
    async lend(printer, task) {
      const connection = canonicalJson(printer.connection);
      const owner = [...printers.values()].find(
        ({ line }) => canonicalJson(line.settings.connection) === connection,
      );
      return owner ? owner.line.lend(task) : task();
    },
    async stop() {
      isStopped = true;
      clearInterval(polling);
      for (const printer of printers.values()) retire(printer);
      printers = new Map();
      await Promise.race([Promise.all(leaving), wait(STOP_WAIT_MS)]);
    },
  };
}

type SetUpPrinters = ReadonlyMap<string, SetUpPrinter>;

/** The printers that stand in for one, and for those, in the order in which they are tried. */
function standInsOf({ fallbackId }: PrinterSettings, printers: SetUpPrinters): PrinterLine[] {
  const found: PrinterLine[] = [];
  let next = fallbackId;
  // The settings have no circle; the bound is for those that were written by another program.
  while (next !== null && found.length < printers.size) {
    const standIn = printers.get(next);
    if (!standIn) break;
    found.push(standIn.line);
    next = standIn.line.settings.fallbackId;
  }
  return found;
}

function drawerLineOf(printers: SetUpPrinters, receiptPrinterId: string | null): PrinterLine | undefined {
  const receipts = receiptPrinterId === null ? undefined : printers.get(receiptPrinterId);
  const inOrder = [...(receipts ? [receipts] : []), ...printers.values()];
  return inOrder.find(({ line }) => line.settings.drawer !== null)?.line;
}

function stateOf(line: PrinterLine, { store: { printQueue }, settings }: Register): PrinterState {
  const { id, name } = line.settings;
  const asks = printQueue.oldestUnknown(id);
  return {
    id,
    name,
    fault: line.fault(),
    status: line.status(),
    waitingCount: printQueue.waitingCount(id),
    asks: asks && viewJob(asks, settings.shop.language),
  };
}

/** A commit at every start would make each start slower; mostly there is nothing. */
function recover(till: PrintTill): void {
  till.tend(({ store, clock }) => {
    if (!store.printQueue.counts().sending) return ok(0);
    return ok(store.commit(({ printQueue }) => printQueue.recover(clock.nowUtcMs())));
  });
}

/** What was queued for a printer that is not there any more goes to the one of receipts. */
function adopt(till: PrintTill, { printers, receiptPrinterId }: DeviceSettings): void {
  if (receiptPrinterId === null) return;
  const ids = printers.map(({ id }) => id);
  till.tend(({ store, clock }) => {
    if (!store.printQueue.hasOrphans(ids)) return ok(0);
    return ok(store.commit(({ printQueue }) => printQueue.reassign(ids, receiptPrinterId, clock.nowUtcMs())));
  });
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

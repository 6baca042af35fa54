import type { DeviceSettings, PrinterSettings } from '../../domain/devices/device-settings.ts';
import { canonicalJson } from '../../domain/facts/canonical-json.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { DeviceError } from '../../hardware/printer/printer.ts';
import type { PrinterState } from '../contract/device.ts';
import type { Register } from '../register.ts';
import type { PrinterLine } from './printer-line.ts';
import type { PrintTill } from './print-worker.ts';
import { setUpPrinters, type StationParts } from './set-up-printers.ts';
import { viewJob } from './view-job.ts';

/** How long the end waits for what is being printed; what is not over then is asked about at the next start. */
const STOP_WAIT_MS = 2_000;

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

/** Opens a station on a till whose service just started: what an earlier one was sending is asked about. */
export function openPrintStation(parts: StationParts): PrintStation {
  const { till, onChange } = parts;
  const printers = setUpPrinters(parts);
  let receiptPrinterId: string | null = null;
  let isStopped = false;
  recover(till);
  return {
    apply(devices) {
      if (isStopped) return;
      receiptPrinterId = devices.receiptPrinterId;
      printers.replace(devices.printers);
      adopt(till, devices);
      printers.wake();
      onChange();
    },
    wake() {
      for (const line of printers.lines()) line.urge();
      printers.wake();
    },
    async openDrawer() {
      const line = drawerLineOf(printers.lines(), receiptPrinterId);
      return line ? line.openDrawer() : fail({ code: 'not-found' });
    },
    states: (register) => printers.lines().map((line) => stateOf(line, register)),
    async lend(printer, task) {
      const connection = canonicalJson(printer.connection);
      const owner = printers
        .lines()
        .find(({ settings }) => canonicalJson(settings.connection) === connection);
      return owner ? owner.lend(task) : task();
    },
    async stop() {
      isStopped = true;
      await Promise.race([printers.close(), wait(STOP_WAIT_MS)]);
    },
  };
}

function drawerLineOf(
  lines: readonly PrinterLine[],
  receiptPrinterId: string | null,
): PrinterLine | undefined {
  const withDrawer = lines.filter(({ settings }) => settings.drawer !== null);
  return withDrawer.find(({ settings }) => settings.id === receiptPrinterId) ?? withDrawer[0];
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

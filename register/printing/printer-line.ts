import type { DeviceFault, PrinterStatus, PrintOutcome } from '../../domain/devices/device-fault.ts';
import { askingOnly, type PrinterSettings } from '../../domain/devices/device-settings.ts';
import type { Result } from '../../domain/result.ts';
import type { DeviceError, Printer } from '../../hardware/printer/printer.ts';
import { statusFault } from '../../hardware/printer/status-fault.ts';
import { createTaskQueue } from '../service/task-queue.ts';
import { createPrinterRest, printerPauses, type PrinterPauses } from './printer-rest.ts';

/** One printer that is set up, with what is known of it. What is asked of it is done one after the other. */
export interface PrinterLine {
  readonly settings: PrinterSettings;
  /** Null while nothing is known to be wrong. */
  fault(): DeviceFault | null;
  /** Null where it was not asked, or did not answer. */
  status(): PrinterStatus | null;
  /** How long it is still to be left alone after a failure, in milliseconds; 0 for not at all. */
  pauseMs(): number;
  /** Somebody waits for it now, so it is left alone for the first pause at most. */
  urge(): void;
  print(bytes: Uint8Array): Promise<PrintOutcome>;
  /** Opens the drawer that hangs on it: once, now or never. */
  openDrawer(): Promise<Result<null, DeviceError>>;
  /** Asks how it is, where it answers and does nothing else. */
  poll(): Promise<void>;
  /** Leaves the device itself to somebody else for as long as a task takes. */
  lend<T>(task: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Makes a printer's line. `onChange` is told when what is known of it changed; `open` connects only when it must. */
export function openPrinterLine(
  settings: PrinterSettings,
  open: (settings: PrinterSettings) => Printer,
  onChange: () => void,
  pauses: PrinterPauses = printerPauses,
): PrinterLine {
  let printer = open(settings);
  let fault: DeviceFault | null = null;
  let status: PrinterStatus | null = null;
  const rest = createPrinterRest(pauses);
  const turns = createTurns();

  function note(found: DeviceFault | null): void {
    if (found === null) rest.succeeded();
    else rest.failed();
    fault = found;
    onChange();
  }

  async function readStatus(): Promise<void> {
    const read = await printer.readStatus();
    status = read.ok ? read.value : null;
    note(read.ok ? statusFault(read.value) : read.error.code);
  }

  return {
    settings,
    fault: () => fault,
    status: () => status,
    pauseMs: rest.leftMs,
    urge: rest.shorten,
    print: (bytes) =>
      turns.take(async () => {
        const outcome = await printer.print(bytes);
        note('fault' in outcome ? outcome.fault : null);
        return outcome;
      }),
    // Not in turn: the printer itself lets it pass before what waits, and drops it where it would come too late.
    async openDrawer() {
      const opened = await printer.openDrawer();
      note(opened.ok ? null : opened.error.code);
      return opened;
    },
    async poll() {
      if (askingOnly(settings).answersStatus && turns.areFree()) await turns.take(readStatus);
    },
    lend: (task) =>
      turns.take(async () => {
        await printer.close();
        try {
          return await task();
        } finally {
          printer = open(settings);
        }
      }),
    close: () => printer.close(),
  };
}

/** One task after the other, and whether there is none. */
function createTurns() {
  const queue = createTaskQueue();
  let count = 0;
  return {
    areFree: () => count === 0,
    take<T>(task: () => Promise<T>): Promise<T> {
      count += 1;
      return queue(task).finally(() => (count -= 1));
    },
  };
}

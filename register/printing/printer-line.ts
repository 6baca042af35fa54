import { performance } from 'node:perf_hooks';
import type { DeviceFault, PrinterStatus, PrintOutcome } from '../../domain/devices/device-fault.ts';
import { askingOnly, type PrinterSettings } from '../../domain/devices/device-settings.ts';
import type { Result } from '../../domain/result.ts';
import type { DeviceError, Printer } from '../../hardware/printer/printer.ts';
import { statusFault } from '../../hardware/printer/status-fault.ts';
import { createTaskQueue } from '../service/task-queue.ts';

/** How long a printer is left alone after a failure: at first, and at most; twice as long each time. In milliseconds. */
export interface PrinterPauses {
  readonly firstMs: number;
  readonly maxMs: number;
}

export const printerPauses: PrinterPauses = { firstMs: 1_000, maxMs: 30_000 };
/** Twice as long so often is longer than any pause. */
const DOUBLINGS_MAX = 10;

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
  let failureCount = 0;
  let failedAtMs = 0;
  let dueAtMs = 0;
  let askedCount = 0;
  const turns = createTaskQueue();

  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    askedCount += 1;
    return turns(task).finally(() => (askedCount -= 1));
  }

  function note(found: DeviceFault | null): void {
    if (found === null) {
      failureCount = 0;
      dueAtMs = 0;
    } else {
      failedAtMs = performance.now();
      dueAtMs = failedAtMs + Math.min(pauses.maxMs, pauses.firstMs * 2 ** failureCount);
      failureCount = Math.min(failureCount + 1, DOUBLINGS_MAX);
    }
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
    pauseMs: () => Math.max(0, dueAtMs - performance.now()),
    urge() {
      dueAtMs = Math.min(dueAtMs, failedAtMs + pauses.firstMs);
    },
    print: (bytes) =>
      inTurn(async () => {
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
      if (askingOnly(settings).answersStatus && askedCount === 0) await inTurn(readStatus);
    },
    lend: (task) =>
      inTurn(async () => {
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

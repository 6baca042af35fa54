import type { PrinterSettings } from '../../domain/devices/device-settings.ts';
import { fail } from '../../domain/result.ts';
import { openPrinter } from '../../hardware/printer/open-printer.ts';
import type { Printer, PrinterDeadlines } from '../../hardware/printer/printer.ts';
import type { DocumentEncoder } from '../printing/encode-document.ts';
import type { PrinterPauses } from '../printing/printer-rest.ts';
import { openPrintStation, type PrintStation } from '../printing/print-station.ts';
import type { PrintTill } from '../printing/print-worker.ts';
import type { TillDevices } from '../register.ts';
import type { ServiceLog } from './service-log.ts';
import { createSimulatedDevices, type SimulatedDevices } from './simulated-devices.ts';

/** How patient a service is with printers, where that is not as usual. */
export interface PrinterPace {
  readonly deadlines?: PrinterDeadlines | undefined;
  readonly pauses?: PrinterPauses | undefined;
}

/** What the printers of all tills of a service have in common. */
export interface BenchParts {
  readonly encoder: DocumentEncoder;
  readonly log: ServiceLog;
  readonly pace: PrinterPace;
  readonly onChange: () => void;
}

/** One till's printers, and how to get at its books. */
export interface PrintBench {
  readonly till: PrintTill;
  readonly station: PrintStation;
  readonly simulated: SimulatedDevices;
  /** What the till is given to tell its devices by. */
  readonly told: TillDevices;
  /** Opens a printer as it would be set up. */
  open(settings: PrinterSettings): Printer;
  /** Nothing of it touches the books from now on. */
  detach(): void;
}

export function openPrintBench(tend: PrintTill['tend'], parts: BenchParts): PrintBench {
  const { encoder, log, pace, onChange } = parts;
  let isDetached = false;
  const till: PrintTill = {
    tend: (work) => (isDetached ? fail({ code: 'till-restoring' }) : tend(work)),
    fault: (where, error) => void log.fault(where, error),
  };
  const simulated = createSimulatedDevices();
  const open = (settings: PrinterSettings) =>
    openPrinter(settings, {
      ...(pace.deadlines && { deadlines: pace.deadlines }),
      simulator: simulated.printer(settings),
    });
  const station = openPrintStation({ till, open, encode: encoder.encode, pauses: pace.pauses, onChange });
  return { till, station, simulated, open, told: tellLater(station, log), detach: () => (isDetached = true) };
}

/** The answer to whoever sold goes out before anything is done about paper or drawer. */
function tellLater(station: PrintStation, log: ServiceLog): TillDevices {
  async function openDrawer(): Promise<void> {
    try {
      const opened = await station.openDrawer();
      if (!opened.ok) log.note('drawer-failed', { fault: opened.error.code });
    } catch (error) {
      log.fault('drawer', error);
    }
  }
  return {
    documentQueued: () => void setImmediate(() => station.wake()),
    openDrawer: () => void setImmediate(() => void openDrawer()),
  };
}

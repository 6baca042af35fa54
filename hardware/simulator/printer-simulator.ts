import type { Duplex } from 'node:stream';
import type { PrinterDialect, TextEncoding } from '../../domain/devices/device-settings.ts';
import { converseAsPrinter, type DeviceConversation, type PrinterDevice } from './printer-conversation.ts';
import { faultDetails, type FaultDetails, type PrinterFault } from './printer-faults.ts';
import { createPrinterMechanism, type PrinterOutput } from './printer-mechanism.ts';

export interface SimulatorOptions {
  readonly dialect: PrinterDialect;
  readonly encoding: TextEncoding;
  /** What becomes of a connection while another one is served: it waits, as with most, or is broken off. */
  readonly whenBusy?: 'waits' | 'resets';
  readonly nowUtcMs?: () => number;
}

/**
 * A printer that is not there: it takes bytes as one does, answers, prints on paper that can be read, and fails on demand. It
 * serves one connection after the other.
 */
export interface PrinterSimulator {
  output(): PrinterOutput;
  fault(): PrinterFault | null;
  /** Fails from now on, or no more. What was kept while it could not print it prints then. */
  setFault(fault: PrinterFault | null, details?: Partial<FaultDetails>): void;
  closeDrawer(): void;
  /** Serves a connection; `reset` breaks it off without ending it. */
  attach(stream: Duplex, reset: () => void): void;
  /** Tells when something was printed, kicked or set. Returns how to hear no more of it. */
  onChange(listener: () => void): () => void;
}

export function createPrinterSimulator(options: SimulatorOptions): PrinterSimulator {
  const { dialect, encoding, whenBusy = 'waits', nowUtcMs = Date.now } = options;
  const listeners = new Set<() => void>();
  const waiting: (readonly [Duplex, () => void])[] = [];
  let serving: DeviceConversation | null = null;
  let fault: PrinterFault | null = null;
  let details = faultDetails;
  const mechanism = createPrinterMechanism(dialect, encoding, nowUtcMs, () => fault);

  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const device: PrinterDevice = {
    dialect,
    mechanism,
    fault: () => fault,
    details: () => details,
    work: () => {
      if (mechanism.work()) tell();
    },
    gone: () => {
      serving = null;
      serveNext();
    },
  };
  const serveNext = (): void => {
    const next = serving === null ? waiting.shift() : undefined;
    if (next !== undefined) serving = converseAsPrinter(device, ...next);
  };

  return {
    output: () => mechanism.output(),
    fault: () => fault,
    setFault: (next, nextDetails = {}) => {
      fault = next;
      details = { ...faultDetails, ...nextDetails };
      mechanism.work();
      serving?.goOn();
      tell();
    },
    closeDrawer: () => {
      mechanism.closeDrawer();
      tell();
    },
    attach: (stream, reset) => {
      // While it waits nobody else hears of its end.
      stream.on('error', () => stream.destroy());
      if (serving !== null && whenBusy === 'resets') {
        reset();
        return;
      }
      waiting.push([stream, reset]);
      serveNext();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

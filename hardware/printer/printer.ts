import type { DeviceFault, PrintOutcome, PrinterStatus } from '../../domain/devices/device-fault.ts';
import type { Result } from '../../domain/result.ts';

/** What is wrong, as a value. */
export interface DeviceError {
  readonly code: DeviceFault;
}

/**
 * A printer that is set up. It does one thing at a time, in the order in which it was asked, over one connection that it
 * opens when it needs it. Nothing that it is asked for throws or hangs: each ends within its deadline.
 */
export interface Printer {
  /** Sends a whole document's bytes once; never again by itself. */
  print(bytes: Uint8Array): Promise<PrintOutcome>;
  /** Asks how it is; fails where it does not answer or cannot. */
  readStatus(): Promise<Result<PrinterStatus, DeviceError>>;
  /** Sends the one pulse that opens the drawer, once, whatever becomes of it. */
  openDrawer(): Promise<Result<null, DeviceError>>;
  /** Ends the connection; what is being sent ends as it is. */
  close(): Promise<void>;
}

/** The deadlines of a printer, in milliseconds. */
export interface PrinterDeadlines {
  readonly connectMs: number;
  /** How long a write may make no progress. */
  readonly writeMs: number;
  /** How long a document may take in all, with its confirmation. */
  readonly totalMs: number;
  /** How long an answer to a question may take. */
  readonly answerMs: number;
}

export const printerDeadlines: PrinterDeadlines = {
  connectMs: 3_000,
  writeMs: 10_000,
  totalMs: 60_000,
  answerMs: 1_500,
};

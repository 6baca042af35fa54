import { type } from '@orpc/contract';
import { z } from 'zod';
import type { DeviceFault, PrinterStatus, ScaleReading } from '../../domain/devices/device-fault.ts';
import type { PrintState } from '../../domain/devices/print-job.ts';
import { answers, streams } from './answer.ts';
import { integer, nothing, scanned } from './fields.ts';
import { deviceSettings, printerSettings } from './device-settings.ts';
import { receiptDocument } from './receipt-document.ts';

/** A document in the queue. */
export interface PrintJob {
  readonly id: number;
  readonly printerId: string;
  /** What it is, for a person: `Receipt S1-T1-1-000123`. */
  readonly title: string;
  readonly state: PrintState;
  /** How often it was sent already. */
  readonly sentCount: number;
  readonly fault: DeviceFault | null;
  readonly queuedAtUtcMs: number;
}

/** How a printer is, and what waits for it. */
export interface PrinterState {
  readonly id: string;
  readonly name: string;
  /** Null while nothing is known to be wrong. */
  readonly fault: DeviceFault | null;
  /** Null where it was not asked, or cannot answer. */
  readonly status: PrinterStatus | null;
  readonly waitingCount: number;
  /** The oldest job that a person must decide about: it may be on paper already, or not. */
  readonly asks: PrintJob | null;
}

/** How the devices of the till are, as the counter shows it. */
export interface DeviceState {
  readonly printers: readonly PrinterState[];
  readonly scanner: { readonly fault: DeviceFault | null } | null;
  readonly scale: { readonly fault: DeviceFault | null; readonly reading: ScaleReading | null } | null;
  readonly poleDisplay: { readonly fault: DeviceFault | null } | null;
}

/** What devices tell the counter. The first event of a stream is the state as it is. */
export type DeviceEvent =
  | { readonly kind: 'state'; readonly state: DeviceState }
  /** A serial scanner read this; the counter does with it what it does with a typed scan. */
  | { readonly kind: 'scanned'; readonly code: string };

/** A port, queue or device file that this machine has. */
export interface FoundDevice {
  readonly kind: 'serial' | 'spooler' | 'file';
  readonly address: string;
  /** What the machine calls it, where it says. */
  readonly label: string | null;
}

/** What a simulated device has received, for the screen to show. */
export interface SimulatedOutput {
  /** Documents that a simulated printer printed, each as the lines that its bytes came to; the latest last. */
  readonly papers: readonly {
    readonly at: number;
    readonly lines: readonly string[];
    readonly isCut: boolean;
    /** The printer's own second print of the one before it. */
    readonly isRepeat: boolean;
  }[];
  readonly drawerKicks: number;
  readonly isDrawerOpen: boolean;
  readonly poleLines: readonly string[];
}

/** How a simulated printer is to fail; null for not at all. */
export const simulatedFaults = [
  'refuses',
  'hangs',
  'resets',
  'never-reads',
  'closes-early',
  'answers-late',
  'prints-twice',
  'paper-out',
  'paper-near-end',
  'cover-open',
] as const;
export type SimulatedFault = (typeof simulatedFaults)[number];

const printerId = z.string().min(1).max(40);

export const deviceContract = {
  /** Follows the devices until the iteration ends. */
  watch: streams(type<DeviceEvent>()).input(nothing),
  /** Ports, queues and device files of this machine. Nothing is sent to any of them. */
  find: answers<FoundDevice[]>().input(nothing),
  /** Prints a test page on a printer as it would be set, saved or not, and says how that ended. */
  testPrinter: answers<{
    readonly outcome: 'confirmed' | 'sent';
    readonly status: PrinterStatus | null;
  }>().input(z.strictObject({ printer: printerSettings, page: z.enum(['test', 'alignment']) })),
  /** Opens the drawer on a printer as it would be set. Needs the right of opening it; writes the journal's entry. */
  testDrawer: answers<null>().input(z.strictObject({ printer: printerSettings })),
  /** The next stable weight of a scale as it would be set, within five seconds. */
  testScale: answers<ScaleReading>().input(z.strictObject({ scale: deviceSettings.shape.scale.unwrap() })),
  testPoleDisplay: answers<null>().input(
    z.strictObject({ poleDisplay: deviceSettings.shape.poleDisplay.unwrap() }),
  ),
  /** What waits, failed or is not known of, newest last; at most 200. */
  jobs: answers<PrintJob[]>().input(nothing),
  /** Decides about a job that may be on paper: it is (`done`), it is to be printed again as a copy, or given up. */
  settleJob: answers<null>().input(
    z.strictObject({ id: z.int().positive(), as: z.enum(['done', 'print-again', 'given-up']) }),
  ),
  /** Prints the last receipt, or a numbered one, as a marked copy. */
  printReceipt: answers<PrintJob>().input(z.strictObject({ receiptNumber: z.string().max(60) })),
  /** Reads the scale once: a stable weight, or why there is none. Scales that show prices are told that of a kilogram. */
  readWeight: answers<ScaleReading>().input(z.strictObject({ unitPriceE4: integer.min(0).optional() })),
  /** What the simulated devices received. */
  simulated: answers<SimulatedOutput>().input(nothing),
  setSimulatedFault: answers<null>().input(
    z.strictObject({ printerId, fault: z.enum(simulatedFaults).nullable() }),
  ),
  setSimulatedWeight: answers<null>().input(
    z.strictObject({ grams: z.int().min(0).max(100_000), isStable: z.boolean() }),
  ),
  /** Holds a code before the simulated serial scanner, with all that stands in it. */
  scanSimulated: answers<null>().input(z.strictObject({ code: scanned.min(1) })),
  closeSimulatedDrawer: answers<null>().input(nothing),
  /** A document as the printer's paper would show it, for previews. */
  preview: answers<{ readonly lines: readonly string[] }>().input(
    z.strictObject({ printer: printerSettings, document: receiptDocument }),
  ),
};

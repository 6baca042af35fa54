import type { PaperColumns } from '../receipt/document.ts';

/** How bytes reach a device. Each driver has a simulator, which stands in for any of them. */
export type DeviceConnection =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | ({ readonly kind: 'serial' } & SerialLine)
  /** A device file such as `/dev/usb/lp0`. */
  | { readonly kind: 'file'; readonly path: string }
  /** A queue of the operating system that passes bytes on as they are: CUPS, or the spooler of Windows. */
  | { readonly kind: 'spooler'; readonly queue: string }
  | { readonly kind: 'simulated' };

/** A serial line, or a USB device that acts as one. */
export interface SerialLine {
  readonly path: string;
  readonly baud: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
}

/** The language that a printer speaks: chosen, never guessed, because one's cut is another's feed. */
export const printerDialects = ['esc-pos', 'star-line'] as const;
export type PrinterDialect = (typeof printerDialects)[number];

/** How a printer takes text. What it cannot print in that encoding is drawn. */
export const textEncodings = [
  'gb18030',
  'big5',
  'shift-jis',
  'cp437',
  'cp850',
  'cp858',
  'cp1252',
  'cp866',
] as const;
export type TextEncoding = (typeof textEncodings)[number];

export interface DrawerSettings {
  /** The pin of the printer's drawer plug that opens it. */
  readonly pin: 2 | 5;
  /** How long its coil is under current, and rests after it, in milliseconds; ESC/POS counts both in steps of 2. */
  readonly onMs: number;
  readonly offMs: number;
}

export interface PrinterSettings {
  /** Stays as it is while everything else may change: jobs are queued for it. */
  readonly id: string;
  readonly name: string;
  readonly connection: DeviceConnection;
  readonly dialect: PrinterDialect;
  readonly encoding: TextEncoding;
  readonly columns: PaperColumns;
  /** Dots across the paper: 384 on 58 mm paper, 512, 576 or 832 on 80 mm. */
  readonly dots: number;
  readonly cut: 'full' | 'partial' | 'none';
  /** Whether codes are drawn by the program where the printer has no command for them, or a poor one. */
  readonly drawsCodes: boolean;
  /** Whether it answers when asked how it is (`DLE EOT`), and says when a document is on paper (`GS ( H`). */
  readonly answersStatus: boolean;
  readonly confirmsPrint: boolean;
  /** The drawer that hangs on it; null where none does. */
  readonly drawer: DrawerSettings | null;
  /** The printer that takes its work while it is out of order; null for none. */
  readonly fallbackId: string | null;
}

/** Whether anything that a printer says can come back: a queue of the system only takes. */
export function canAnswer({ connection }: Pick<PrinterSettings, 'connection'>): boolean {
  return connection.kind !== 'spooler';
}

/** A printer as it is spoken to: nothing is asked where no answer can come. */
export function askingOnly(printer: PrinterSettings): PrinterSettings {
  return canAnswer(printer) ? printer : { ...printer, answersStatus: false, confirmsPrint: false };
}

/** How a scan on a serial line begins and ends. */
export const scanFramings = ['cr', 'lf', 'crlf', 'stx-etx', 'silence'] as const;
export type ScanFraming = (typeof scanFramings)[number];

export interface SerialScannerSettings {
  readonly connection: Extract<DeviceConnection, { kind: 'serial' | 'simulated' }>;
  readonly framing: ScanFraming;
}

export const scaleProtocols = ['toledo-8217', 'dialog06', 'cas', 'cas-22', 'yaohua-a23p'] as const;
export type ScaleProtocol = (typeof scaleProtocols)[number];

export interface ScaleSettings {
  readonly protocol: ScaleProtocol;
  readonly connection: Extract<DeviceConnection, { kind: 'serial' | 'simulated' }>;
}

export const poleDialects = ['cd5220', 'esc-pos-vfd'] as const;
export type PoleDialect = (typeof poleDialects)[number];

export interface PoleDisplaySettings {
  readonly dialect: PoleDialect;
  readonly connection: Extract<DeviceConnection, { kind: 'serial' | 'tcp' | 'simulated' }>;
  readonly encoding: TextEncoding;
}

/** What hangs on this till. The keyboard scanner needs no setting. */
export interface DeviceSettings {
  readonly printers: readonly PrinterSettings[];
  /** The printer of receipts and reports; null where nothing is printed. */
  readonly receiptPrinterId: string | null;
  /** Whether a receipt is printed for each sale, or only when it is asked for. */
  readonly printsEachSale: boolean;
  readonly scanner: SerialScannerSettings | null;
  readonly scale: ScaleSettings | null;
  readonly poleDisplay: PoleDisplaySettings | null;
  /** Whether the customer's screen is shown in a second window. */
  readonly customerDisplay: boolean;
}

export const PRINTERS_MAX = 8;

export const noDevices: DeviceSettings = {
  printers: [],
  receiptPrinterId: null,
  printsEachSale: true,
  scanner: null,
  scale: null,
  poleDisplay: null,
  customerDisplay: false,
};

/** The same devices where nothing of a practice may come out of a printer, open a drawer or be shown to a customer. */
export function devicesForPractice(devices: DeviceSettings): DeviceSettings {
  const printers = devices.printers.map((printer) => ({
    ...printer,
    connection: { kind: 'simulated' } as const,
  }));
  return { ...devices, printers, poleDisplay: null, customerDisplay: false };
}

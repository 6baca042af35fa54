import type { PrinterSettings } from '../../domain/devices/device-settings.ts';
import { canonicalJson } from '../../domain/facts/canonical-json.ts';
import type { Printer } from '../../hardware/printer/printer.ts';
import { openPrinterLine, type PrinterLine } from './printer-line.ts';
import { startPrintWorker, type EncodeDocument, type PrintTill } from './print-worker.ts';
import type { PrinterPauses } from './printer-rest.ts';
import type { WokenWork } from './woken-work.ts';

/** How often a printer that answers is asked how it is while it does nothing. */
const POLL_EVERY_MS = 15_000;

/** What a station is made of. */
export interface StationParts {
  readonly till: PrintTill;
  readonly open: (settings: PrinterSettings) => Printer;
  readonly encode: EncodeDocument;
  readonly pauses?: PrinterPauses | undefined;
  /** Told when what a station says of them may have changed. */
  readonly onChange: () => void;
}

/** The printers that are set up, each with what works off its jobs, in the order of the settings. */
export interface SetUpPrinters {
  lines(): readonly PrinterLine[];
  /** Those that stay as they were go on undisturbed; what is taken away ends what it began. */
  replace(printers: readonly PrinterSettings[]): void;
  /** There may be something to print. Returns at once. */
  wake(): void;
  /** Takes all away; resolves when what they began is over and kept. */
  close(): Promise<void>;
}

interface SetUpPrinter {
  readonly line: PrinterLine;
  readonly worker: WokenWork;
}

/** None at first. */
export function setUpPrinters({ till, open, encode, pauses, onChange }: StationParts): SetUpPrinters {
  let printers: readonly SetUpPrinter[] = [];
  const leaving = new Set<Promise<void>>();
  const lines = () => printers.map(({ line }) => line);
  const polling = setInterval(() => {
    for (const line of lines()) void poll(line);
  }, POLL_EVERY_MS).unref();

  async function poll(line: PrinterLine): Promise<void> {
    const hadFault = line.fault() !== null;
    try {
      await line.poll();
    } catch (error) {
      till.fault('printer-status', error);
    }
    if (hadFault && line.fault() === null) wake();
  }

  function setUp(settings: PrinterSettings): SetUpPrinter {
    const line = openPrinterLine(settings, open, onChange, pauses);
    const inOrder = () => [line, ...standInsOf(settings, lines())];
    const worker = startPrintWorker({ till, printerId: settings.id, lines: inOrder, encode, onChange });
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

  function replace(wanted: readonly PrinterSettings[]): void {
    const before = printers;
    const isSame = (settings: PrinterSettings) => (each: SetUpPrinter) =>
      canonicalJson(each.line.settings) === canonicalJson(settings);
    printers = wanted.map((settings) => before.find(isSame(settings)) ?? setUp(settings));
    for (const printer of before) if (!printers.includes(printer)) retire(printer);
  }

  function wake(): void {
    for (const { worker } of printers) worker.wake();
  }

  return {
    lines,
    replace,
    wake,
    async close() {
      clearInterval(polling);
      replace([]);
      await Promise.all(leaving);
    },
  };
}

/** The printers that stand in for one, and for those, in the order in which they are tried. */
function standInsOf({ fallbackId }: PrinterSettings, lines: readonly PrinterLine[]): PrinterLine[] {
  const found: PrinterLine[] = [];
  let next = fallbackId;
  // The settings have no circle; the bound is for those that were written by another program.
  while (next !== null && found.length < lines.length) {
    const standIn = lines.find(({ settings }) => settings.id === next);
    if (!standIn) break;
    found.push(standIn);
    next = standIn.settings.fallbackId;
  }
  return found;
}

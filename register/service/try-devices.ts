import type { PrinterStatus } from '../../domain/devices/device-fault.ts';
import { askingOnly, type PrinterSettings } from '../../domain/devices/device-settings.ts';
import { alignmentPage, testPage } from '../../domain/receipt/device-pages.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Language } from '../../domain/text/language.ts';
import { openPrinter } from '../../hardware/printer/open-printer.ts';
import type { Printer } from '../../hardware/printer/printer.ts';
import { createPrinterSimulator } from '../../hardware/simulator/printer-simulator.ts';
import { openDocumentEncoder, type DocumentEncoder } from '../printing/encode-document.ts';

/** How a test page went. `status` is null where the printer was not asked, or did not answer. */
export interface PrinterTrial {
  readonly outcome: 'confirmed' | 'sent';
  readonly status: PrinterStatus | null;
}

export type TrialPage = 'test' | 'alignment';

/** Prints a page on a printer as it would be set up, and closes it. */
export async function tryPrinter(
  settings: PrinterSettings,
  page: TrialPage,
  language: Language,
  encoder: Pick<DocumentEncoder, 'encode'>,
  open: (settings: PrinterSettings) => Printer,
): Promise<Result<PrinterTrial>> {
  const document = page === 'test' ? testPage(settings, language) : alignmentPage(settings, language);
  const bytes = await encoder.encode(document, settings);
  return withPrinter(open(settings), async (printer) => {
    const outcome = await printer.print(bytes);
    if ('fault' in outcome)
      return fail({ code: 'device-failed', device: settings.name, fault: outcome.fault });
    const status = askingOnly(settings).answersStatus ? await printer.readStatus() : null;
    return ok({ outcome: outcome.kind, status: status?.ok ? status.value : null });
  });
}

/** The same where no service runs that has the printer. */
export async function tryPrinterAlone(
  settings: PrinterSettings,
  page: TrialPage,
  language: Language,
): Promise<Result<PrinterTrial>> {
  const simulator = createPrinterSimulator(settings);
  const encoder = openDocumentEncoder();
  try {
    return await tryPrinter(settings, page, language, encoder, () => openPrinter(settings, { simulator }));
  } finally {
    await encoder.stop();
  }
}

/** Opens the drawer of a printer as it would be set up, once. */
export async function tryDrawer(
  settings: PrinterSettings,
  open: (settings: PrinterSettings) => Printer,
): Promise<Result<null>> {
  return withPrinter(open(settings), async (printer) => {
    const opened = await printer.openDrawer();
    if (opened.ok) return ok(null);
    return fail({ code: 'device-failed', device: settings.name, fault: opened.error.code });
  });
}

async function withPrinter<T>(printer: Printer, task: (printer: Printer) => Promise<T>): Promise<T> {
  try {
    return await task(printer);
  } finally {
    await printer.close();
  }
}

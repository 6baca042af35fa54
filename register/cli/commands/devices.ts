import { fail, ok, type Result } from '../../../domain/result.ts';
import { deviceText, printStateText } from '../../../domain/text/device-text.ts';
import { fillTemplate } from '../../../domain/text/language.ts';
import type { DeviceState } from '../../contract/device.ts';
import { viewJob } from '../../printing/view-job.ts';
import type { ServiceClient } from '../../service/client.ts';
import { findService, type ServiceAddress } from '../../service/service-file.ts';
import type { PrinterTrial, TrialPage } from '../../service/try-devices.ts';
import type { PrinterSettings } from '../../../domain/devices/device-settings.ts';
import type { Command, CommandInput } from '../command.ts';
import { devicesTable } from '../device-view.ts';
import { formatMoment } from '../format-moment.ts';
import { readTill } from '../read-till.ts';
import { layoutTable } from '../text-table.ts';

/** More than anybody reads. */
const JOBS_SHOWN = 200;

/** `devices`: what hangs on the till, and how it is where a service knows. */
const listCommand: Command = {
  name: 'devices',
  positionals: [],
  options: {},
  summary: {
    en: 'printers, scanner, scale and displays, and how they are',
    'zh-CN': '打印机、扫码枪、电子秤与顾显及其状态',
  },
  run({ folder, language }) {
    return readTill(folder, async ({ settings }) => {
      const service = findService(folder);
      const state = service ? await readState(service) : null;
      const { devices } = settings;
      return ok({ text: devicesTable(devices, state, language), json: { settings: devices, state } });
    });
  },
};

/** `devices queue`: what is not on paper for certain. */
const queueCommand: Command = {
  name: 'devices queue',
  positionals: [],
  options: {},
  summary: {
    en: 'documents that wait for a printer, or may not have come out',
    'zh-CN': '等待打印或可能未打出的单据',
  },
  run({ folder, language }) {
    return readTill(folder, ({ store }) => {
      const jobs = store.printQueue.unsettled(JOBS_SHOWN).map((job) => viewJob(job, language));
      const words = deviceText[language];
      if (jobs.length === 0) return ok({ text: words.queueEmpty, json: jobs });
      const titles = [words.document, words.printer, words.state, words.since];
      const rows = jobs.map(({ title, printerId, state, queuedAtUtcMs }) => [
        title,
        printerId,
        printStateText[language][state],
        formatMoment(queuedAtUtcMs, language),
      ]);
      const columns = titles.map((title) => ({ title, align: 'left' as const }));
      return ok({ text: layoutTable(columns, rows), json: jobs });
    });
  },
};

/** `print-test`: a test page, through the service where one runs, since it has the printer. */
const printTestCommand: Command = {
  name: 'print-test',
  positionals: ['[PRINTER]'],
  options: { page: { type: 'string' } },
  summary: {
    en: 'print a test page (default: on the receipt printer)',
    'zh-CN': '打印测试页（默认用小票打印机）',
  },
  help: {
    en: '--page P       test or alignment (default: test)',
    'zh-CN': '--page 页面    test（测试）或 alignment（对齐），默认 test',
  },
  async run(input) {
    const page = readPage(input);
    if (!page.ok) return page;
    return readTill(input.folder, async ({ settings }) => {
      const { printers, receiptPrinterId } = settings.devices;
      const id = input.positionals[0] ?? receiptPrinterId;
      const printer = printers.find((each) => each.id === id);
      if (!printer) return fail({ code: 'printer-none' });
      const service = findService(input.folder);
      const tried = service
        ? await tryInService(service, printer, page.value)
        : await tryHere(printer, page.value, input);
      if (!tried.ok) return tried;
      const words = deviceText[input.language];
      const text = fillTemplate(words[tried.value.outcome], { printer: printer.name });
      return ok({ text, json: { printer: printer.id, ...tried.value } });
    });
  },
};

export const deviceCommands: readonly Command[] = [listCommand, queueCommand, printTestCommand];

function readPage({ options, language }: CommandInput): Result<TrialPage> {
  const page = options['page'] ?? 'test';
  if (page === 'test' || page === 'alignment') return ok(page);
  return fail({ code: 'usage', detail: deviceText[language].pageUnknown });
}

async function readState(service: ServiceAddress): Promise<DeviceState | null> {
  return callService(service, async (client) => {
    for await (const event of await client.device.watch()) {
      if (event.kind === 'state') return event.state;
    }
    return null;
  });
}

function tryInService(
  service: ServiceAddress,
  printer: PrinterSettings,
  page: TrialPage,
): Promise<Result<PrinterTrial>> {
  return callService(service, (client) => client.device.testPrinter({ printer, page }));
}

async function tryHere(
  printer: PrinterSettings,
  page: TrialPage,
  { language }: CommandInput,
): Promise<Result<PrinterTrial>> {
  // What speaks to printers is loaded only here, because every other command would start later for it.
  const { tryPrinterAlone } = await import('../../service/try-devices.ts');
  return tryPrinterAlone(printer, page, language);
}

async function callService<T>(
  service: ServiceAddress,
  work: (client: ServiceClient) => Promise<T>,
): Promise<T> {
  const { connectToService } = await import('../../service/client.ts');
  const { client, close } = await connectToService(service, 'command');
  try {
    return await work(client);
  } finally {
    close();
  }
}

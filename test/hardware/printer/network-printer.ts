import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { PrinterSettings } from '../../../domain/devices/device-settings.ts';
import { openPrinter } from '../../../hardware/printer/open-printer.ts';
import type { Printer, PrinterDeadlines } from '../../../hardware/printer/printer.ts';
import { startPrinterServer } from '../../../hardware/simulator/printer-server.ts';
import {
  createPrinterSimulator,
  type PrinterSimulator,
  type SimulatorOptions,
} from '../../../hardware/simulator/printer-simulator.ts';
import { amplePrinterDeadlines, trialDocument, trialPrinter } from './trial-printer.ts';

export interface Trial {
  readonly settings: PrinterSettings;
  readonly printer: Printer;
  readonly simulator: PrinterSimulator;
  readonly ready: () => Promise<void>;
}

/** A simulated printer behind a TCP port of this machine, until the test is over. */
export async function printerOnNetwork(
  settings: Partial<PrinterSettings> = {},
  deadlines: PrinterDeadlines = amplePrinterDeadlines,
  options: Partial<SimulatorOptions> & { readonly host?: string } = {},
): Promise<Trial> {
  const { host = '127.0.0.1', ...simulatorOptions } = options;
  const dialect = settings.dialect ?? 'esc-pos';
  const simulator = createPrinterSimulator({ dialect, encoding: 'gb18030', ...simulatorOptions });
  const server = await startPrinterServer(simulator, { host });
  const connection = { kind: 'tcp', host: server.host, port: server.port } as const;
  const set = trialPrinter({ connection, ...settings });
  const printer = openPrinter(set, { deadlines });
  onTestFinished(async () => {
    await printer.close();
    await server.close();
  });
  return { settings: set, printer, simulator, ready: () => server.ready() };
}

/** A device that does what it is told with each connection. */
export async function startDevice(
  serve: (socket: Socket) => void,
): Promise<{ kind: 'tcp'; host: string; port: number }> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    serve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return { kind: 'tcp', host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

/** The ways in which a printer can say how it is, from the most to the least. */
export const kinds = [
  { name: 'answers and confirms', answersStatus: true, confirmsPrint: true },
  { name: 'only answers', answersStatus: true, confirmsPrint: false },
  { name: 'says nothing', answersStatus: false, confirmsPrint: false },
];
export const dialects = ['esc-pos', 'star-line'] as const;
const cutOf = { 'esc-pos': [0x1d, 0x56, 0x42, 0], 'star-line': [0x1b, 0x64, 3] };

/** A document of a dialect that names itself on each line. */
export function documentFor(dialect: (typeof dialects)[number], name: string, lineCount?: number) {
  const document = trialDocument(name, lineCount);
  const text = document.lines.map((line) => `${line}\n`).join('');
  return { ...document, bytes: Buffer.concat([Buffer.from(text), Buffer.from(cutOf[dialect])]) };
}

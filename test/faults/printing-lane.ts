import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { PrinterFault } from '../../hardware/simulator/printer-faults.ts';
import type { SimulatedPaper } from '../../hardware/simulator/printer-paper.ts';
import { startPrinterServer, type PrinterServer } from '../../hardware/simulator/printer-server.ts';
import { createPrinterSimulator, type PrinterSimulator } from '../../hardware/simulator/printer-simulator.ts';
import { deviceSettings } from '../../register/contract/device-settings.ts';
import type { PrintJob } from '../../register/contract/device.ts';
import { openTillReader } from '../../register/open-till.ts';
import { verifyStore } from '../../db/verify.ts';
import type { PrintState } from '../../domain/devices/print-job.ts';
import { clientOfChild, type ServiceClient } from '../../register/service/client.ts';
import { devicesWith, printerAt } from '../register/printing/printer-settings.ts';
import { openCounter, SERVICE_PROGRAM, valueOf } from '../register/service/service-process.ts';
import type { Random } from './random.ts';

/** How long a printer may take for a document here, in all. */
const PRINTER_DEADLINE_MS = 400;
/** A machine that does other things too may not print a copy in time either, and then it is asked about again. */
const ASKS_MAX = 40;
/** How often a queue is looked at until it is as it should be. Looks, not time: this machine does other things too. */
const LOOKS_MAX = 4_000;
const LOOK_EVERY_MS = 15;

/** One sale with a printer that fails in its way; the service is killed so long after its payment was sent, or not at all. */
export interface PrintTrial {
  readonly fault: PrinterFault | null;
  readonly afterBytes: number;
  readonly killAfterMs: number | null;
}

/** A real service on a folder of its own with a printer on a real socket. */
export interface PrintingLane {
  /** Rings and pays a sale under a trial; then the printer is mended, and whatever is asked is printed again. */
  run(trial: PrintTrial): Promise<void>;
  /**
   * Compares paper, queue and books, and begins with a fresh printer. What was wrong, in words.
   */
  check(): Promise<string[]>;
  figures(): LaneFigures;
  close(): Promise<string[]>;
  /** Ends what is left of it, however the trials ended. */
  kill(): void;
}

export interface LaneFigures {
  readonly sales: number;
  readonly kills: number;
  readonly asked: number;
  readonly kicks: number;
}

interface RunningService {
  readonly child: ChildProcess;
  readonly client: ServiceClient;
}

export async function openPrintingLane(folder: string, random: Random): Promise<PrintingLane> {
  const figures = { sales: 0, kills: 0, asked: 0, kicks: 0 };
  const acknowledged = new Set<string>();
  const asks = new Map<string, number>();
  let simulator: PrinterSimulator;
  let server: PrinterServer;
  let salesBefore = 0;
  let service = await startService(folder);
  await openCounter(service.client);
  await putPrinter();

  async function putPrinter(): Promise<void> {
    simulator = createPrinterSimulator({ dialect: 'esc-pos', encoding: 'gb18030' });
    server = await startPrinterServer(simulator);
    const value = deviceSettings.parse(devicesWith(printerAt(server.port)));
    valueOf(await service.client.till.changeSettings({ section: 'devices', value }));
  }

  async function ring(): Promise<void> {
    const { client } = service;
    const lines = 3 + random.below(4);
    for (let line = 0; line < lines; line += 1) {
      const unitPriceE4 = (1 + random.below(500)) * 100;
      // The sign is in no printer's font: its rows are drawn, and make the receipt long.
      const name = line < 2 ? '可乐 Cola™' : '可乐 Cola';
      valueOf(await client.basket.addDepartmentSale({ department: 'general', unitPriceE4, name }));
    }
    valueOf(await client.checkout.begin());
  }

  async function pay(): Promise<void> {
    const { dueInCashMinor } = valueOf(await service.client.basket.read());
    const paid = valueOf(
      await service.client.checkout.takeTender({ tenderCode: 'cash', amountMinor: dueInCashMinor }),
    );
    if (paid.state === 'finished') acknowledged.add(paid.sale.receiptNumber);
  }

  async function restart(): Promise<void> {
    const gone = once(service.child, 'exit');
    service.child.kill('SIGKILL');
    await gone;
    figures.kills += 1;
    service = await startService(folder);
    // The payment that was on its way may not have arrived.
    const { basket } = valueOf(await service.client.basket.read());
    if (basket?.state === 'checkout') await pay();
  }

  /** Looks at the queue until it is as it should be. */
  async function lookUntil(isSo: (jobs: readonly PrintJob[]) => boolean): Promise<PrintJob[]> {
    for (let look = 0; look < LOOKS_MAX; look += 1) {
      const jobs = valueOf(await service.client.device.jobs());
      if (isSo(jobs)) return jobs;
      await delay(LOOK_EVERY_MS);
    }
    throw new Error(`the queue stays ${JSON.stringify(valueOf(await service.client.device.jobs()))}`);
  }

  /** The queue has met the printer as it is now: nothing is on its way, and nothing waits for a first try. */
  function tried(): Promise<PrintJob[]> {
    return lookUntil((jobs) => {
      const oldest = jobs.find(({ state }) => state !== 'unknown');
      return oldest === undefined || oldest.state === 'failed';
    });
  }

  function settled(): Promise<PrintJob[]> {
    return lookUntil((jobs) => jobs.every(({ state }) => !['queued', 'sending', 'failed'].includes(state)));
  }

  /** Mends the printer, lets the queue run dry, and has what is not known of printed again until it is. */
  async function mend(): Promise<void> {
    simulator.setFault(null);
    await server.ready();
    for (let round = 0; round < ASKS_MAX; round += 1) {
      const asked = (await settled()).filter(({ state }) => state === 'unknown');
      if (asked.length === 0) return;
      for (const { id, title } of asked) {
        const receipt = /^Receipt (\S+)/.exec(title)?.[1] ?? title;
        asks.set(receipt, (asks.get(receipt) ?? 0) + 1);
        valueOf(await service.client.device.settleJob({ id, as: 'print-again' }));
      }
      figures.asked += asked.length;
    }
    throw new Error(`a copy that was asked for is not printed: ${JSON.stringify(await settled())}`);
  }

  async function payAndKill(killAfterMs: number): Promise<void> {
    // It may be answered, or never be: both are right.
    const paying = pay().catch(() => null);
    await delay(killAfterMs);
    await restart();
    await paying;
  }

  return {
    figures: () => figures,
    async run({ fault, afterBytes, killAfterMs }) {
      await ring();
      simulator.setFault(fault, { afterBytes, lateMs: PRINTER_DEADLINE_MS * 2 });
      await server.ready();
      await (killAfterMs === null ? pay() : payAndKill(killAfterMs));
      await tried();
      await mend().catch((error: unknown) => {
        throw new Error(`after ${fault} at ${afterBytes}, killed after ${killAfterMs} ms`, { cause: error });
      });
    },
    async check() {
      const faults = [...inspect(folder, { salesBefore, acknowledged, asks, simulator })];
      const books = readBooks(folder);
      figures.sales += books.receipts.length - salesBefore;
      figures.kicks += simulator.output().drawerKicks;
      salesBefore = books.receipts.length;
      acknowledged.clear();
      asks.clear();
      await server.close();
      await putPrinter();
      return faults;
    },
    kill: () => void service.child.kill('SIGKILL'),
    async close() {
      const gone = once(service.child, 'exit');
      service.child.kill('SIGTERM');
      const [code] = (await gone) as [number | null];
      await server.close();
      const { fault } = readBooks(folder);
      return [
        ...(code === 0 ? [] : [`the service ended with ${code}`]),
        ...(fault === null ? [] : [`the books do not hold: ${fault}`]),
      ];
    },
  };
}

interface Round {
  readonly salesBefore: number;
  /** Receipts that somebody was told of. */
  readonly acknowledged: ReadonlySet<string>;
  /** How often a receipt was asked about, for it was not known whether it is on paper. */
  readonly asks: ReadonlyMap<string, number>;
  readonly simulator: PrinterSimulator;
}

/** What must hold of a round's sales once the queue ran dry. */
function* inspect(folder: string, { salesBefore, acknowledged, asks, simulator }: Round): Generator<string> {
  const { receipts, states } = readBooks(folder);
  const { papers, drawerKicks } = simulator.output();
  for (const receipt of acknowledged)
    if (!receipts.includes(receipt)) yield `${receipt} was confirmed and is lost`;
  const fresh = receipts.slice(salesBefore);
  if (drawerKicks > fresh.length) yield `${drawerKicks} drawer kicks for ${fresh.length} sales`;
  for (const receipt of fresh) {
    // What a printer prints again by itself was not sent twice.
    const printed = papers.filter((paper) => isOf(paper, receipt) && !paper.isRepeat);
    const originals = printed.filter((paper) => copyMarkOf(paper) === undefined);
    const whole = (found: readonly SimulatedPaper[]) => found.filter(({ isCut }) => isCut).length;
    const copies = printed.flatMap((paper) => (paper.isCut ? (copyMarkOf(paper) ?? []) : []));
    const asked = asks.get(receipt) ?? 0;
    const state = states.get(receipt);
    if (state !== 'confirmed') yield `${receipt} is ${state ?? 'not queued'} after everything was mended`;
    if (originals.length > 1) yield `${receipt} is on ${originals.length} papers without a mark`;
    if (asked === 0 && whole(originals) !== 1)
      yield `${receipt} is confirmed and on ${whole(originals)} whole papers`;
    if (copies.length < Math.min(asked, 1) || copies.length > asked)
      yield `${receipt} was to be copied ${asked} times, and there are ${copies.length} copies`;
    if (new Set(copies).size !== copies.length) yield `${receipt} has two copies of one number`;
  }
}

function isOf({ lines }: SimulatedPaper, receipt: string): boolean {
  return lines.some((line) => line.includes(receipt));
}

function copyMarkOf({ lines }: SimulatedPaper): string | undefined {
  return lines.map((line) => line.trim()).find((line) => /^COPY \d+$/.test(line));
}

function readBooks(folder: string) {
  const store = valueOf(openTillReader(folder));
  try {
    const receipts = store.db
      .prepare<[], string>('SELECT receipt_number FROM sale ORDER BY entry')
      .pluck()
      .all();
    const jobs = store.db
      .prepare<[], { receipt: string; state: PrintState }>(
        `SELECT paper ->> '$.receiptNumber' AS receipt, state FROM print_job`,
      )
      .all();
    const states = new Map(jobs.map(({ receipt, state }) => [receipt, state]));
    return { receipts, states, fault: verifyStore(store).fault?.detail ?? null };
  } finally {
    store.close();
  }
}

async function startService(folder: string): Promise<RunningService> {
  const words = ['--data', folder, '--printer-deadline', String(PRINTER_DEADLINE_MS)];
  const child = fork(SERVICE_PROGRAM, words);
  const answered = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  const [said] = answered as [{ readonly ready: boolean } | number | null];
  if (typeof said !== 'object' || !said?.ready) {
    throw new Error(`the service did not start: ${JSON.stringify(said)}`);
  }
  return { child, client: clientOfChild(child) };
}

import { randomInt } from 'node:crypto';
import type { DeviceFault, PrinterStatus, PrintOutcome } from '../../domain/devices/device-fault.ts';
import { askingOnly, type PrinterSettings } from '../../domain/devices/device-settings.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { PrinterSimulator } from '../simulator/printer-simulator.ts';
import type { Channel } from '../transport/channel.ts';
import { within, startDeadline, type Deadline } from '../transport/deadline.ts';
import { deviceOpener } from '../transport/device-opener.ts';
import { spool } from '../transport/spooler.ts';
import { drawerPulse } from './drawer-pulse.ts';
import { openTongue, type PrinterMemory, type PrinterTongue } from './printer-tongue.ts';
import { printerDeadlines, type DeviceError, type Printer, type PrinterDeadlines } from './printer.ts';
import { statusFault } from './status-fault.ts';
import { createTurns } from './turns.ts';

export interface PrinterOptions {
  readonly deadlines?: PrinterDeadlines;
  /** What stands behind a simulated connection; without it there is no such device. */
  readonly simulator?: PrinterSimulator;
}

/** Of a printer that cannot say what is on paper. */
type Delivery = Exclude<PrintOutcome, { kind: 'confirmed' }>;

/** How long a conversation is ended in good order whose outcome is known without that. */
const FAREWELL_MS = 300;

interface Work {
  readonly settings: PrinterSettings;
  readonly deadlines: PrinterDeadlines;
  readonly simulator: PrinterSimulator | undefined;
  readonly memory: PrinterMemory & {
    /** Whether a question was left without an answer, which may come yet. */
    owesAnswer: boolean;
  };
}

/**
 * A printer as it is set up. Each document, question and pulse has a conversation of its own, one after the other: printers
 * on a network serve one connection at a time and other tills want theirs, and a connection that broke while nothing was
 * sent would be found out by a receipt.
 */
export function openPrinter(settings: PrinterSettings, options: PrinterOptions = {}): Printer {
  const { deadlines = printerDeadlines, simulator } = options;
  const memory = { proofNumber: randomInt(36 ** 4), unprovedCounts: 0, owesAnswer: false };
  const work: Work = { settings: askingOnly(settings), deadlines, simulator, memory };
  const turns = createTurns();
  let isClosed = false;
  const missedTurn = (): DeviceFault => (isClosed ? 'closed' : 'timed-out');

  return {
    print: async (bytes) => {
      const outcome = await turns.take(() => print(work, bytes), 'last', deadlines.totalMs);
      return outcome ?? { kind: 'failed', fault: missedTurn() };
    },
    readStatus: async () => {
      const status = await turns.take(() => readStatus(work), 'last', deadlines.totalMs);
      return status ?? fail({ code: missedTurn() });
    },
    // A drawer that opens long after it was asked for would stand open with nobody before it.
    openDrawer: async () => {
      const opened = await turns.take(() => openDrawer(work), 'first', deadlines.connectMs);
      return opened ?? fail({ code: missedTurn() });
    },
    close: async () => {
      isClosed = true;
      await turns.end();
    },
  };
}

async function print(work: Work, bytes: Uint8Array): Promise<PrintOutcome> {
  const { settings, deadlines } = work;
  const deadline = startDeadline(deadlines.totalMs);
  const { connection } = settings;
  if (connection.kind === 'spooler') return spool(connection.queue, bytes, deadline);
  const outcome = await converse<PrintOutcome>(work, deadline, async (channel, tongue) => {
    const fault = settings.answersStatus ? await checkReady(work, tongue, deadline) : null;
    if (fault !== null) return { kind: 'failed', fault };
    return settings.confirmsPrint
      ? printProved(work, channel, tongue, bytes, deadline)
      : deliver(work, channel, tongue, bytes, deadline);
  });
  return outcome.ok ? outcome.value : { kind: 'failed', fault: outcome.error.code };
}

async function checkReady(
  work: Work,
  tongue: PrinterTongue,
  deadline: Deadline,
): Promise<DeviceFault | null> {
  const status = await askStatus(work, tongue, deadline);
  return status.ok ? statusFault(status.value) : status.error.code;
}

/** Sends bytes so that they are known to have arrived, as far as that can be known. */
async function deliver(
  work: Work,
  channel: Channel,
  tongue: PrinterTongue,
  bytes: Uint8Array,
  deadline: Deadline,
): Promise<Delivery> {
  const { writeMs } = work.deadlines;
  const sent = await channel.send(bytes, writeMs, deadline);
  if (sent.left !== 'all') return { kind: sent.left === 'none' ? 'failed' : 'unknown', fault: sent.fault };
  if (work.settings.answersStatus) {
    // Whoever answers a question behind a document has received all of that, and need not end the conversation too.
    const status = await askStatus(work, tongue, deadline);
    if (status.ok) {
      await channel.finish(FAREWELL_MS);
      const fault = statusFault(status.value);
      return fault === null ? { kind: 'sent' } : { kind: 'unknown', fault };
    }
    if (status.error.code !== 'timed-out') return { kind: 'unknown', fault: status.error.code };
  }
  const fault = await channel.finish(Math.min(writeMs, deadline.leftMs()));
  return fault === null ? { kind: 'sent' } : { kind: 'unknown', fault };
}

async function printProved(
  work: Work,
  channel: Channel,
  tongue: PrinterTongue,
  bytes: Uint8Array,
  deadline: Deadline,
): Promise<PrintOutcome> {
  const { answerMs, writeMs } = work.deadlines;
  const proof = await tongue.prepareProof(answerMs, deadline);
  work.memory.owesAnswer = !proof.ok;
  if (!proof.ok) return { kind: 'failed', fault: proof.error.code };
  const { request, printed } = proof.value;
  const sent = await channel.send(Buffer.concat([bytes, request]), writeMs, deadline);
  if (sent.left !== 'all') return { kind: sent.left === 'none' ? 'failed' : 'unknown', fault: sent.fault };
  // What is kept back asks the printer why it did not say so.
  const answer = await printed.within(Math.max(0, deadline.leftMs() - answerMs));
  if (answer.ok) {
    await channel.finish(FAREWELL_MS);
    return { kind: 'confirmed' };
  }
  if (answer.error.code !== 'timed-out') return { kind: 'unknown', fault: answer.error.code };
  const said = tongue.lastSaid();
  const why = said === null ? await checkReady(work, tongue, deadline) : statusFault(said);
  const late = await printed.within(0);
  // What is heard of this document from now on would be taken for another's.
  work.memory.owesAnswer = !late.ok;
  return late.ok ? { kind: 'confirmed' } : { kind: 'unknown', fault: why ?? 'timed-out' };
}

async function readStatus(work: Work): Promise<Result<PrinterStatus, DeviceError>> {
  const { settings, deadlines } = work;
  if (!settings.answersStatus) return fail({ code: 'unreachable' });
  const deadline = startDeadline(deadlines.totalMs);
  const read = await converse(work, deadline, async (channel, tongue) => {
    const status = await askStatus(work, tongue, deadline);
    if (status.ok) await channel.finish(FAREWELL_MS);
    return status;
  });
  return read.ok ? read.value : read;
}

async function askStatus(
  { deadlines, memory }: Work,
  tongue: PrinterTongue,
  deadline: Deadline,
): Promise<Result<PrinterStatus, DeviceError>> {
  const status = await tongue.readStatus(deadlines.answerMs, deadline);
  memory.owesAnswer = !status.ok;
  return status;
}

async function openDrawer(work: Work): Promise<Result<null, DeviceError>> {
  const { settings, deadlines } = work;
  const pulse = drawerPulse(settings);
  if (pulse === null) return fail({ code: 'not-found' });
  const deadline = startDeadline(deadlines.connectMs + deadlines.answerMs);
  const { connection } = settings;
  if (connection.kind === 'spooler') {
    const outcome = await spool(connection.queue, pulse, deadline);
    return outcome.kind === 'sent' ? ok(null) : fail({ code: outcome.fault });
  }
  const opened = await converse(work, deadline, async (channel, tongue) => {
    // A printer that is not ready keeps the pulse, and would open the drawer when somebody has put paper in.
    const notReady = settings.answersStatus ? await checkReady(work, tongue, deadline) : null;
    if (notReady !== null) return fail<DeviceError>({ code: notReady });
    const outcome = await deliver(work, channel, tongue, pulse, deadline);
    return outcome.kind === 'sent' ? ok(null) : fail<DeviceError>({ code: outcome.fault });
  });
  return opened.ok ? opened.value : opened;
}

/** Does something in a conversation of its own, which is over afterwards whatever came of it. */
async function converse<T>(
  { settings, deadlines, simulator, memory }: Work,
  deadline: Deadline,
  talk: (channel: Channel, tongue: PrinterTongue) => Promise<T>,
): Promise<Result<T, DeviceError>> {
  const open = deviceOpener(settings.connection, simulator);
  if (open === null) return fail({ code: 'not-found' });
  const opened = await open(Math.min(deadlines.connectMs, deadline.leftMs()));
  if (!opened.ok) return opened;
  const channel = opened.value;
  try {
    if (memory.owesAnswer) await awaitSilence(channel, deadlines.answerMs);
    memory.owesAnswer = false;
    return ok(await talk(channel, openTongue(channel, settings, memory)));
  } finally {
    await channel.close();
  }
}

/**
 * Lets an answer go by that an earlier conversation waited for in vain: answers do not say what they answer. Waits until
 * nothing came for as long as an answer may take, at most three times that.
 */
async function awaitSilence(channel: Channel, answerMs: number): Promise<void> {
  const deadline = startDeadline(3 * answerMs);
  for (let isSilent = false; !isSilent && deadline.leftMs() > 0;) {
    const heard = new Promise<false>((resolve) => channel.listen(() => resolve(false)));
    isSilent = await within(heard, Math.min(answerMs, deadline.leftMs()), true);
  }
}

import type { PrinterStatus } from '../../domain/devices/device-fault.ts';
import type { PrinterSettings } from '../../domain/devices/device-settings.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Channel } from '../transport/channel.ts';
import { startDeadline, type Deadline } from '../transport/deadline.ts';
import { encodeConfirmation } from './encode-confirmation.ts';
import { hearAnswers, type Expected } from './printer-answers.ts';
import type { DeviceError } from './printer.ts';
import { statusOfAnswers, statusOfAutomatic, statusQuestion } from './status-esc-pos.ts';
import { createReplyReader } from './status-reply.ts';
import { createStarReader, STAR_ETB, STAR_ETB_COUNTS, starStatusQuestion } from './status-star.ts';

/** Four characters of base 36. */
const PROOF_NUMBERS = 36 ** 4;
/** So many counts of documents without proof, and more of this one, still fit the counter. */
const UNPROVED_MAX = 15;
const POLL_MS = 250;

/** How a printer is asked in its dialect, over one conversation. */
export interface PrinterTongue {
  /** Asks how it is, and waits at most `answerMs` for each answer. */
  readStatus(answerMs: number, deadline: Deadline): Promise<Result<PrinterStatus, DeviceError>>;
  /** Prepares a proof that a document is on paper. May have to ask something first. */
  prepareProof(answerMs: number, deadline: Deadline): Promise<Result<PrintProof, DeviceError>>;
  /** What it said last of itself without being asked, in this conversation. */
  lastSaid(): PrinterStatus | null;
}

/** What has to follow a document, and what the printer says once all before that is on paper. */
export interface PrintProof {
  readonly request: Uint8Array;
  readonly printed: Expected<true>;
}

/** What has to be remembered of a printer from one conversation to the next. */
export interface PrinterMemory {
  /** The number of the last document that was to be proved. */
  proofNumber: number;
  /** How often a Star printer may still count for documents that were never proved: they may print yet. */
  unprovedCounts: number;
}

/** Begins to hear a printer. */
export function openTongue(
  channel: Channel,
  { dialect, drawer }: PrinterSettings,
  memory: PrinterMemory,
): PrinterTongue {
  const hasDrawer = drawer !== null;
  return dialect === 'star-line'
    ? starTongue(channel, hasDrawer, memory)
    : escPosTongue(channel, hasDrawer, memory);
}

function escPosTongue(channel: Channel, hasDrawer: boolean, memory: PrinterMemory): PrinterTongue {
  let said: PrinterStatus | null = null;
  const answers = hearAnswers(channel, createReplyReader(), (reply) => {
    if (reply.kind === 'automatic') said = statusOfAutomatic(reply.bytes, hasDrawer);
    return reply.kind !== 'other';
  });
  const ask = async (n: 1 | 2 | 3 | 4, answerMs: number, deadline: Deadline) => {
    const answer = answers.expect((reply) => (reply.kind === 'status' ? reply.byte : null));
    return askThen(channel, statusQuestion(n), answer, answerMs, deadline);
  };
  return {
    lastSaid: () => said,
    // One question at a time: an answer does not say to which of them it is.
    readStatus: async (answerMs, deadline) => {
      const printer = await ask(1, answerMs, deadline);
      if (!printer.ok) return printer;
      const offline = await ask(2, answerMs, deadline);
      if (!offline.ok) return offline;
      const error = await ask(3, answerMs, deadline);
      if (!error.ok) return error;
      const paper = await ask(4, answerMs, deadline);
      if (!paper.ok) return paper;
      return ok(statusOfAnswers([printer.value, offline.value, error.value, paper.value], hasDrawer));
    },
    prepareProof: async () => {
      memory.proofNumber = (memory.proofNumber + 1) % PROOF_NUMBERS;
      const id = memory.proofNumber.toString(36).padStart(4, '0');
      const isIt = answers.expect((reply) => (reply.kind === 'process-id' && reply.id === id ? true : null));
      return ok({ request: encodeConfirmation(id), printed: isIt });
    },
  };
}

/**
 * A Star printer counts each `ETB` when all before it is printed, and tells the count. Documents that were never proved may
 * still be in its memory, or lost: this one sends more of them than those can come to, so that only it can be meant.
 */
function starTongue(channel: Channel, hasDrawer: boolean, memory: PrinterMemory): PrinterTongue {
  let said: PrinterStatus | null = null;
  const answers = hearAnswers(channel, createStarReader(hasDrawer), ({ status }) => {
    said = status;
    return true;
  });
  const ask = async (answerMs: number, deadline: Deadline) => {
    const answer = answers.expect((reply) => reply);
    return askThen(channel, starStatusQuestion, answer, answerMs, deadline);
  };
  return {
    lastSaid: () => said,
    readStatus: async (answerMs, deadline) => {
      const answer = await ask(answerMs, deadline);
      return answer.ok ? ok(answer.value.status) : answer;
    },
    prepareProof: async (answerMs, deadline) => {
      const before = await ask(answerMs, deadline);
      if (!before.ok) return before;
      const { etbCount } = before.value;
      // A model that does not count cannot prove anything: its settings promise what it has not.
      if (etbCount === null) return fail({ code: 'garbled' });
      const older = memory.unprovedCounts;
      memory.unprovedCounts = Math.min(older * 2 + 1, UNPROVED_MAX);
      const counted = answers.expect((reply) => {
        const count = ((reply.etbCount ?? etbCount) - etbCount + STAR_ETB_COUNTS) % STAR_ETB_COUNTS;
        return count > older ? true : null;
      });
      const printed: Expected<true> = {
        within: async (timeoutMs) => {
          const end = startDeadline(timeoutMs);
          for (;;) {
            const answer = await counted.within(Math.min(POLL_MS, end.leftMs()));
            if (answer.ok) memory.unprovedCounts = 0;
            if (answer.ok || answer.error.code !== 'timed-out' || end.leftMs() === 0) return answer;
            // It says so by itself only where that is switched on.
            await channel.send(starStatusQuestion, POLL_MS, end);
          }
        },
      };
      return ok({ request: new Uint8Array(older + 1).fill(STAR_ETB), printed });
    },
  };
}

async function askThen<T>(
  channel: Channel,
  question: Uint8Array,
  answer: Expected<T>,
  answerMs: number,
  deadline: Deadline,
): Promise<Result<T, DeviceError>> {
  const sent = await channel.send(question, answerMs, deadline);
  if (sent.left !== 'all') return fail({ code: sent.fault });
  return answer.within(Math.min(answerMs, deadline.leftMs()));
}

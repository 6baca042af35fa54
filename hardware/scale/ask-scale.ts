import { performance } from 'node:perf_hooks';
import type { DeviceFault, ScaleReading } from '../../domain/devices/device-fault.ts';
import { openFrameInbox, type FrameInbox } from './frame-inbox.ts';
import type { ScaleDialect, ScaleQuestion } from './scale-dialects.ts';
import type { ScaleFrame } from './scale-frame.ts';
import { createSteadiness } from './steadiness.ts';

/** What a conversation with a scale needs of its line. */
export interface ScaleTalk {
  /** Sends text, one byte a character; what cannot be sent is lost, and silence follows. */
  send(text: string): Promise<void>;
  discard(): Promise<void>;
}

/** What one question came to: a reading, or nothing that could be used. */
export type Answer =
  | { readonly kind: 'reading'; readonly reading: ScaleReading }
  | { readonly kind: 'none'; readonly fault: DeviceFault };

/** The conversation on one opening of the line. Its times are those of `performance.now()`. */
export interface ScaleConversation {
  take(bytes: Uint8Array): void;
  /** Asks, or listens, until a reading comes or the deadline passes. `isAgain` goes on with the weighing before. */
  ask(unitPriceE4: number, isAgain: boolean, deadlineMs: number): Promise<Answer>;
  /** The line is gone: whoever waits is told at once. */
  end(): void;
}

/** A scale answers within a fifth of a second; five times that is silence. */
const ANSWER_TIMEOUT_MS = 1_000;
/** How long a scale is given that may know another way of being asked. */
const FALLBACK_AFTER_MS = 250;
/** More answers than any conversation has: a line that babbles must not hold a question for ever. */
const ANSWERS_MAX = 16;
/** Answers that may still be on their way to questions that were given up. */
const OWED_MAX = 3;

/** Begins the conversation with a scale whose line was just opened. */
export function beginConversation(dialect: ScaleDialect, talk: ScaleTalk): ScaleConversation {
  const inbox = openFrameInbox(dialect);
  const { question } = dialect;
  const ask = question === null ? listenTo(dialect, inbox) : askWith(question, inbox, talk);
  return {
    take: inbox.take,
    end: inbox.end,
    ask: async (unitPriceE4, isAgain, deadlineMs) => {
      // A weight from before the question is somebody else's, also when it is still on its way through the machine.
      if (question !== null || !isAgain) {
        await talk.discard();
        inbox.forget();
      }
      return ask(unitPriceE4, isAgain, deadlineMs);
    },
  };
}

/** A scale that sends all the time: what it sends next. */
function listenTo(dialect: ScaleDialect, inbox: FrameInbox): ScaleConversation['ask'] {
  let steady = createSteadiness(dialect.steady);
  return async (_, isAgain, deadlineMs) => {
    if (!isAgain) steady = createSteadiness(dialect.steady);
    const frame = await inbox.next(Math.min(deadlineMs, performance.now() + ANSWER_TIMEOUT_MS));
    if (frame?.kind !== 'reading') return silence(inbox);
    return { kind: 'reading', reading: steady(frame.reading, performance.now()) };
  };
}

/** A scale that is asked: its answer to this question, and to no other. */
function askWith(question: ScaleQuestion, inbox: FrameInbox, talk: ScaleTalk): ScaleConversation['ask'] {
  let owed = 0;
  return async (price, isAgain, deadlineMs) => {
    const first = isAgain && question.askAgain !== null ? question.askAgain : question.ask(price);
    let fallback = question.onSilence;
    await talk.send(first);
    for (let count = 0; count < ANSWERS_MAX; count += 1) {
      const waitMs = fallback === null ? ANSWER_TIMEOUT_MS : FALLBACK_AFTER_MS;
      const frame = await inbox.next(Math.min(deadlineMs, performance.now() + waitMs));
      if (frame === null && (fallback === null || performance.now() >= deadlineMs)) break;
      const step: Step =
        frame === null ? { kind: 'send', text: fallback ?? first } : stepOf(question, frame, price);
      if (step.kind === 'send') {
        fallback = null;
        await talk.send(step.text);
      } else if (step.kind === 'done' && owed > 0) {
        // It may be the late answer to a question that was given up: it shows that the scale is there, no more.
        owed -= 1;
        await talk.send(first);
      } else if (step.kind === 'done') {
        if (question.end !== null) await talk.send(question.end);
        return step.answer;
      }
    }
    owed = Math.min(owed + 1, OWED_MAX);
    return silence(inbox);
  };
}

function silence(inbox: FrameInbox): Answer {
  return { kind: 'none', fault: inbox.hasHeard() ? 'garbled' : 'timed-out' };
}

type Step =
  | { readonly kind: 'send'; readonly text: string }
  | { readonly kind: 'done'; readonly answer: Answer }
  | { readonly kind: 'ignore' };

/** What a till does about a frame in the middle of a question. */
function stepOf(question: ScaleQuestion, frame: ScaleFrame, price: number): Step {
  switch (frame.kind) {
    case 'ack':
      return question.onAck === null ? { kind: 'ignore' } : { kind: 'send', text: question.onAck };
    case 'nak':
      // Where it cannot be asked why, it is not ready: as a scale in motion is.
      if (question.onNak !== null) return { kind: 'send', text: question.onNak };
      return { kind: 'done', answer: { kind: 'reading', reading: { kind: 'unstable' } } };
    case 'checksum-wanted':
      return { kind: 'done', answer: { kind: 'none', fault: 'needs-attention' } };
    case 'reading': {
      const wanted = question.priceOf?.(price);
      const isOther =
        frame.unitPrice !== undefined && wanted !== undefined && Number(frame.unitPrice) !== Number(wanted);
      return isOther ? { kind: 'ignore' } : { kind: 'done', answer: frame };
    }
  }
}

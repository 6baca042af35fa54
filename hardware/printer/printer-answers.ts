import type { DeviceFault } from '../../domain/devices/device-fault.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { Channel } from '../transport/channel.ts';
import { within } from '../transport/deadline.ts';
import type { DeviceError } from './printer.ts';

/** Something that a printer is to say, from the moment in which it was expected. */
export interface Expected<T> {
  /**
   * Waits for it, also more than once: `timed-out` where it does not come, `garbled` where nothing came that could be understood, and what
   * became of the conversation where that ended.
   */
  within(timeoutMs: number): Promise<Result<T, DeviceError>>;
}

/** What a printer says in one conversation. */
export interface PrinterAnswers<R> {
  /** Expects the first reply for which `pick` returns more than null. Expect before asking: answers can be quick. */
  expect<T>(pick: (reply: R) => T | null): Expected<T>;
}

/** Hears a conversation; `read` takes bytes apart into replies, `isUnderstood` says which of them mean something. */
export function hearAnswers<R>(
  channel: Channel,
  read: (bytes: Uint8Array) => readonly R[],
  isUnderstood: (reply: R) => boolean,
): PrinterAnswers<R> {
  const hearers = new Set<(reply: R) => void>();
  let hasHeard = false;
  let hasUnderstood = false;
  channel.listen((bytes) => {
    hasHeard = true;
    for (const reply of read(bytes)) {
      hasUnderstood ||= isUnderstood(reply);
      for (const hear of hearers) hear(reply);
    }
  });

  return {
    expect: (pick) => {
      type Wanted = NonNullable<ReturnType<typeof pick>>;
      const { promise: said, resolve } = Promise.withResolvers<Result<Wanted, DeviceError>>();
      const hear = (reply: R): void => {
        const wanted = pick(reply);
        if (wanted === null || wanted === undefined) return;
        hearers.delete(hear);
        resolve(ok(wanted));
      };
      hearers.add(hear);
      const goneFirst = channel.gone.then((fault: DeviceFault) => fail<DeviceError>({ code: fault }));
      return {
        within: async (timeoutMs) => {
          const answer = await within(Promise.race([said, goneFirst]), timeoutMs, null);
          return answer ?? fail({ code: hasHeard && !hasUnderstood ? 'garbled' : 'timed-out' });
        },
      };
    },
  };
}

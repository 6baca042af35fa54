import { setTimeout as pause } from 'node:timers/promises';
import type { ScaleReading } from '../../domain/devices/device-fault.ts';
import type { ScaleSettings } from '../../domain/devices/device-settings.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { DeviceError } from '../printer/printer.ts';
import type { SimulatedDevice } from '../simulator/simulated-port.ts';
import { connectScale } from './connect-scale.ts';
import { scaleDialects } from './scale-dialects.ts';
import type { Scale, ScaleHandlers } from './scale.ts';
import { weigh } from './weigh.ts';

const FOLLOW_EVERY_MS = 300;
/** Longer than a scale takes to answer, and than a weight must stand still. */
const FOLLOW_TIMEOUT_MS = 1_200;

/** Opens a scale and keeps it open. A simulated one needs its `simulator`. */
export function openScale(
  settings: ScaleSettings,
  handlers: ScaleHandlers,
  simulator?: SimulatedDevice,
): Scale {
  const dialect = scaleDialects[settings.protocol];
  const connection = connectScale(settings, handlers, simulator);
  const closing = new AbortController();
  let queue: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  /** One at a time, in order: a scale cannot tell two questions apart. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  };
  const read = async (price: number, timeoutMs: number): Promise<Result<ScaleReading, DeviceError>> => {
    const answer = await weigh(connection, dialect, price, timeoutMs, () => closing.signal.aborted);
    connection.tell(answer);
    return answer.kind === 'reading' ? ok(answer.reading) : fail({ code: answer.fault });
  };
  /** What it shows; whoever needs a weight goes before who only looks. */
  const look = async (): Promise<ScaleReading | null> => {
    const isInterrupted = (): boolean => waiting > 0 || closing.signal.aborted;
    const answer = await weigh(connection, dialect, 0, FOLLOW_TIMEOUT_MS, isInterrupted);
    if (isInterrupted()) return null;
    connection.tell(answer);
    return answer.kind === 'reading' ? answer.reading : null;
  };

  return {
    readWeight: async (timeoutMs, { unitPriceE4 = 0 } = {}) => {
      waiting += 1;
      return inTurn(() => read(unitPriceE4, timeoutMs)).finally(() => (waiting -= 1));
    },
    follow: (onReading) => {
      const following = new AbortController();
      const ended = AbortSignal.any([following.signal, closing.signal]);
      const run = async (): Promise<void> => {
        while (!ended.aborted) {
          const seen = await inTurn(look);
          if (seen !== null && !ended.aborted) onReading(seen);
          await pause(FOLLOW_EVERY_MS, undefined, { ref: false });
        }
      };
      // Asked all day, a scale that shows prices would show one that nobody named.
      if (!dialect.question?.priceOf) void run();
      return () => following.abort();
    },
    close: async () => {
      closing.abort();
      await connection.close();
      await queue;
    },
  };
}

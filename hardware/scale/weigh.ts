import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { ScaleReading } from '../../domain/devices/device-fault.ts';
import type { Answer } from './ask-scale.ts';
import type { ScaleConnection } from './connect-scale.ts';
import type { ScaleDialect } from './scale-dialects.ts';

/** What a scale needs between two questions (8217: at least 200 ms). */
const PAUSE_MS = 200;
/** What a person must do something about; anything else may pass by itself. */
const TOLD_AT_ONCE = new Set<ScaleReading['kind']>(['weight', 'over', 'under', 'zero']);

/** Asks until there is a weight, or a reason that somebody must see to, the time is over or `isOver` says so. */
export async function weigh(
  connection: ScaleConnection,
  { question }: ScaleDialect,
  unitPriceE4: number,
  timeoutMs: number,
  isOver: () => boolean,
): Promise<Answer> {
  const deadlineMs = performance.now() + timeoutMs;
  const leftMs = (): number => Math.max(deadlineMs - performance.now(), 0);
  let last: Answer = { kind: 'none', fault: 'timed-out' };
  let isAgain = false;
  while (leftMs() > 0 && !isOver()) {
    const answer = await connection.ask(unitPriceE4, isAgain, deadlineMs);
    const isLost =
      answer.kind === 'none' && (connection.fault() !== null || answer.fault === 'needs-attention');
    if (answer.kind === 'reading' || last.kind === 'none' || isLost) last = answer;
    if (isLost || (answer.kind === 'reading' && TOLD_AT_ONCE.has(answer.reading.kind))) break;
    isAgain = question === null || (answer.kind === 'reading' && answer.reading.kind === 'unstable');
    if (question !== null) await pause(Math.min(PAUSE_MS, leftMs()));
  }
  return last;
}

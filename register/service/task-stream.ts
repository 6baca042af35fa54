import type { Result } from '../../domain/result.ts';
import type { TaskEvent } from '../contract/answer.ts';

/** Says how far a task is; cheap enough to be called often. */
export type Report<Step extends string> = (step: Step, done: number, total: number) => void;

/**
 * Runs a task and yields how far it is, and at last how it ended. Only the latest figure is kept, so a reader that is
 * slow, or gone, holds up neither the task nor memory.
 */
export async function* streamTask<Step extends string, Value>(
  task: (report: Report<Step>) => Promise<Result<Value>>,
): AsyncGenerator<TaskEvent<Step, Value>, void> {
  let latest: TaskEvent<Step, Value> | null = null;
  let wake = () => {};
  const report: Report<Step> = (step, done, total) => {
    latest = { state: 'running', step, done, total };
    wake();
  };
  const ended = task(report).then((result): TaskEvent<Step, Value> => ({ state: 'ended', result }));
  // Whoever stops reading leaves the task without a listener; its failure was then nobody's to hear.
  ended.catch(() => wake());
  for (;;) {
    const news = new Promise<null>((resolve) => {
      wake = () => resolve(null);
      if (latest) resolve(null);
    });
    const event = (await Promise.race([news, ended])) ?? takeLatest();
    if (event) yield event;
    if (event?.state === 'ended') return;
  }

  function takeLatest(): TaskEvent<Step, Value> | null {
    const taken = latest;
    latest = null;
    return taken;
  }
}

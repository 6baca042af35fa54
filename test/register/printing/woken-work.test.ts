import { expect, test } from 'vitest';
import { startWokenWork, type Rest, type WokenWork } from '../../../register/printing/woken-work.ts';

/** Work whose steps a test ends one by one, saying how long to rest. */
function startWork() {
  const steps: PromiseWithResolvers<Rest>[] = [];
  const bugs: unknown[] = [];
  let running = 0;
  const work: WokenWork = startWokenWork({
    async step() {
      running += 1;
      const ended = Promise.withResolvers<Rest>();
      steps.push(ended);
      try {
        return await ended.promise;
      } finally {
        running -= 1;
      }
    },
    onBug(error) {
      bugs.push(error);
      return 1;
    },
  });
  return { work, steps, bugs, running: () => running };
}

test('a step that says to go on is followed by another, one that says to rest by none', async () => {
  const { work, steps } = startWork();
  work.wake();
  steps[0]!.resolve(0);
  await expect.poll(() => steps.length).toBe(2);
  steps[1]!.resolve(null);
  await work.stop();
  expect(steps).toHaveLength(2);
});

test('whoever wakes it during a step is not missed, and begins no second one beside it', async () => {
  const { work, steps, running } = startWork();
  work.wake();
  work.wake();
  work.wake();
  expect(running()).toBe(1);
  steps[0]!.resolve(null);
  await expect.poll(() => steps.length).toBe(2);
  expect(running()).toBe(1);
  steps[1]!.resolve(null);
  await work.stop();
});

test('it goes on by itself after a rest, and after a bug that it told of', async () => {
  const { work, steps, bugs } = startWork();
  work.wake();
  steps[0]!.resolve(1);
  await expect.poll(() => steps.length).toBe(2);
  steps[1]!.reject(new Error('a bug'));
  await expect.poll(() => steps.length).toBe(3);
  expect(bugs).toEqual([new Error('a bug')]);
  steps[2]!.resolve(null);
  await work.stop();
});

test('stopped, it ends what it began and begins nothing more', async () => {
  const { work, steps } = startWork();
  work.wake();
  let isOver = false;
  const stopping = work.stop().then(() => (isOver = true));
  work.wake();
  await Promise.resolve();
  expect(isOver).toBe(false);
  steps[0]!.resolve(0);
  await stopping;
  work.wake();
  expect(steps).toHaveLength(1);
});

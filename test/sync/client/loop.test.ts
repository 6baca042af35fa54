import { setImmediate as nextTick } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startLoop, type NextTurn } from '../../../sync/client/loop.ts';

const NEVER: NextTurn = { inMs: 3_600_000, mayWake: true };
const AFTER_FAILURE: NextTurn = { inMs: 3_600_000, mayWake: false };

/** A loop whose turns are counted and end when the test says so. */
function countedLoop(next: NextTurn, gate: Promise<void> = Promise.resolve()) {
  const counted = { turns: 0, next };
  const loop = startLoop(async () => {
    counted.turns += 1;
    await gate;
    return counted.next;
  });
  return { counted, loop };
}

test('whoever wakes a loop that rests has its next turn at once; one that waits after a failure is left', async () => {
  const { counted, loop } = countedLoop(NEVER);
  await expect.poll(() => counted.turns).toBe(1);
  loop.wake();
  await expect.poll(() => counted.turns).toBe(2);
  counted.next = AFTER_FAILURE;
  loop.wake();
  await expect.poll(() => counted.turns).toBe(3);
  loop.wake();
  await nextTick();
  expect(counted.turns).toBe(3);
  await loop.hurry();
  expect(counted.turns).toBe(4);
  await loop.stop();
});

test('what came during a turn is seen by another one, and never two run at once', async () => {
  const gate = Promise.withResolvers<void>();
  const { counted, loop } = countedLoop(NEVER, gate.promise);
  await expect.poll(() => counted.turns).toBe(1);
  loop.wake();
  const hurried = loop.hurry();
  await nextTick();
  expect(counted.turns).toBe(1);
  gate.resolve();
  await hurried;
  expect(counted.turns).toBeGreaterThanOrEqual(2);
  await loop.stop();
});

test('one that is stopped begins no turn, and nobody waits for it', async () => {
  const { counted, loop } = countedLoop(NEVER);
  await loop.stop();
  const turns = counted.turns;
  loop.wake();
  await loop.hurry();
  expect(counted.turns).toBe(turns);
});

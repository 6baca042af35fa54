import { expect, test } from 'vitest';
import { createTurns } from '../../../hardware/printer/turns.ts';

const LONG_MS = 10_000;

test('tasks are done one after the other, in their order, and one that may goes first', async () => {
  const turns = createTurns();
  const done: string[] = [];
  let running = 0;
  const task = (name: string) => async () => {
    expect(++running).toBe(1);
    await new Promise(setImmediate);
    running--;
    done.push(name);
    return name;
  };
  const ends = [
    turns.take(task('a'), 'last', LONG_MS),
    turns.take(task('b'), 'last', LONG_MS),
    turns.take(task('c'), 'last', LONG_MS),
    turns.take(task('urgent'), 'first', LONG_MS),
  ];
  expect(await Promise.all(ends)).toEqual(['a', 'b', 'c', 'urgent']);
  expect(done).toEqual(['a', 'urgent', 'b', 'c']);
});

test('a task that throws lets the next one have its turn', async () => {
  const turns = createTurns();
  const broken = turns.take(() => Promise.reject(new Error('broken')), 'last', LONG_MS);
  const next = turns.take(() => Promise.resolve('next'), 'last', LONG_MS);
  await expect(broken).rejects.toThrow('broken');
  expect(await next).toBe('next');
});

test('a task whose turn comes too late, that is one too many, or that comes after the end is not done', async () => {
  const turns = createTurns();
  const { promise, resolve } = Promise.withResolvers<string>();
  let done = 0;
  const count = () => Promise.resolve(++done);
  const long = turns.take(() => promise, 'last', LONG_MS);
  expect(await turns.take(count, 'last', 5)).toBeNull();
  const waiting = Array.from({ length: 64 }, () => turns.take(count, 'last', LONG_MS));
  expect(await turns.take(count, 'first', LONG_MS)).toBeNull();
  const ended = turns.end();
  expect(await Promise.all(waiting)).toEqual(waiting.map(() => null));
  resolve('as it is');
  expect(await long).toBe('as it is');
  await ended;
  expect(await turns.take(count, 'last', LONG_MS)).toBeNull();
  expect(done).toBe(0);
});

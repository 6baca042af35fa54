import { expect, test } from 'vitest';
import { keptFor } from '../../domain/kept.ts';

test('what is made of an object is made once, and of another object anew', () => {
  const made: string[] = [];
  const namesOf = keptFor((list: readonly string[]) => {
    made.push(list.join());
    return new Set(list);
  });
  const [first, alike] = [
    ['a', 'b'],
    ['a', 'b'],
  ];
  expect(namesOf(first)).toBe(namesOf(first));
  expect(namesOf(alike)).not.toBe(namesOf(first));
  expect(made).toEqual(['a,b', 'a,b']);
});

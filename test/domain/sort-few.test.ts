import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortFew } from '../../domain/sort-few.ts';
import { lawRuns } from './exact.ts';

test('a list is sorted as `sort` does it, and what compares alike stays in its order', () => {
  const lists = fc.array(fc.nat({ max: 20 }), { maxLength: 100 });
  fc.assert(
    fc.property(lists, (keys) => {
      const items = keys.map((key, place) => ({ key, place }));
      const byKey = (a: { readonly key: number }, b: { readonly key: number }) => a.key - b.key;
      expect(sortFew([...items], byKey)).toEqual(items.toSorted(byKey));
    }),
    lawRuns,
  );
});

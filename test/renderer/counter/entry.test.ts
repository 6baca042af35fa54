import { describe, expect, it } from 'vitest';
import { isCode, mayBeOwnCode, readDecimal, readEntry } from '../../../renderer/counter/entry.ts';

describe('what is typed in the search box', () => {
  it.each([
    ['3*', 3_000, ''],
    ['3*milk', 3_000, 'milk'],
    ['12 × 5000213019900', 12_000, '5000213019900'],
    ['0.5*banana', 500, 'banana'],
    ['.5*', 500, ''],
    ['6x', 6_000, ''],
  ])('reads %s as a quantity and what is looked for', (text, quantityThousandths, query) => {
    expect(readEntry(text)).toEqual({ quantityThousandths, query });
  });

  it.each(['milk', '330', '6x330ml', '0*milk', '*3', '1.2345*milk', '99999999999999*1'])(
    'takes %s as words, because no quantity is meant by it',
    (text) => {
      expect(readEntry(text)).toEqual({ quantityThousandths: null, query: text });
    },
  );

  it('tells codes from words', () => {
    expect(['5000213019900', '123456', '12345', '85123A'].map(isCode)).toEqual([true, true, false, false]);
    expect(['85123A', 'milk', '2 pints', '330'].map(mayBeOwnCode)).toEqual([true, false, false, true]);
  });

  it('reads numbers as people type them', () => {
    expect(
      ['12', '12.', '.5', '12,50', '1.234', '', '.', '-1', '1e3'].map((text) => readDecimal(text, 2)),
    ).toEqual([1200, 1200, 50, 1250, null, null, null, -100, null]);
  });
});

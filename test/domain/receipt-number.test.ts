import { expect, test } from 'vitest';
import { receiptNumber } from '../../domain/receipt-number.ts';

test('a receipt number is shop, till, epoch and a sequence of six digits, or more once they are used up', () => {
  expect(receiptNumber('0001', '02', 1, 147)).toBe('0001-02-1-000147');
  expect(receiptNumber('NS', '1', 3, 1_000_000)).toBe('NS-1-3-1000000');
});

test('a till that was restored, and its neighbour, never print the same number', () => {
  const numbers = [
    receiptNumber('S', '1', 1, 7),
    receiptNumber('S', '1', 2, 7),
    receiptNumber('S', '2', 1, 7),
  ];
  expect(new Set(numbers).size).toBe(3);
});

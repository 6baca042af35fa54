import { describe, expect, test } from 'vitest';
import type { ReceiptDocument } from '../../../domain/receipt/document.ts';
import {
  emptyRoll,
  loadPaper,
  PAPERS_MAX,
  printOn,
  removePaper,
  tearOff,
  WAITING_MAX,
} from '../../../renderer/simulator/paper-roll.ts';

function receipt(number: number): ReceiptDocument {
  return { language: 'en', title: String(number), blocks: [] };
}

const titles = (papers: readonly { readonly document: ReceiptDocument }[]) =>
  papers.map(({ document }) => document.title);
const receipts = (count: number) => Array.from({ length: count }, (_, index) => receipt(index + 1));

describe('the paper of the simulated printer', () => {
  test('comes out newest first', () => {
    expect(titles(receipts(3).reduce(printOn, emptyRoll).papers)).toEqual(['3', '2', '1']);
  });

  test('that is missing makes receipts wait, and they print in their order when it is back', () => {
    const waiting = receipts(3)
      .slice(1)
      .reduce(printOn, removePaper(printOn(emptyRoll, receipt(1))));
    expect(titles(waiting.papers)).toEqual(['1']);
    expect(waiting.waiting).toHaveLength(2);
    const printed = loadPaper(waiting);
    expect(titles(printed.papers)).toEqual(['3', '2', '1']);
    expect(printed.waiting).toEqual([]);
  });

  test('is told apart piece by piece, also after some was torn off', () => {
    const roll = printOn(tearOff(printOn(emptyRoll, receipt(1))), receipt(1));
    expect(roll.papers.map(({ id }) => id)).toEqual([2]);
  });

  test('and what waits for it end at their limits', () => {
    expect(receipts(PAPERS_MAX + 1).reduce(printOn, emptyRoll).papers).toHaveLength(PAPERS_MAX);
    const waiting = receipts(WAITING_MAX + 1).reduce(printOn, removePaper(emptyRoll));
    expect(waiting.waiting).toHaveLength(WAITING_MAX);
    expect(waiting.waiting[0]?.title).toBe('2');
  });
});

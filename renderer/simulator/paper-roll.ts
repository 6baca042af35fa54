import type { ReceiptDocument } from '../../domain/receipt/document.ts';

/** A printed piece of paper. */
export interface Paper {
  readonly id: number;
  readonly document: ReceiptDocument;
}

/** What a printer has done and has still to do. */
export interface PaperRoll {
  readonly hasPaper: boolean;
  /** Newest first. */
  readonly papers: readonly Paper[];
  /** What waits for paper, oldest first. */
  readonly waiting: readonly ReceiptDocument[];
  readonly lastId: number;
}

/** More paper than that nobody scrolls back through. */
export const PAPERS_MAX = 20;
/** What waits beyond that pushes the oldest out: the books have them all. */
export const WAITING_MAX = 50;

export const emptyRoll: PaperRoll = { hasPaper: true, papers: [], waiting: [], lastId: 0 };

/** Prints a document, or keeps it until there is paper. */
export function printOn(roll: PaperRoll, document: ReceiptDocument): PaperRoll {
  if (!roll.hasPaper) return { ...roll, waiting: [...roll.waiting, document].slice(-WAITING_MAX) };
  const id = roll.lastId + 1;
  return { ...roll, lastId: id, papers: [{ id, document }, ...roll.papers].slice(0, PAPERS_MAX) };
}

/** Puts paper in; what waited is printed in its order. */
export function loadPaper(roll: PaperRoll): PaperRoll {
  return roll.waiting.reduce(printOn, { ...roll, hasPaper: true, waiting: [] });
}

export function removePaper(roll: PaperRoll): PaperRoll {
  return { ...roll, hasPaper: false };
}

/** Takes what is printed away. */
export function tearOff(roll: PaperRoll): PaperRoll {
  return { ...roll, papers: [] };
}

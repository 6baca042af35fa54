import { trainingText } from '../text/training-text.ts';
import { centered, type ReceiptDocument } from './document.ts';

/** A paper of a till for practice: it says so above everything else and below, so that no part passes for a receipt. */
export function markTraining(document: ReceiptDocument): ReceiptDocument {
  const words = trainingText[document.language];
  const { blocks } = document;
  // Below means above what feeds and cuts the paper.
  const end = blocks.findLastIndex(({ kind }) => kind !== 'feed' && kind !== 'cut') + 1;
  return {
    ...document,
    title: `${words.paperMark} ${document.title}`,
    blocks: [
      centered(words.paperMark, 'tall'),
      centered(words.paperNote),
      ...blocks.slice(0, end),
      centered(words.paperMark, 'tall'),
      ...blocks.slice(end),
    ],
  };
}

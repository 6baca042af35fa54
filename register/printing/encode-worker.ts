import { parentPort } from 'node:worker_threads';
import { encodeReceipt } from '../../hardware/printer/encode-receipt.ts';
import { openTextDrawing } from '../../hardware/printer/text-drawing.ts';
import { loadFontParts } from '../receipt/receipt-font.ts';
import type { EncodeAnswer, EncodeRequest } from './encode-document.ts';

// The program of the thread that `encode-document.ts` starts. Drawing what a printer has no letters for takes the processor
// for tenths of a second, which a scan must not wait for.

const drawing = openTextDrawing(loadFontParts);

parentPort?.on('message', ({ id, document, printer }: EncodeRequest) => {
  encodeReceipt(document, printer, drawing).then(
    (bytes) => answer({ id, bytes }),
    (error: unknown) => answer({ id, error }),
  );
});

function answer(encoded: EncodeAnswer): void {
  parentPort?.postMessage(encoded);
}

import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { PrinterSettings } from '../../domain/devices/device-settings.ts';
import type { ReceiptDocument } from '../../domain/receipt/document.ts';

export interface EncodeRequest {
  readonly id: number;
  readonly document: ReceiptDocument;
  readonly printer: PrinterSettings;
}

export type EncodeAnswer = { readonly id: number } & (
  { readonly bytes: Uint8Array } | { readonly error: unknown }
);

/** Turns documents into bytes, beside whoever sells. */
export interface DocumentEncoder {
  /** The bytes of a document for a printer; rejects for a bug only. */
  readonly encode: (document: ReceiptDocument, printer: PrinterSettings) => Promise<Uint8Array>;
  /** Starts its thread, so that the first document need not wait for that. */
  warm(): void;
  stop(): Promise<void>;
}

// The built program stands beside this module as `.js`, the source as `.ts`.
const PROGRAM = fileURLToPath(new URL(`./encode-worker${extname(import.meta.url)}`, import.meta.url));

/** An encoder whose thread starts with the first document, and again after one that it did not survive. */
export function openDocumentEncoder(): DocumentEncoder {
  const waiting = new Map<number, PromiseWithResolvers<Uint8Array>>();
  let worker: Worker | null = null;
  let requests = 0;

  function start(): Worker {
    const started = new Worker(PROGRAM);
    // A document that is under way is waited for by whoever prints it, not by the process's end.
    started.unref();
    started.on('message', (answer: EncodeAnswer) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ('bytes' in answer) asked?.resolve(answer.bytes);
      else asked?.reject(answer.error);
    });
    started.on('error', (error) => end(error));
    started.on('exit', () => end(new Error('the encoder ended')));
    return started;
  }

  function end(error: unknown): void {
    worker = null;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  return {
    encode(document, printer) {
      worker ??= start();
      requests += 1;
      const encoded = Promise.withResolvers<Uint8Array>();
      waiting.set(requests, encoded);
      worker.postMessage({ id: requests, document, printer } satisfies EncodeRequest);
      return encoded.promise;
    },
    warm() {
      worker ??= start();
    },
    async stop() {
      await worker?.terminate();
    },
  };
}

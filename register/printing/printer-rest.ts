import { performance } from 'node:perf_hooks';

/** How long a printer is left alone after a failure: at first, and at most; twice as long each time. In milliseconds. */
export interface PrinterPauses {
  readonly firstMs: number;
  readonly maxMs: number;
}

export const printerPauses: PrinterPauses = { firstMs: 1_000, maxMs: 30_000 };
/** Twice as long so often is longer than any pause. */
const DOUBLINGS_MAX = 10;

/** How long one printer is to be left alone. */
export interface PrinterRest {
  readonly failed: () => void;
  readonly succeeded: () => void;
  /** Somebody waits for the printer now: it is left alone for the first pause at most. */
  readonly shorten: () => void;
  /** How long it still is, in milliseconds; 0 for not at all. */
  readonly leftMs: () => number;
}

export function createPrinterRest({ firstMs, maxMs }: PrinterPauses): PrinterRest {
  let failureCount = 0;
  let failedAtMs = 0;
  let dueAtMs = 0;
  return {
    failed() {
      failedAtMs = performance.now();
      dueAtMs = failedAtMs + Math.min(maxMs, firstMs * 2 ** failureCount);
      failureCount = Math.min(failureCount + 1, DOUBLINGS_MAX);
    },
    succeeded() {
      failureCount = 0;
      dueAtMs = 0;
    },
    shorten() {
      dueAtMs = Math.min(dueAtMs, failedAtMs + firstMs);
    },
    leftMs: () => Math.max(0, dueAtMs - performance.now()),
  };
}

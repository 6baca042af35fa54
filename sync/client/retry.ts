import { RETRY_FIRST_MS, RETRY_MAX_MS } from '../protocol/limits.ts';

/** How long to wait between two tries. */
export interface RetryPace {
  readonly firstMs: number;
  readonly maxMs: number;
}

export const usualPace: RetryPace = { firstMs: RETRY_FIRST_MS, maxMs: RETRY_MAX_MS };

/** Doubling more often than this overflows nothing and is above every ceiling. */
const DOUBLINGS_MAX = 20;

/**
 * How long to wait after so many failures in a row (from 1): anything below a ceiling that doubles, "full jitter", so that tills
 * that lost central together do not come back together. Never sooner than `atLeastMs`. `chance` is from 0 up to 1.
 */
export function retryDelay(pace: RetryPace, failures: number, chance: number, atLeastMs = 0): number {
  const ceilingMs = Math.min(pace.maxMs, pace.firstMs * 2 ** Math.min(failures - 1, DOUBLINGS_MAX));
  return atLeastMs + Math.floor(chance * ceilingMs);
}

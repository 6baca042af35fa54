import { HOLD_TIMEOUT_MS, PROGRESS_TIMEOUT_MS } from '../protocol/limits.ts';
import { usualPace, type RetryPace } from './retry.ts';

/** How often and how patiently central is asked. */
export interface SyncTimes {
  readonly pullEveryMs: number;
  readonly pace: RetryPace;
  /** Asking what has changed, which finds out that central is back, never waits longer than this. */
  readonly pullRetryMaxMs: number;
  readonly progressTimeoutMs: number;
  readonly holdTimeoutMs: number;
  /** Between two rounds of asking which points are kept for the till. */
  readonly leasesEveryMs: number;
  /** The same while central has not counted yet what the till gave up. */
  readonly leasesSettleMs: number;
}

export const usualTimes: SyncTimes = {
  pullEveryMs: 10_000,
  pace: usualPace,
  pullRetryMaxMs: 20_000,
  progressTimeoutMs: PROGRESS_TIMEOUT_MS,
  holdTimeoutMs: HOLD_TIMEOUT_MS,
  leasesEveryMs: 6 * 60 * 60_000,
  leasesSettleMs: 30_000,
};

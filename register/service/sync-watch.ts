import { setTimeout as delay } from 'node:timers/promises';
import type { SyncStatus } from '../contract/sync.ts';
import type { ServiceSync } from './service-sync.ts';

/** The least time between two of them: a queue that drains is many changes. */
const CALM_MS = 100;

/** Yields how the till stands to its chain, and each other way that it comes to stand, until the signal fires. */
export async function* watchSync(
  { status, onChange }: Pick<ServiceSync, 'status' | 'onChange'>,
  signal: AbortSignal,
): AsyncGenerator<SyncStatus, void> {
  let wake = Promise.withResolvers<void>();
  const changed = () => wake.resolve();
  const stopTelling = onChange(changed);
  signal.addEventListener('abort', changed, { once: true });
  try {
    let told = '';
    while (!signal.aborted) {
      wake = Promise.withResolvers();
      const standing = status();
      const text = JSON.stringify(standing);
      if (text !== told) yield standing;
      told = text;
      await wake.promise;
      if (!signal.aborted) await delay(CALM_MS);
    }
  } finally {
    stopTelling();
    signal.removeEventListener('abort', changed);
  }
}

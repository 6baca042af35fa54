import { setTimeout as delay } from 'node:timers/promises';
import type { Result } from '../../domain/result.ts';
import type { DeviceEvent, DeviceState } from '../contract/device.ts';

/** Scans that a watcher has not taken yet; one that takes none for so long is gone, or asleep. */
const SCANS_KEPT = 20;
/** The least time between two events of state: a receipt on its way is several changes. */
const CALM_MS = 20;

/** Whoever follows the devices. */
export interface DeviceWatchers {
  /** The state may be another one now. */
  readonly changed: () => void;
  /** A scanner read this. */
  readonly scanned: (code: string) => void;
  /** Yields the state as it is, each other one that it becomes, and what is scanned, until the signal fires. */
  watch(signal: AbortSignal, readState: () => Result<DeviceState>): AsyncGenerator<DeviceEvent, void>;
}

/** One of them, which may be slow: of changes it only needs to know that there were some. */
interface Watcher {
  readonly changed: () => void;
  scanned(code: string): void;
  takeScans(): string[];
  /** Resolves at the next event. */
  next(): Promise<void>;
}

export function createDeviceWatchers(): DeviceWatchers {
  const watchers = new Set<Watcher>();
  return {
    changed: () => watchers.forEach((watcher) => watcher.changed()),
    scanned: (code) => watchers.forEach((watcher) => watcher.scanned(code)),
    async *watch(signal, readState) {
      const watcher = createWatcher();
      watchers.add(watcher);
      signal.addEventListener('abort', watcher.changed, { once: true });
      try {
        let told = '';
        while (!signal.aborted) {
          const changed = watcher.next();
          const state = readState();
          const text = state.ok ? JSON.stringify(state.value) : told;
          if (state.ok && text !== told) yield { kind: 'state', state: state.value };
          told = text;
          for (const code of watcher.takeScans()) yield { kind: 'scanned', code };
          await changed;
        }
      } finally {
        watchers.delete(watcher);
        signal.removeEventListener('abort', watcher.changed);
      }
    },
  };
}

function createWatcher(): Watcher {
  let wake = Promise.withResolvers<void>();
  const scans: string[] = [];
  return {
    changed: () => wake.resolve(),
    scanned(code) {
      if (scans.length < SCANS_KEPT) scans.push(code);
      wake.resolve();
    },
    takeScans: () => scans.splice(0),
    async next() {
      wake = Promise.withResolvers();
      await wake.promise;
      if (scans.length === 0) await delay(CALM_MS);
    },
  };
}
